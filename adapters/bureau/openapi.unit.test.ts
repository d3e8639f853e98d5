import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { bureauGatewayDocument } from './openapi.ts';

test('openapi.yaml agrees with the schemas; if not, run: npx tsx adapters/bureau/write-openapi.ts', () => {
  const written: unknown = parse(readFileSync(new URL('openapi.yaml', import.meta.url), 'utf8'));
  expect(written).toEqual(JSON.parse(JSON.stringify(bureauGatewayDocument())));
});

test('the interface has the four requests and the two webhooks', () => {
  expect(bureauGatewayDocument()).toMatchObject({
    openapi: '3.1.0',
    paths: {
      '/v1/documents/{sha256}': { put: {} },
      '/v1/hand-overs': { post: {} },
      '/v1/sms-resends': { post: {} },
      '/v1/record-lookups': { post: {} },
    },
    webhooks: { bureau: { post: {} } },
  });
});
