/** Runs the script of the start page as a browser runs it. */
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { PAGE_SCRIPT, startPage } from './pages.ts';

interface Browser {
  vendorScript: 'yes' | 'no';
  metaInfo?: object;
  userAgent?: string;
  answer?: { status: number; body: object };
}

/** Presses the button of the page; returns what was sent, where the browser went, and what the page says. */
async function pressed({ vendorScript, metaInfo, userAgent = 'Safari', answer }: Browser) {
  const seen = { sent: [] as string[], went: '', note: { textContent: '' }, press: async () => {} };
  const button = {
    dataset: { vendorScript },
    disabled: false,
    addEventListener: (_event: string, listener: () => Promise<void>) => {
      seen.press = listener;
    },
  };
  const document = { querySelector: (selector: string) => (selector === 'button' ? button : seen.note) };
  const location = {
    pathname: '/v1/liveness/links/token',
    replace: (url: string) => {
      seen.went = url;
    },
  };
  const fetch = async (path: string, { body }: { body: string }) => {
    seen.sent.push(`${path} ${body}`);
    if (answer === undefined) throw new Error('no network');
    return { ok: answer.status < 300, json: async () => answer.body };
  };
  const window = metaInfo === undefined ? {} : { getMetaInfo: () => metaInfo };
  runInNewContext(PAGE_SCRIPT, { document, location, fetch, window, navigator: { userAgent } });
  await seen.press();
  return { sent: seen.sent, went: seen.went, says: seen.note.textContent, disabled: button.disabled };
}

const opened = { status: 201, body: { url: 'https://vendor.example/face' } };

test('the start page sends the browser’s description of itself and goes on to the vendor', async () => {
  const { sent, went } = await pressed({ vendorScript: 'yes', metaInfo: { deviceType: 'h5' }, answer: opened });
  expect(sent).toEqual([String.raw`/v1/liveness/links/token {"metaInfo":"{\"deviceType\":\"h5\"}"}`]);
  expect(went).toBe('https://vendor.example/face');
});

test('the start page sends no description where the vendor asks for none', async () => {
  const { sent } = await pressed({ vendorScript: 'no', answer: opened });
  expect(sent).toEqual(['/v1/liveness/links/token {}']);
});

test('the start page starts no check while the vendor’s script is missing, and warns inside WeChat', async () => {
  expect(await pressed({ vendorScript: 'yes' })).toMatchObject({ sent: [], says: expect.stringContaining('刷新') });
  const inWeChat = { userAgent: 'MicroMessenger', metaInfo: {}, answer: opened };
  expect((await pressed({ vendorScript: 'yes', ...inWeChat })).says).toContain('自带浏览器');
  expect((await pressed({ vendorScript: 'no', ...inWeChat })).says).toBe('');
});

test('the start page says in both languages why there is no check, and the person may press again', async () => {
  const errors = [{ message: 'ask a reviewer to allow a photo instead.' }];
  const answer = { status: 422, body: { code: 'FACE_CHECK_REFUSED', title: 'No.', errors } };
  const { says, disabled } = await pressed({ vendorScript: 'no', answer });
  expect(says).toBe('无法进行人脸核验，请联系备案申请人。 ask a reviewer to allow a photo instead.');
  expect(disabled).toBe(false);
  expect((await pressed({ vendorScript: 'no' })).says).toContain('The network failed');
});

test('the start page may load a script from the vendor’s host and from no other', () => {
  const { headers } = startPage('https://o.alicdn.com/yd-cloudauth/cloudauth-cdn/jsvm_all.js');
  expect(headers?.['Content-Security-Policy']).toContain("script-src 'self' https://o.alicdn.com;");
});
