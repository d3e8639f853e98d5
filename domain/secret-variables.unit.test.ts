import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { readConfig } from './configuration.ts';

const files: Readonly<Record<string, string>> = {
  '/run/secrets/keys': 'm1:AAAA\n',
  '/run/secrets/empty': '',
  '/run/secrets/password': 'p@ss:word/ü',
};
const read = (path: string): string => {
  const text = files[path];
  if (text === undefined) throw new Error(`ENOENT ${path}`);
  return text;
};
const keys = z.object({ BEIAN_MASTER_KEYS: z.string() });

test('a secret is read from the file that is named for it, without the line break at its end', () => {
  expect(readConfig(keys, { BEIAN_MASTER_KEYS_FILE: '/run/secrets/keys' }, read)).toEqual({
    BEIAN_MASTER_KEYS: 'm1:AAAA',
  });
});

test('a file that cannot be read, is empty, or stands beside the variable is named, and nothing of it is told', () => {
  const config = (variables: Record<string, string>) => () => readConfig(keys, variables, read);
  expect(config({ BEIAN_MASTER_KEYS_FILE: '/nowhere' })).toThrow(
    /started:\n {2}BEIAN_MASTER_KEYS_FILE: name a file that this process can read\nSet/,
  );
  expect(config({ BEIAN_MASTER_KEYS_FILE: '/run/secrets/empty' })).toThrow(/BEIAN_MASTER_KEYS: is not set/);
  expect(config({ BEIAN_MASTER_KEYS_FILE: '/run/secrets/keys', BEIAN_MASTER_KEYS: 'm2:BBBB' })).toThrow(/not both/);
});

test('an address of Postgres gets its password from elsewhere, whatever is in it', () => {
  const schema = z.object({ DATABASE_URL: z.string() });
  const variables = {
    DATABASE_URL: 'postgres://beian_runtime@postgres:5432/beian',
    DATABASE_PASSWORD_FILE: '/run/secrets/password',
  };
  const { DATABASE_URL } = readConfig(schema, variables, read);
  const { username, password, host } = new URL(DATABASE_URL);
  expect([username, decodeURIComponent(password), host]).toEqual(['beian_runtime', 'p@ss:word/ü', 'postgres:5432']);
});

test.each([
  'DATABASE_URL',
  'BEIAN_MASTER_KEYS',
  'BEIAN_INDEX_KEY',
  'BEIAN_PAYLOAD_KEYS',
  'BEIAN_LINK_SECRET',
  'BEIAN_SMS_RECEIPT_TOKENS',
  'TEMPORAL_API_KEY',
  'SMTP_PASSWORD',
  'TENCENT_SECRET_ID',
  'TENCENT_SECRET_KEY',
  'ALIBABA_ACCESS_KEY_ID',
  'ALIBABA_ACCESS_KEY_SECRET',
  'LIVENESS_CALLBACK_TOKEN',
  'BUREAU_SECRET',
  'BUREAU_WEBHOOK_SECRET',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'ASSETS_TOKEN',
  'BEIAN_AUDIT_SEALS_SECRET_ACCESS_KEY',
])('%s may stand in a file', (name) => {
  const schema = z.object({ [name]: z.string() });
  expect(readConfig(schema, { [`${name}_FILE`]: '/run/secrets/keys' }, read)).toEqual({ [name]: 'm1:AAAA' });
});
