/** Whatever the system cannot do now: it says when to try again, and what was typed stays. */
import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { z } from 'zod';
import { bareConsole, Browser } from '../../test/support/console/bare-console.ts';
import { memorySessions } from '../../test/support/console/memory-sessions.ts';
import { refusal } from '../../usecases/refusal.ts';
import { deed, page } from './route.ts';

const TYPED = '第一行\n<b>第二行</b>';
const AS_SHOWN = 'name="note" value="第一行\n&lt;b>第二行&lt;/b>"';
const away = (): Error => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
const failing = (name: string, error: () => Error, more: object = {}) =>
  deed({
    path: `/review/${name}`,
    roles: ['reviewer'],
    fields: z.object({ note: z.string() }),
    again: '/review/hello',
    does: async () => {
      throw error();
    },
    ...more,
  });
const routes = [
  page({ path: '/review/hello', roles: ['reviewer'], show: async () => ({ title: 'hello', body: 'hello' }) }),
  failing('away', away),
  failing('away-again', away, {
    again: async () => {
      throw away();
    },
  }),
  failing('busy', () => refusal('UNAVAILABLE', { retryAfter: 60 })),
  failing('often', () => refusal('TOO_MANY', { retryAfter: 7_300 })),
  failing('broken', () => new Error('a bug')),
  failing('files', away, { takesFiles: true }),
  failing('refused', () => refusal('NOT_FOUND')),
];
const { as, app, cookieOf } = bareConsole({}, routes);

describe('a form is kept on the page, with a button to send it again', () => {
  test.each([
    ['when Postgres or Temporal is away', 'away', 503, '5', '5 秒后可以再试'],
    ['also when the page of the form cannot be drawn', 'away-again', 503, '5', '5 秒后可以再试'],
    ['when a use case says when to try again', 'busy', 503, '60', '60 秒后可以再试'],
    ['when it may be done tomorrow', 'often', 429, '7300', '3 小时后可以再试'],
    ['when the fault is ours', 'broken', 500, undefined, '系统出错'],
  ])('%s', async (_, name, status, retryAfter, words) => {
    const answer = await (await as('reviewer')).post(`/review/${name}`, { note: TYPED }, '/review/hello');
    expect([answer.status, answer.headers['retry-after']]).toEqual([status, retryAfter]);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain(AS_SHOWN);
    expect(answer.text).toContain(`<form method="post" action="/review/${name}"`);
    expect(answer.text).toMatch(/name="csrf" value="[^"]+"/);
  });

  test('when too much was sent in a minute', async () => {
    const limited = bareConsole({ limits: { deedsPerMinute: 1 } }, routes);
    const browser = await limited.as('reviewer');
    await browser.post('/review/away', { note: 'once' }, '/review/hello');
    const answer = await browser.post('/review/away', { note: TYPED }, '/review/hello');
    expect(answer.status).toBe(429);
    expect(answer.text).toContain(AS_SHOWN);
    expect(answer.text).toContain('60 秒后可以再试');
  });

  test('when nobody can look up who is signed in', async () => {
    const find = async () => {
      throw away();
    };
    const { app: alone } = bareConsole({ sessions: { ...memorySessions(), find } }, routes);
    const answer = await new Browser(alone, 'beian-session=x').send('/review/away', { csrf: 'proof', note: TYPED });
    expect(answer.status).toBe(503);
    expect(answer.text).toContain(AS_SHOWN);
    expect(answer.text).toContain('name="csrf" value="proof"');
  });

  test('without its files, which are chosen again', async () => {
    const cookie = await cookieOf('reviewer');
    const { text: hello } = await request(app).get('/review/hello').set('Cookie', cookie);
    const csrf = /name="csrf" value="([^"]+)"/.exec(hello)?.[1] ?? '';
    for (const signedIn of [cookie, 'beian-session=ended']) {
      const call = request(app).post('/review/files').set('Cookie', signedIn).field('csrf', csrf).field('note', TYPED);
      const { text } = await call.attach('file', Buffer.from('a picture'), {
        filename: 'a.png',
        contentType: 'image/png',
      });
      expect(text).toContain(AS_SHOWN);
      expect(text).not.toContain('a picture');
    }
  });
});

test('a form whose proof is outdated is kept where our own page sent it, and is no bait of another site', async () => {
  const cookie = await cookieOf('reviewer');
  const send = (site: string) => {
    const call = request(app).post('/review/away').type('form').set('Cookie', cookie).set('Sec-Fetch-Site', site);
    return call.send({ csrf: 'of an earlier sign-in', note: TYPED });
  };
  const own = await send('same-origin');
  expect([own.status, own.text.includes(AS_SHOWN)]).toEqual([403, true]);
  expect(own.text).not.toContain('of an earlier sign-in');
  for (const site of ['same-site', 'cross-site', 'none']) expect((await send(site)).text).not.toContain('name="note"');
});

test('what will never be taken is not offered again', async () => {
  const { status, text } = await (await as('reviewer')).post('/review/refused', { note: TYPED }, '/review/hello');
  expect([status, text.includes('name="note"')]).toEqual([404, false]);
});

test('a page that cannot be shown now says when to try again', async () => {
  const find = async () => {
    throw away();
  };
  const { app: alone } = bareConsole({ sessions: { ...memorySessions(), find } }, routes);
  const answer = await new Browser(alone, 'beian-session=x').get('/review/hello');
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
  expect(answer.text).toContain('5 秒后可以再试');
});
