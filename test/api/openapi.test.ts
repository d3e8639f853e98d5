import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { createWatchedApp } from '../support/answers/watched-app.ts';
import { startApiBench, type ApiBench } from '../support/servers/api-bench.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

interface Document {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
  components: { schemas: Record<string, unknown> };
}

describe('the OpenAPI document', () => {
  test('describes every operation and has no broken reference', async () => {
    const { body, text } = await request(bench.app).get('/openapi.json').expect(200);
    const document: Document = body;
    expect(document.openapi).toBe('3.1.1');
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    expect(operations.length).toBeGreaterThan(45);
    for (const path of ['/v1/orders/{orderId}/actions/{action}', '/v1/webhooks/bureau', '/v1/calendar/deadline']) {
      expect(document.paths).toHaveProperty([path]);
    }
    const references = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '');
    expect(references.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });

  test('has no two paths that differ in the names of their parameters only', async () => {
    const { body } = await request(bench.app).get('/openapi.json').expect(200);
    const document: Document = body;
    const paths = Object.keys(document.paths).map((path) => path.replaceAll(/\{\w+\}/g, '{}'));
    expect(paths.filter((path, place) => paths.indexOf(path) !== place)).toEqual([]);
  });

  test('names a problem document for what every signed-in operation may answer', async () => {
    const { body } = await request(bench.app).get('/openapi.json').expect(200);
    const document: Document = body;
    const responses = document.paths['/v1/orders/{orderId}/form']?.['patch']?.responses ?? {};
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining(['200', '400', '401', '403', '404', '409', '412', '415', '422', '429', '500', '503']),
    );
    expect(JSON.stringify(responses['409'])).toContain('application/problem+json');
  });

  test.each<[string, string, string[]]>([
    ['post', '/v1/orders', ['400', '401', '403', '404', '408', '409', '413', '415', '422', '429', '500', '503']],
    ['get', '/v1/orders', ['400', '401', '403', '422', '429', '500', '503']],
    ['get', '/v1/orders/{orderId}', ['304', '400', '401', '403', '404', '422', '429', '500', '503']],
    [
      'delete',
      '/v1/orders/{orderId}/documents/{slot}',
      ['400', '401', '403', '404', '409', '410', '422', '429', '500', '503'],
    ],
    [
      'post',
      '/v1/tasks/{taskId}/close',
      ['400', '401', '403', '404', '408', '409', '413', '415', '422', '429', '500', '503'],
    ],
    [
      'put',
      '/v1/calendar/{year}',
      ['400', '401', '403', '404', '408', '409', '413', '415', '422', '429', '500', '503'],
    ],
    ['get', '/healthz', ['400', '422', '429', '500', '503']],
  ])('names every status with which %s %s may refuse', async (method, path, statuses) => {
    const { body } = await request(bench.app).get('/openapi.json').expect(200);
    const document: Document = body;
    const { responses = {} } = document.paths[path]?.[method] ?? {};
    expect(Object.keys(responses).filter((status) => !status.startsWith('2'))).toEqual(statuses);
  });

  test('describes what is shown masked, and refusals of requests that name nothing', async () => {
    const account = {
      id: `account-${randomUUID()}`,
      verified: true,
      mobile: '13800138000',
      email: 'li.lei@example.cn',
    };
    const operator = await bench.as('operator');
    await operator.post('/v1/accounts', account).expect(200);
    const { body } = await operator.get(`/v1/accounts/${account.id}`).expect(200);
    expect(body.email).toMatch(/\*/);
    const applicant = await bench.as('applicant');
    const copying = { rulesConfirmed: true, copyFrom: 'BA20260209-XXXXXXXX' };
    await applicant.post('/v1/orders', copying).expect(404);
    await applicant.post('/v1/orders', { rulesConfirmed: true }).set('Idempotency-Key', 'short').expect(422);
    await operator.post('/v1/tasks/no-id/close').expect(422);
    await operator.get('/v1/orders?unknown=1').expect(422);
    const { body: order } = await applicant.post('/v1/orders', { rulesConfirmed: true }).expect(201);
    const { headers } = await applicant.get(`/v1/orders/${order.id}`).expect(200);
    await applicant.get(`/v1/orders/${order.id}`).set('If-None-Match', String(headers['etag'])).expect(304);
    const large = `"${'x'.repeat(300_000)}"`;
    await applicant.post('/v1/orders').set('Content-Type', 'application/json').send(large).expect(413);
    // Every answer of this test was compared with the document (test/support/answers/).
  });

  test('is shown on a page that loads nothing from elsewhere and has no script written into it', async () => {
    const page = await request(bench.app).get('/docs').expect(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self';");
    expect(page.text).not.toMatch(/<script>|https?:\/\//);
    await request(bench.app).get('/docs/swagger-ui-bundle.js').expect(200);
    await request(bench.app)
      .get('/docs/start.js')
      .expect('Content-Type', /javascript/)
      .expect(200);
  });
});

describe('production', () => {
  test('has neither demo tokens nor a button that moves clocks, and opens no order at another time', async () => {
    const { sandbox: _sandbox, ...deps } = bench.deps;
    const app = createWatchedApp(deps);
    const applicant = (await bench.as('applicant')).at(app);
    await request(app).post('/v1/demo-tokens').send({ id: 'x', role: 'operator' }).expect(404);
    await applicant.post('/v1/orders/BA20260209-XXXXXXXX/clock', { advanceBy: 1000 }).expect(404);
    const opened = await applicant.post('/v1/orders', { rulesConfirmed: true, openAt: '2026-02-09T09:30:00+08:00' });
    expect(opened.body).toMatchObject({ status: 422, errors: [{ path: 'openAt', code: 'SANDBOX_ONLY' }] });
    const { body } = await request(app).get('/openapi.json').expect(200);
    expect(Object.keys(body.paths)).not.toContain('/v1/demo-tokens');
  });
});

describe('the process tells its monitoring', () => {
  test('that it is alive, ready, and how it is doing', async () => {
    await request(bench.app).get('/healthz').expect(200, { status: 'ok' });
    const ready = { status: 'ok', postgres: 'ok', temporal: 'ok', listening: 'ok' };
    await request(bench.operations).get('/readyz').expect(200, ready);
    const { text } = await request(bench.operations).get('/metrics').expect(200);
    expect(text).toContain('beian_orders{stage="PRELIM_REVIEW"}');
    expect(text).toMatch(/beian_http_request_seconds_count\{method="GET",path="\/healthz",status="200"\} \d/);
  });

  test('on a listener of its own: the public one says nothing but that the process lives', async () => {
    for (const path of ['/readyz', '/metrics']) {
      const { text } = await request(bench.app).get(path).expect(404);
      expect(text).not.toMatch(/postgres|temporal|beian_/);
    }
    const { body } = await request(bench.app).get('/openapi.json').expect(200);
    expect(Object.keys(body.paths)).not.toEqual(expect.arrayContaining(['/metrics']));
    expect(Object.keys(body.paths)).toContain('/healthz');
  });

  test('that it is not ready while it does not hear of steps', async () => {
    const deaf = bench.appsWith({ actionWaiter: { ...bench.waiter, isListening: () => false } });
    const { body } = await request(deaf.operations).get('/readyz').expect(503);
    expect(body).toEqual({ status: 'unavailable', postgres: 'ok', temporal: 'ok', listening: 'unavailable' });
  });
});
