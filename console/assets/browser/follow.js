// A page that follows an order or a list (`data-follows`) shows it anew when it has changed, unless the person is typing: then it says so.
// A list is changed in place, so that whoever stands in it stays there.
// What the page said of the last deed is kept over that.
// While the connection is lost, the page says that it may be out of date; when it is back, the page is read anew.
const { follows } = document.body.dataset;
const banner = document.querySelector('[data-stale]');
// What stands in a form that was refused is not saved either.
let typing = document.querySelector('.govuk-error-summary') !== null;
let leaving = false;
let missed = false;
let lost = false;
/** How long an answer to a click or a form may take until the page follows again; a file that was saved leaves it where it is. */
const ANSWER_MS = 10_000;

document.addEventListener('input', () => {
  typing = true;
});
document.addEventListener('submit', () => {
  typing = false;
});
// The next page is on its way; reading this one anew would throw it away.
globalThis.addEventListener('beforeunload', () => {
  leaving = true;
  setTimeout(() => {
    leaving = false;
    if (missed) renew();
  }, ANSWER_MS);
});

function say(what) {
  if (banner === null) return;
  banner.hidden = what === undefined;
  for (const part of banner.querySelectorAll('[data-when]')) part.hidden = part.dataset.when !== what;
}

const NOTICE = '.govuk-notification-banner--success';
const KEPT = 'notice of the last deed';

function renew() {
  missed = leaving;
  if (leaving) return;
  if (typing) {
    say('changed');
    return;
  }
  if (follows.startsWith('/live/lists/')) {
    void showInPlace();
    return;
  }
  const notice = document.querySelector(NOTICE);
  if (notice !== null) {
    const kept = { page: globalThis.location.pathname, notice: notice.outerHTML };
    globalThis.sessionStorage.setItem(KEPT, JSON.stringify(kept));
  }
  globalThis.location.reload();
}

/** What is in place is found again by its own address or name. */
function sameIn(main, element) {
  if (element.id !== '') return main.querySelector(`#${CSS.escape(element.id)}`);
  const form = element.closest('form')?.getAttribute('action');
  if (form != null) return main.querySelector(`form[action="${CSS.escape(form)}"] button`);
  const href = element.getAttribute('href');
  return href === null ? null : main.querySelector(`a[href="${CSS.escape(href)}"]`);
}

async function showInPlace() {
  const answer = await fetch(globalThis.location.href).catch(() => undefined);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : undefined;
  const next = page?.querySelector('main');
  const main = document.querySelector('main');
  // Signed out, or the page is the answer to a form: the person decides.
  if (next == null || main === null || page.body.dataset.follows !== follows || typing) {
    say('changed');
    return;
  }
  const notice = main.querySelector(NOTICE);
  const focused = main.contains(document.activeElement) ? document.activeElement : null;
  main.replaceChildren(...(notice === null ? [] : [notice]), ...next.childNodes);
  if (focused !== null) sameIn(main, focused)?.focus({ preventScroll: true });
}

function showKeptNotice() {
  const kept = globalThis.sessionStorage.getItem(KEPT);
  globalThis.sessionStorage.removeItem(KEPT);
  if (kept === null || document.querySelector(NOTICE) !== null) return;
  const { page, notice } = JSON.parse(kept);
  if (page === globalThis.location.pathname) document.querySelector('main')?.insertAdjacentHTML('afterbegin', notice);
}

showKeptNotice();

function connect() {
  const events = new EventSource(follows);
  events.addEventListener('following', () => {
    say(undefined);
    if (lost) renew();
    lost = false;
  });
  events.addEventListener('changed', renew);
  events.addEventListener('error', () => {
    lost = true;
    say('lost');
    if (events.readyState === EventSource.CLOSED) setTimeout(connect, 5000);
  });
  globalThis.addEventListener('pagehide', () => events.close(), { once: true });
}

if (follows !== undefined) connect();
