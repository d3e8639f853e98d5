/**
 * The three small pages of a face check, Chinese first: the page where a phone starts it, the page the browser returns to,
 * and the page for an outdated link. No page names a person.
 */
import type { Answer } from '../http/route.ts';

/** Where the script of the start page is. */
export const PAGE_SCRIPT_PATH = '/v1/liveness/page.js';

const frame = (content: string): string => `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <title>人脸核验 Face check</title>
    <style>
      :root { color-scheme: light dark; }
      body { font: 18px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; max-width: 32rem; margin: 2rem auto; padding: 0 1rem; }
      button { font: inherit; width: 100%; padding: .8rem; }
      [lang=en] { display: block; opacity: .75; font-size: .9em; }
    </style>
  </head>
  <body>
    <main>
${content}
    </main>
  </body>
</html>
`;

/** Starts the check: describes the browser with the vendor's script, if the vendor has one, and redirects to the vendor. */
export function startPage(browserScript: string | undefined): Answer {
  const vendor = browserScript === undefined ? undefined : new URL(browserScript).origin;
  const script = browserScript === undefined ? '' : `      <script src="${browserScript}"></script>\n`;
  const content = `      <h1>人脸核验 <span lang="en">Face check</span></h1>
      <p>请由本人在光线充足处进行，需要使用摄像头。<span lang="en">To be taken by the person in charge, in good light. The camera is used.</span></p>
      <button type="button" data-vendor-script="${vendor === undefined ? 'no' : 'yes'}">开始核验 <span lang="en">Start</span></button>
      <p role="status"></p>
${script}      <script src="${PAGE_SCRIPT_PATH}"></script>`;
  return page(200, content, vendor);
}

export const returnPage: Answer = page(
  200,
  `      <h1>人脸核验已提交 <span lang="en">Face check handed in</span></h1>
      <p>结果将显示在备案订单中，您可以关闭此页面。<span lang="en">The result appears in the order. You may close this page.</span></p>`,
);

export const outdatedPage: Answer = page(
  404,
  `      <h1>链接无效或已过期 <span lang="en">This link is not valid, or no longer</span></h1>
      <p>请向备案申请人索取新的链接。<span lang="en">Ask the applicant for a new one.</span></p>`,
);

/** The script that runs when the start page's button is pressed. */
export const PAGE_SCRIPT = `const button = document.querySelector('button');
const note = document.querySelector('[role=status]');
const needsVendor = button.dataset.vendorScript === 'yes';
const TEXTS = {
  FACE_CHECK_REFUSED: '无法进行人脸核验，请联系备案申请人。',
  TOO_MANY: '今天核验次数过多，请明天再试。',
  WRONG_STAGE: '该订单目前不需要人脸核验。',
  NOT_FOUND: '链接无效或已过期，请索取新的链接。',
};
const say = (chinese, english) => { note.textContent = chinese + ' ' + english; };

if (needsVendor && /MicroMessenger/i.test(navigator.userAgent)) {
  say('请在手机自带浏览器中打开此页面。', "Open this page in the phone's own browser, not inside WeChat.");
}
button.addEventListener('click', async () => {
  if (needsVendor && typeof window.getMetaInfo !== 'function') {
    say('页面未加载完整，请刷新后重试。', 'The page is not complete. Load it again.');
    return;
  }
  button.disabled = true;
  try {
    const body = needsVendor ? { metaInfo: JSON.stringify(window.getMetaInfo()) } : {};
    const response = await fetch(location.pathname, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (response.ok) return location.replace(answer.url);
    const [error] = answer.errors ?? [];
    say(TEXTS[answer.code] ?? '暂时无法开始核验，请稍后再试。', error?.message ?? answer.title);
  } catch {
    say('网络异常，请稍后再试。', 'The network failed. Try again.');
  }
  button.disabled = false;
});
`;

/** Allows scripts from this host and, where needed, from the vendor's host; nothing else is loaded. */
function page(status: number, content: string, vendor?: string): Answer {
  const hosts = vendor === undefined ? "'self'" : `'self' ${vendor}`;
  const policy = [
    "default-src 'none'",
    `script-src ${hosts}`,
    `connect-src ${hosts}`,
    `img-src 'self' data:${vendor === undefined ? '' : ` ${vendor}`}`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy };
  return { status, body: Buffer.from(frame(content)), headers };
}
