/** Callers who cannot prove who they are are told to wait. Other callers are not. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { BEIAN_HEADER, signBeian } from '../../adapters/signatures/beian-signature.ts';
import { startApiBench, type ApiBench } from '../support/servers/api-bench.ts';
import { BUREAU_SECRET } from '../support/servers/api-dependencies.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench({ limits: { failuresPerMinute: 3 } });
});
afterAll(() => bench.close());

test('forged callbacks hold up neither genuine callbacks nor health checks', async () => {
  const orderId = 'BA20260209-99999999';
  const event = { eventId: `evt-${randomUUID()}`, orderId, event: 'smsReturned', data: { handOver: 1 } };
  const body = JSON.stringify(event);
  const call = (secret: string) => {
    const header = signBeian({ secret, path: '/v1/webhooks/bureau', body });
    return request(bench.app).post('/v1/webhooks/bureau').set(BEIAN_HEADER, header).send(body);
  };
  for (const status of [401, 401, 401, 429, 429]) await call('a secret that the bureau never had').expect(status);
  const genuine = await call(BUREAU_SECRET);
  expect(genuine.body).toMatchObject({ status: 404, code: 'ORDER_NOT_FOUND' });
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    for (let n = 0; n < 5; n += 1) await request(bench.operations).get(path).expect(200);
  }
});

test.each(['tencent', 'alibaba'] as const)(
  'guessed addresses of the receipts of %s are told to wait',
  async (vendor) => {
    const guess = () => bench.receipts(vendor, [], randomUUID());
    for (const status of [404, 404, 404, 429]) expect((await guess()).status).toBe(status);
    expect((await bench.receipts(vendor, [])).status).toBe(200);
  },
);

test('a request that only reads with a body does not count as a write', async () => {
  const operator = (await bench.as('operator')).at(
    bench.appWith({ limits: { ...bench.deps.limits, writesPerMinute: 1 } }),
  );
  for (let n = 0; n < 3; n += 1) {
    await operator.post('/v1/access-gate', { domain: 'example.cn' }).expect(200);
    await operator.post('/v1/need-check', { target: 'MAINLAND' }).expect(200);
  }
  const { body } = await request(bench.app).get('/openapi.json').expect(200);
  expect(JSON.stringify(body.paths['/v1/access-gate'])).not.toContain('Idempotency-Key');
});

test('callers with bad tokens are told to wait, and a valid token from the same address is accepted', async () => {
  const operator = await bench.as('operator');
  const guess = () => operator.get('/v1/tasks').set('Authorization', `Bearer ${randomUUID()}`);
  for (const status of [401, 401, 401, 429]) await guess().expect(status);
  await operator.get('/v1/tasks').unset('Authorization').expect(429);
  await operator.get('/v1/tasks').expect(200);
});
