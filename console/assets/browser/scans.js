// What a script adds where a picture is uploaded: a preview that can be turned, how far the upload is, and a word when it breaks off.
// Without it the form is sent as any other.

/** Quarters by which the chosen picture of a form is turned. */
const turned = new WeakMap();
const JPEG_QUALITY = 0.92;

export function helpUploads() {
  // In the capturing phase, because a picture that is dropped is announced without bubbling.
  document.addEventListener(
    'change',
    ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === 'file') preview(target);
    },
    true,
  );
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset['form'] !== 'upload') return;
    if (chosenIn(form) === undefined) return;
    event.preventDefault();
    void send(form);
  });
}

/** The field with the picture: that of the file, or that of the camera. */
const chosenIn = (form) =>
  [...form.querySelectorAll('input[type="file"]')].find((input) => (input.files?.length ?? 0) > 0);

function preview(input) {
  const form = input.closest('form');
  form?.querySelector('.beian-chosen')?.remove();
  const [file] = input.files ?? [];
  if (form === null || file === undefined || !file.type.startsWith('image/')) return;
  // One picture is sent: the one that was chosen last.
  for (const other of form.querySelectorAll('input[type="file"]')) if (other !== input) other.value = '';
  turned.set(form, 0);
  const chosen = document.createElement('div');
  chosen.className = 'beian-chosen';
  const frame = document.createElement('div');
  frame.className = 'beian-chosen__frame';
  const picture = document.createElement('img');
  picture.className = 'beian-preview';
  picture.alt = form.dataset['preview'] ?? file.name;
  picture.src = URL.createObjectURL(file);
  picture.addEventListener('load', () => URL.revokeObjectURL(picture.src), { once: true });
  frame.append(picture);
  chosen.append(frame);
  if (form.dataset['turnLeft'] !== undefined) {
    chosen.append(turnButton(form, picture, form.dataset['turnLeft'], 3), ' ');
    chosen.append(turnButton(form, picture, form.dataset['turnRight'] ?? '', 1));
  }
  (input.closest('.govuk-form-group') ?? input).after(chosen);
}

function turnButton(form, picture, words, quarters) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'govuk-button govuk-button--secondary';
  button.textContent = words;
  button.addEventListener('click', () => {
    const now = ((turned.get(form) ?? 0) + quarters) % 4;
    turned.set(form, now);
    picture.className = `beian-preview beian-turned-${now}`;
  });
  return button;
}

/** What is sent: the form, with the picture as it was turned. */
async function contentOf(form) {
  const content = new FormData(form);
  const quarters = turned.get(form) ?? 0;
  const input = chosenIn(form);
  const [file] = input?.files ?? [];
  if (input === undefined || file === undefined || quarters === 0) return content;
  const picture = await createImageBitmap(file);
  const isAcross = quarters % 2 === 1;
  const canvas = document.createElement('canvas');
  canvas.width = isAcross ? picture.height : picture.width;
  canvas.height = isAcross ? picture.width : picture.height;
  const pen = canvas.getContext('2d');
  if (pen === null) return content;
  pen.translate(canvas.width / 2, canvas.height / 2);
  pen.rotate((quarters * Math.PI) / 2);
  pen.drawImage(picture, -picture.width / 2, -picture.height / 2);
  const made = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY));
  if (made !== null) content.set(input.name, made, `${file.name.replace(/\.\w+$/, '')}.jpg`);
  return content;
}

async function send(form) {
  if (form.dataset['underWay'] !== undefined) return; // a second click sends nothing
  form.dataset['underWay'] = '';
  form.querySelector('[data-said]')?.remove();
  const bar = document.createElement('progress');
  bar.className = 'beian-progress';
  bar.setAttribute('aria-label', form.dataset['sending'] ?? '');
  bar.max = 1;
  bar.value = 0;
  form.append(bar);
  const done = () => {
    delete form.dataset['underWay'];
    bar.remove();
  };
  const call = new XMLHttpRequest();
  call.upload.addEventListener('progress', ({ loaded, total }) => {
    bar.value = total === 0 ? 0 : loaded / total;
  });
  for (const event of ['error', 'abort', 'timeout']) {
    call.addEventListener(event, () => {
      done();
      say(form, form.dataset['broken'] ?? '');
    });
  }
  call.addEventListener('load', () => {
    done();
    show(call, form);
  });
  const content = await contentOf(form).catch(() => new FormData(form));
  call.open('POST', form.action);
  call.send(content);
}

/** The picture and how it was turned stay in the form, to be sent again. */
function say(form, words, link) {
  const said = document.createElement('p');
  said.className = 'govuk-error-message';
  said.setAttribute('role', 'alert');
  said.dataset['said'] = '';
  said.textContent = words;
  if (link !== undefined) said.append(' ', link);
  form.append(said);
}

const PART = '[data-part]';

/**
 * Shows what the answer says: the new page in place of this one, or only the part with the scans where the page holds a form with text;
 * a refusal at the picture that was refused.
 */
function show(call, form) {
  const main = new DOMParser().parseFromString(call.responseText, 'text/html').querySelector('main');
  if (main === null) {
    say(form, form.dataset['broken'] ?? '');
    return;
  }
  if (call.status >= 400) {
    const [wrong] = ['.govuk-error-summary__list', '[data-why]', 'h1'].flatMap((one) => main.querySelector(one) ?? []);
    const signIn = main.querySelector('a[href^="/sign-in"]') ?? undefined;
    say(form, wrong?.textContent.trim() ?? form.dataset['broken'] ?? '', signIn);
    return;
  }
  const shown = form.closest(PART) ?? document.querySelector('main');
  const answered = shown?.matches(PART) === true ? main.querySelector(PART) : main;
  if (shown === null || answered === null) {
    location.assign(call.responseURL);
    return;
  }
  shown.replaceWith(answered);
  if (answered === main) history.replaceState(null, '', call.responseURL);
  document.dispatchEvent(new CustomEvent('beian:shown', { detail: answered }));
  const told = answered.querySelector('.govuk-notification-banner') ?? answered.querySelector('h2');
  if (told instanceof HTMLElement) {
    told.tabIndex = -1;
    told.focus();
  }
}
