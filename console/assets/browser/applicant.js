// What a script adds to the customers' forms: fields are saved while they are typed and checked when they are left, and nobody leaves
// unsaved text unwarned. Every page works without it.
const DRAFT = 'form[data-form="draft"]';

export function helpApplicants() {
  /** Forms with text that is not saved yet. @type {Set<HTMLFormElement>} */
  const changed = new Set();
  let typed = 0;
  /** When something was last typed within a field, by the id under which it is drawn anew. @type {Map<string, number>} */
  const typedIn = new Map();
  const draftOf = (target) => {
    const form = target instanceof Element ? target.closest(DRAFT) : null;
    return form instanceof HTMLFormElement ? form : undefined;
  };

  document.addEventListener('input', ({ target }) => {
    const form = draftOf(target);
    if (form === undefined) return;
    typed += 1;
    changed.add(form);
    const field = target.closest('[id^="field-"]');
    if (field !== null) typedIn.set(field.id, typed);
  });
  addEventListener('beforeunload', (event) => {
    if ([...changed].some((form) => form.isConnected)) event.preventDefault();
  });
  // The button waits until the fields are saved that were left just before, so that none of them is in its way. A second click does
  // not wait: a save that gets no answer must not hold anybody up.
  let saving = 0;
  /** @type {{ form: HTMLFormElement, submitter: HTMLElement | null } | undefined} */
  let waiting;
  document.addEventListener('submit', (event) => {
    const form = draftOf(event.target);
    if (form === undefined) return;
    if (saving > 0 && waiting === undefined) {
      event.preventDefault();
      waiting = { form, submitter: event.submitter };
      return;
    }
    waiting = undefined;
    changed.delete(form);
  });

  // A field is drawn anew when it has been saved, so the form is kept with the request: the control may be gone when the answer comes.
  document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
    ctx.draft = draftOf(ctx.sourceElement);
    ctx.typed = typed;
    if (ctx.draft !== undefined) saving += 1;
  });
  // Saves follow each other: what was gathered while another was under way goes on from the version which that one made.
  document.addEventListener('htmx:before:request', (event) => {
    const { ctx } = event.detail;
    // A control that was drawn anew meanwhile has nothing to save.
    if (ctx.draft === undefined && !ctx.sourceElement.isConnected) event.preventDefault();
    const version = ctx.draft?.elements.namedItem('version');
    if (version instanceof HTMLInputElement) ctx.request.body.set('version', version.value);
  });
  document.addEventListener('htmx:after:request', ({ detail: { ctx } }) => {
    if (ctx.draft !== undefined && ctx.response.status < 400 && ctx.typed === typed) changed.delete(ctx.draft);
  });
  document.addEventListener('htmx:finally:request', ({ detail: { ctx } }) => {
    if (ctx.draft === undefined) return;
    saving -= 1;
    if (saving > 0 || waiting === undefined) return;
    const { form, submitter } = waiting;
    waiting = undefined;
    if (form.isConnected) form.requestSubmit(submitter);
  });
  document.addEventListener('htmx:before:swap', (event) => {
    const { detail } = event;
    const form = detail.ctx.draft;
    if (form === undefined) return;
    const page = new DOMParser().parseFromString(detail.ctx.text, 'text/html');
    if (page.querySelector('[data-meanwhile]') !== null) {
      // Somebody else has saved: the whole page shows both, so that neither is lost unseen.
      event.preventDefault();
      const main = page.querySelector('main');
      if (main === null) return;
      document.querySelector('main')?.replaceWith(main);
      globalThis.htmx?.process(main);
      document.dispatchEvent(new CustomEvent('beian:shown', { detail: main }));
      return;
    }
    if (page.querySelector(detail.ctx.select) === null) {
      // No page of the form came back: the field stays as it is, and the page says why it is not saved.
      event.preventDefault();
      sayUnsaved(form, page);
      return;
    }
    // Whoever types in the field goes on undisturbed: it is checked when it is left, and what was typed since stays.
    const [field] = detail.tasks.filter(({ type }) => type === 'main');
    const isTyping = field?.target?.contains(document.activeElement) && isText(document.activeElement);
    if (isTyping || (typedIn.get(field?.target?.id) ?? 0) > detail.ctx.typed) {
      detail.tasks.splice(detail.tasks.indexOf(field), 1);
    }
  });
  document.addEventListener('htmx:error', ({ detail: { ctx } }) => {
    if (ctx?.draft !== undefined) sayUnsaved(ctx.draft, undefined);
  });
}

const isText = (element) =>
  element instanceof HTMLTextAreaElement ||
  (element instanceof HTMLInputElement && !['radio', 'checkbox'].includes(element.type));

/** What a field cannot be saved for: the words of the answer, else those of the form. */
function sayUnsaved(form, page) {
  const state = form.querySelector('#form-state [role="status"]');
  if (state === null) return;
  const main = page?.querySelector('main');
  const words = (main?.querySelector('[data-why]') ?? main?.querySelector('h1'))?.textContent.trim() ?? '';
  state.className = 'govuk-error-message';
  state.textContent = [words, form.dataset['unsaved'] ?? ''].filter((each) => each !== '').join(' ');
  const signIn = main?.querySelector('a[href^="/sign-in"]');
  if (signIn instanceof Element) state.append(' ', signIn);
}
