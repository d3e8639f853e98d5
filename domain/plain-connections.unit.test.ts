import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { readConfig } from './configuration.ts';
import { allowPlain, refusePlain } from './plain-connections.ts';

const schema = z
  .looseObject({
    ...allowPlain,
    BEIAN_MODE: z.string().default('production'),
    TEMPORAL_TLS: z.stringbool().optional(),
  })
  .superRefine(refusePlain);
const read = (variables: Record<string, string>) => () => readConfig(schema, variables);

/** Each with what is encrypted in its place. */
const PLAIN: [name: string, plain: Record<string, string>, encrypted: Record<string, string>][] = [
  ['ASSETS_URL', { ASSETS_URL: 'http://assets.example.cn' }, { ASSETS_URL: 'https://assets.example.cn' }],
  ['BUREAU_URL', { BUREAU_URL: 'HTTP://10.0.0.7/x' }, { BUREAU_URL: 'https://10.0.0.7/x' }],
  ['OIDC_JWKS_URL', { OIDC_JWKS_URL: 'http://id.example.cn/keys' }, { OIDC_JWKS_URL: 'https://id.example.cn/keys' }],
  ['S3_ENDPOINT', { S3_ENDPOINT: 'http://minio:9000' }, { S3_ENDPOINT: 'https://minio:9000' }],
  ['BEIAN_PUBLIC_URL', { BEIAN_PUBLIC_URL: 'http://beian.cn' }, { BEIAN_PUBLIC_URL: 'https://beian.cn' }],
  ['SMTP_TLS', { SMTP_TLS: 'none', SMTP_HOST: 'mail' }, { SMTP_TLS: 'starttls', SMTP_HOST: 'mail' }],
  ['SMS_PROTOCOL', { SMS_PROTOCOL: 'http' }, { SMS_PROTOCOL: 'https' }],
  ['LIVENESS_PROTOCOL', { LIVENESS_PROTOCOL: 'http', LIVENESS_ENDPOINT: 'face.cn' }, { LIVENESS_PROTOCOL: 'https' }],
  [
    'DATABASE_URL',
    { DATABASE_URL: 'postgres://beian:pw@db:5432/beian' },
    { DATABASE_URL: 'postgres://beian:pw@db:5432/beian?sslmode=verify-full' },
  ],
  [
    'DATABASE_URL',
    { DATABASE_URL: 'postgres://u@db/b?sslmode=disable' },
    { DATABASE_URL: 'postgres://u@db/b?ssl=true' },
  ],
  [
    'TEMPORAL_TLS',
    { TEMPORAL_ADDRESS: 'temporal:7233', TEMPORAL_TLS: 'false' },
    { TEMPORAL_ADDRESS: 'temporal:7233', TEMPORAL_TLS: 'false', TEMPORAL_TLS_CA_FILE: '/ca.pem' },
  ],
];

describe.each(PLAIN)('%s in the clear', (name, plain, encrypted) => {
  test('is refused in production by its name, and encrypted it is taken', () => {
    expect(read(plain)).toThrow(new RegExp(`^ {2}${name}: goes over the network in the clear`, 'm'));
    expect(read(encrypted)).not.toThrow();
  });

  test('is taken where it is named, and not where another one is', () => {
    expect(read({ ...plain, BEIAN_ALLOW_PLAIN: `OTHER, ${name}` })).not.toThrow();
    expect(read({ ...plain, BEIAN_ALLOW_PLAIN: 'OTHER' })).toThrow(name);
  });

  test('is taken in the sandbox', () => {
    expect(read({ ...plain, BEIAN_MODE: 'sandbox' })).not.toThrow();
  });
});

test.each([
  { ASSETS_URL: 'http://127.0.0.1:8090' },
  { ASSETS_URL: 'http://localhost/x' },
  { ASSETS_URL: 'http://[::1]:9' },
  { SMTP_TLS: 'none', SMTP_HOST: '127.0.0.1' },
  { SMS_PROTOCOL: 'http', SMS_ENDPOINT: '127.0.0.1:9000' },
  { DATABASE_URL: 'postgres://beian@localhost/beian' },
  { DATABASE_URL: 'postgres://beian@/beian?host=/var/run/postgresql' },
  { TEMPORAL_ADDRESS: '127.0.0.1:7233', TEMPORAL_TLS: 'false' },
])('what stays on this machine may be plain: %j', (variables) => {
  expect(read(variables)).not.toThrow();
});
