/** Filing passwords are checked over the interface, at the sandbox's server, and no message holds one. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createSandbox, type Sandbox } from '../../../sandbox/sandbox.ts';
import { configuredAt, PROVINCE } from '../../../test/support/miit/bureau-desk.ts';
import { AskPersonError, RetryableError } from '../../delivery-faults.ts';
import { createPasswordCheck } from './password-check.ts';

const NUMBER = '浙ICP备2026000001号';
const RIGHT = 'Beian-2026';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
beforeEach(() => {
  sandbox.reset();
  sandbox.bureaus.passwords.set(NUMBER, RIGHT);
});
afterAll(() => sandbox.stop());

const check = (password: string, change: object = {}) =>
  createPasswordCheck(configuredAt(sandbox, 'zhejiang', change))({ number: NUMBER, password });

test('a password is right or wrong, sent in clear or as its hash', async () => {
  expect(await check(RIGHT)).toBe('RIGHT');
  expect(await check('Beian-2025')).toBe('WRONG');
  expect(await check(RIGHT, { passwordCheck: 'MD5' })).toBe('RIGHT');
});

test('after too many checks nothing is said of the password', async () => {
  for (let checks = 0; checks < 5; checks += 1) await check('wrong');
  expect(await check(RIGHT)).toBe('TOO_OFTEN');
});

test.each([
  ['a wrong password of the account', { password: 'nobody' }, AskPersonError],
  ['a server that nobody reaches', { url: 'http://127.0.0.1:1' }, RetryableError],
])('%s says nothing of the filing password', async (_what, change, kind) => {
  const failed: unknown = await check(RIGHT, change).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(kind);
  expect(String(failed)).not.toContain(RIGHT);
});

test('an answer that cannot be read says nothing of it either', async () => {
  sandbox.bureaus.conditions.failNext(PROVINCE, 'isp_verifybamm', [{ how: 'NO_XML', taken: true }]);
  await expect(check(RIGHT)).rejects.toBeInstanceOf(RetryableError);
});
