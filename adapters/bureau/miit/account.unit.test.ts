/** Accounts that do not fit are named at the start, and no value is quoted: it may be a secret. */
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { ConfigError, readConfig } from '../../../domain/configuration.ts';
import { accountsSchema } from './account.ts';

const schema = z.object({ BUREAU_ACCOUNTS: accountsSchema });
const FITTING = {
  name: 'zhejiang',
  province: 'ZJ',
  url: 'http://server.bureau.example/',
  ispId: '330000009999',
  userName: 'sample',
  password: 'very-secret-word',
  key: 'abcdefghij123456',
  offset: '0102030405060708',
};
const read = (accounts: unknown) =>
  readConfig(schema, { BUREAU_ACCOUNTS: typeof accounts === 'string' ? accounts : JSON.stringify(accounts) })
    .BUREAU_ACCOUNTS;

test('an account has usual pauses, is open at every hour and encrypts where it has a key', () => {
  const [account] = read([FITTING]);
  expect(account).toMatchObject({
    baseUrl: 'http://server.bureau.example',
    ispId: '330000009999',
    keys: { key: 'abcdefghij123456', offset: '0102030405060708' },
    encryptsUploads: true,
    hours: [],
    maintenance: [],
    timeoutMs: 120_000,
    firstPauseMs: 60_000,
    fetchEveryMs: 180_000,
    profile: { rootVersion: 'V.3.0' },
  });
});

test.each<[string, unknown, string]>([
  ['no JSON', '{', 'BUREAU_ACCOUNTS'],
  ['no list', {}, 'BUREAU_ACCOUNTS'],
  ['no account', [], 'BUREAU_ACCOUNTS'],
  ['a name with spaces', [{ ...FITTING, name: 'Zhe Jiang' }], 'BUREAU_ACCOUNTS.0.name'],
  ['a province that there is not', [{ ...FITTING, province: 'ZZ' }], 'BUREAU_ACCOUNTS.0.province'],
  ['an address without a scheme', [{ ...FITTING, url: 'server.bureau.example' }], 'BUREAU_ACCOUNTS.0.url'],
  ['an id as a number, which may be rounded', [{ ...FITTING, ispId: 330_000_009_999 }], 'BUREAU_ACCOUNTS.0.ispId'],
  ['no password', [{ ...FITTING, password: undefined }], 'BUREAU_ACCOUNTS.0.password'],
  ['a key that is too short', [{ ...FITTING, key: 'short' }], 'BUREAU_ACCOUNTS.0.key'],
  ['a key without an offset', [{ ...FITTING, offset: undefined }], 'BUREAU_ACCOUNTS.0.offset'],
  ['encryption without a key', [{ ...FITTING, key: undefined, offset: undefined, encryptUploads: true }], 'BUREAU_ACCOUNTS.0.key'],
  ['hours that end before they begin', [{ ...FITTING, hours: [{ from: '17:00', to: '09:00' }] }], 'BUREAU_ACCOUNTS.0.hours.0.to'],
  ['maintenance without an offset', [{ ...FITTING, maintenance: [{ from: '2026-12-01T00:00', to: '2026-12-02T00:00:00+08:00' }] }], 'BUREAU_ACCOUNTS.0.maintenance.0.from'],
  ['a version that Beian does not speak', [{ ...FITTING, version: 'V3.1' }], 'BUREAU_ACCOUNTS.0.version'],
  ['a setting that there is not', [{ ...FITTING, pasword: 'x' }], 'BUREAU_ACCOUNTS.0'],
  ['one name twice', [FITTING, { ...FITTING, province: 'SH' }], 'BUREAU_ACCOUNTS.1.name'],
  ['one province twice', [FITTING, { ...FITTING, name: 'other' }], 'BUREAU_ACCOUNTS.1.province'],
])('a process with %s does not start, and names the place', (_what, accounts, name) => {
  const start = () => read(accounts);
  expect(start).toThrow(ConfigError);
  expect(start).toThrow(new RegExp(`^  ${name.replaceAll('.', '\\.')}: .+`, 'm'));
  expect(start).not.toThrow(/very-secret-word|abcdefghij123456/);
}); // prettier-ignore
