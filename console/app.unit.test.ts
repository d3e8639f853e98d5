/** What every page has in common: sign-in, roles, language, headers, and the proof that a form is the console's own. */
import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { z } from 'zod';
import { deed, page, type SeeOther } from './http/route.ts';
import { bareConsole, Browser } from '../test/support/console/bare-console.ts';

const fields = z.object({ note: z.string() });
const note = deed({ path: '/review/note', roles: ['reviewer'], fields, again: '/review/hello', does: said });
const hello = page({
  path: '/review/hello',
  roles: ['reviewer'],
  show: async () => ({ title: 'hello', body: 'hello' }),
});
const { app, as } = bareConsole({}, [note, hello]);

async function said(): Promise<SeeOther> {
  return { seeOther: '/review' };
}

test('a page greets who is signed in, in Chinese first, and no copy of it is kept', async () => {
  const { status, text, headers } = await (await as('reviewer')).get('/review/hello');
  expect(status).toBe(200);
  expect(text).toContain('<html lang="zh-CN"');
  expect(text).toContain('审核员：reviewer-1');
  expect(headers['cache-control']).toBe('no-store');
});

test('somebody who is not signed in is sent to the sign-in and back afterwards', async () => {
  const { status, headers } = await request(app).get('/operate?x=1');
  expect([status, headers['location']]).toEqual([303, '/sign-in?back=%2Foperate%3Fx%3D1']);
});

test('an applicant does not get the desk of an operator', async () => {
  const { status, text } = await (await as('applicant')).get('/operate');
  expect(status).toBe(403);
  expect(text).toContain('您的角色不能查看此页面');
});

test('an address that nobody has is a page that says so', async () => {
  const { status, text } = await (await as('applicant')).get('/nowhere');
  expect(status).toBe(404);
  expect(text).toContain('没有这个页面');
});

describe('the language', () => {
  test('is the one that the browser asks for, until the person chooses', async () => {
    const english = await request(app).get('/nowhere').set('Accept-Language', 'en-GB,en;q=0.9');
    expect(english.text).toContain('There is no such page');
    const browser = await as('applicant');
    const { status, headers } = await browser.get('/language/en?back=/');
    expect([status, headers['location']]).toEqual([303, '/']);
    expect((await browser.get('/nowhere')).text).toContain('<html lang="en"');
  });

  test.each(['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)'])(
    'leads back into the console only, not to %s',
    async (back) => {
      const { headers } = await request(app).get(`/language/en?back=${encodeURIComponent(back)}`);
      expect(headers['location']).toBe('/');
    },
  );
});

test('a page may load only what the console serves, and no script or style within a page', async () => {
  const { headers, text } = await (await as('reviewer')).get('/review/hello');
  expect(headers['content-security-policy']).toBe(
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data: blob:;connect-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'",
  );
  expect(text).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
});

test('the assets of a page are there, compressed, and kept by the browser', async () => {
  const { text } = await (await as('reviewer')).get('/review/hello');
  const addresses = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, address]) => address ?? '');
  expect(addresses.length).toBeGreaterThan(2);
  for (const address of addresses) {
    const { status, headers } = await request(app).get(address).set('Accept-Encoding', 'gzip');
    expect([status, headers['content-encoding'], headers['cache-control']]).toEqual([
      200,
      'gzip',
      'public, max-age=31536000, immutable',
    ]);
  }
});

describe('signing out', () => {
  test('ends the session, also for who has kept the cookie', async () => {
    const browser = await as('reviewer');
    const { headers } = await browser.post('/sign-out', {}, '/review/hello');
    expect(headers['location']).toBe('/sign-in');
    expect((await browser.get('/review/hello')).status).toBe(303);
  });

  test('does not happen when another site sends the form', async () => {
    const browser = await as('reviewer');
    expect((await browser.send('/sign-out', { csrf: 'guessed' })).status).toBe(403);
    expect((await browser.get('/review/hello')).status).toBe(200);
  });
});

test('a form that arrives after the session has ended stays on the page and can be sent again', async () => {
  const browser = await as('reviewer');
  const csrf = /name="csrf" value="([^"]+)"/.exec((await browser.get('/review/hello')).text)?.[1] ?? '';
  expect(csrf).not.toBe('');
  const { status, text } = await new Browser(app).send('/review/note', { csrf, note: '<b>缺少页码</b>' });
  expect([status, text.includes('name="note" value="&lt;b>缺少页码&lt;/b>"')]).toEqual([401, true]);
  expect(text).toContain(`name="csrf" value="${csrf}"`);
});

test('outside the sandbox nobody can choose who to be', async () => {
  expect((await new Browser(app).get('/sign-in')).status).toBe(404);
});
