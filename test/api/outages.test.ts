/** Outages of Postgres, Temporal, workers and outside parties: callers are told, and nothing is lost or half done. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { RetryableError } from '../../adapters/delivery-faults.ts';
import { BEIAN_HEADER, signBeian } from '../../adapters/signatures/beian-signature.ts';
import { closeDatabase, openDatabase, type Database } from '../../store/postgres/database.ts';
import { individual } from '../support/orders/applicants.ts';
import { expectFailure } from '../support/answers/watched-answers.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { BUREAU_SECRET } from '../support/servers/api-dependencies.ts';
import { testTemporalAddress } from '../support/servers/servers.ts';
import { wayTo } from '../support/desk/way-to.ts';
import { withDefaults } from '../../api/dependencies.ts';
import { startSweeper } from '../../usecases/owed/sweeper.ts';

/** An address at which nothing listens. */
const NOWHERE = '127.0.0.1:9';

let bench: ApiBench;
let unreachable: Client;
let noDatabase: Database;

beforeAll(async () => {
  bench = await startApiBench({ limits: { temporalTimeoutMs: 400, outcomeWaitMs: 10_000 } });
  unreachable = new Client({ connection: Connection.lazy({ address: NOWHERE }) });
  noDatabase = openDatabase(`postgres://nobody@${NOWHERE}/nothing`);
});
afterAll(async () => {
  await bench.close();
  await closeDatabase(noDatabase);
  await unreachable.connection.close();
});

const withoutTemporal = () => appsWithoutTemporal().app;
const appsWithoutTemporal = () =>
  bench.appsWith({ temporal: unreachable, limits: { temporalTimeoutMs: 400, outcomeWaitMs: 500 } });

/** Runs the sweeper once, as if a minute had passed, and returns the number of things it mended. */
async function sweepLater(): Promise<number> {
  const later = () => Date.now() + 60_000;
  const sweeper = startSweeper({ ...withDefaults(bench.deps), now: later }, { everyMs: 3_600_000, withinMs: 60_000 });
  try {
    return await sweeper.sweep();
  } finally {
    sweeper.stop();
  }
}

describe('while Temporal cannot be reached', () => {
  test('an action is refused as unavailable, the order is where it was, and it succeeds afterwards under the same key', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'CONFIRMATION');
    const submit = (who = applicant) =>
      who
        .post(`/v1/orders/${id}/actions/submitForReview`, { data: { confirmed: true } })
        .set('Idempotency-Key', 'submit-once-00001');
    const { body: before } = await applicant.get(`/v1/orders/${id}/history`);

    const down = await submit(applicant.at(withoutTemporal()));
    expect(down.body).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
    expect(down.headers['retry-after']).toBe('5');
    expect((await applicant.get(`/v1/orders/${id}/history`)).body).toEqual(before);
    expect((await applicant.get(`/v1/orders/${id}/actions/submit-once-00001`)).body.status).toBe(404);

    expect(succeeded(await submit()).body).toMatchObject({ outcome: 'APPLIED', to: 'PRELIM_REVIEW' });
  });

  test('a webhook is stored, and the filing hears of it when Temporal is back', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'OPEN');
    const event = { eventId: `evt-${randomUUID()}`, orderId: id, event: 'smsReturned', data: { handOver: 1 } };
    const app = withoutTemporal();
    const body = JSON.stringify(event);
    const header = signBeian({ secret: BUREAU_SECRET, path: '/v1/webhooks/bureau', body });
    const down = await request(app).post('/v1/webhooks/bureau').set(BEIAN_HEADER, header).send(body);
    expect(down.body).toEqual({ status: 'ACCEPTED' });
    expect((await bench.webhook(event)).body).toEqual({ status: 'REPEATED' });
    expect(await sweepLater()).toBe(1);
    expect(await bench.outcome(id, event.eventId)).toMatchObject({ action: 'smsReturned', outcome: 'REFUSED' });
  });

  test('an edit is saved, and the filing hears of it with the next action', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'CONFIRMATION');
    const { body } = succeeded(
      await applicant.at(withoutTemporal()).patch(`/v1/orders/${id}/form`, { entity: { mailingAddress: null } }),
    );
    expect(body).toMatchObject({ stage: 'CONFIRMATION', firstMissing: 'INSTANCE_VERIFIED', settled: false });
    expect(body.form.entity).not.toHaveProperty('mailingAddress');

    const refused = await applicant.post(`/v1/orders/${id}/actions/submitForReview`, { data: { confirmed: true } });
    expect(refused.body).toMatchObject({ status: 409, code: 'INCOMPLETE' });
    expect(refused.body.errors).toContainEqual(expect.objectContaining({ path: 'entity.mailingAddress' }));
    expect((await applicant.get(`/v1/orders/${id}`)).body.stage).toBe('INSTANCE_VERIFIED');
  });

  test('an order can be opened; the sweeper starts its filing when Temporal is back', async () => {
    const applicant = await bench.as('applicant');
    const app = withoutTemporal();
    const openAt = '2026-02-09T09:30:00+08:00';
    const { body } = succeeded(await applicant.at(app).post('/v1/orders', { rulesConfirmed: true, openAt }));
    expect(body).toMatchObject({ stage: 'DRAFT', started: false });

    expect(await sweepLater()).toBe(1);
    expect(await sweepLater()).toBe(0);
    expect((await applicant.get(`/v1/orders/${body.id}`)).body).toMatchObject({ started: true });
    expect(succeeded(await applicant.post(`/v1/orders/${body.id}/actions/abandon`)).body.to).toBe('ABANDONED');
  });

  test('the first action starts a filing that was left unstarted, too', async () => {
    const applicant = await bench.as('applicant');
    const { body } = succeeded(await applicant.at(withoutTemporal()).post('/v1/orders', { rulesConfirmed: true }));
    expect(succeeded(await applicant.post(`/v1/orders/${body.id}/actions/abandon`)).body.to).toBe('ABANDONED');
  });

  test('a scan that a reviewer asked for is stored, is shown as not reported yet, and is reported later', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'PRELIM_REVIEW');
    await (await bench.as('reviewer')).act(id, 'requestMaterial', { slots: ['residence-proof:P1'] });
    const { body } = succeeded(await applicant.at(withoutTemporal()).upload(id, 'residence-proof:P1'));
    expect(body).toMatchObject({ document: { slot: 'residence-proof:P1', version: 1 }, settled: false });
    expect((await applicant.get(`/v1/orders/${id}`)).body.materialAsked).toEqual(['residence-proof:P1']);
    const steps = bench.steps(id);
    expect(await sweepLater()).toBe(1);
    await steps.next();
    expect((await applicant.get(`/v1/orders/${id}`)).body.materialAsked).toEqual([]);
    await steps.return?.();
  });

  test('R-SRV-8 a withdrawn code is void at once, and the order that uses it hears of it when Temporal is back', async () => {
    const [lender, applicant, operator] = [
      await bench.as('applicant'),
      await bench.as('applicant'),
      await bench.as('operator'),
    ];
    succeeded(await operator.post('/v1/accounts', { id: lender.accountId, kind: 'ENTERPRISE', verified: true }));
    const instanceId = `i-lent-${lender.accountId}`;
    bench.parties.assets.instances.set(instanceId, { ownerAccountId: lender.accountId ?? '' });
    const { id: codeId, code } = succeeded(await lender.post(`/v1/instances/${instanceId}/codes`)).body;
    const id = await bench.order(applicant, individual(), 'FILLED');
    succeeded(await applicant.put(`/v1/orders/${id}/websites/W1/instance`, { code }));
    const withdraw = (who: Person) => who.delete(`/v1/instances/${instanceId}/codes/${codeId}`);
    await withdraw(lender.at(withoutTemporal())).expect(204);
    expect((await lender.get(`/v1/instances/${instanceId}/codes`)).body.codes).toMatchObject([{ state: 'VOID' }]);
    expect(await sweepLater()).toBe(1);
    await bench.outcome(id, `codeRevoked:${codeId}:W1`);
    expect((await applicant.get(`/v1/orders/${id}`)).body.stage).toBe('TYPE_DETERMINED');
  });

  test('the API says that it is not ready', async () => {
    await request(appsWithoutTemporal().operations)
      .get('/readyz')
      .expect(503, { status: 'unavailable', postgres: 'ok', temporal: 'unavailable', listening: 'ok' });
  });
});

describe('while Temporal’s answers are lost', () => {
  test('an action is answered as stored, carried out once, and sent again until it is certain to have arrived', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'CONFIRMATION');
    const [host = '', port = ''] = testTemporalAddress().split(':');
    const way = await wayTo({ host, port: Number(port) });
    const temporal = await bench.temporalAt(`127.0.0.1:${way.port}`);
    const limits = { temporalTimeoutMs: 1_000, temporalHeardMs: 600_000, outcomeWaitMs: 300 };
    const { app, operations } = bench.appsWith({ temporal, limits });
    await request(operations).get('/readyz').expect(200);
    const abandon = (who: Person) =>
      who.post(`/v1/orders/${id}/actions/abandon`).set('Idempotency-Key', 'abandon-00000002');
    await bench.worker.pause();
    try {
      // Temporal answered a moment ago, so the API does not know yet that it cannot be reached.
      succeeded(await (await bench.as('applicant')).at(app).post('/v1/orders', { rulesConfirmed: true }));
      way.loseAnswers();
      const stored = await abandon(applicant.at(app));
      expect(stored.status).toBe(202);
      const { body } = await applicant.get(stored.headers['location'] ?? '').expect(200);
      expect(body).toEqual({ actionId: 'abandon-00000002', action: 'abandon', outcome: 'PENDING' });
    } finally {
      await bench.worker.resume();
      await way.close();
      await temporal.connection.close();
    }
    expect((await bench.outcome(id, `api:${applicant.id}:abandon-00000002`))?.to).toBe('ABANDONED');
    expect(await sweepLater()).toBe(1);
    expect(await sweepLater()).toBe(0);
    expect((await abandon(applicant)).body).toMatchObject({ outcome: 'APPLIED', to: 'ABANDONED' });
    const { body } = await applicant.get(`/v1/orders/${id}/history`);
    expect(body.entries.filter(({ action }: { action: string }) => action === 'abandon')).toHaveLength(1);
  });
});

describe('while no worker runs', () => {
  test('an action is stored and answered 202 with the address to ask, which has the outcome when a worker is back', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'CONFIRMATION');
    const app = bench.appWith({ limits: { outcomeWaitMs: 300 } });
    await bench.worker.pause();
    const abandon = () =>
      applicant.at(app).post(`/v1/orders/${id}/actions/abandon`).set('Idempotency-Key', 'abandon-00000001');
    const stored = await abandon();
    try {
      expect(stored.status).toBe(202);
      expect(stored.body).toMatchObject({ outcome: 'PENDING', actionId: 'abandon-00000001' });
      expect((await applicant.get(stored.headers['location'] ?? '')).body.outcome).toBe('PENDING');
      expect((await abandon()).status).toBe(202);
    } finally {
      await bench.worker.resume();
    }
    const outcome = await bench.outcome(id, `api:${applicant.id}:abandon-00000001`);
    expect(outcome?.to).toBe('ABANDONED');
    expect((await applicant.get(stored.headers['location'] ?? '')).body).toMatchObject({
      outcome: 'APPLIED',
      to: 'ABANDONED',
    });
    expect((await abandon()).body).toMatchObject({ outcome: 'APPLIED', to: 'ABANDONED' });
    const { body } = await applicant.get(`/v1/orders/${id}/history`);
    expect(body.entries.filter(({ action }: { action: string }) => action === 'abandon')).toHaveLength(1);
  });
});

describe('while Postgres cannot be reached', () => {
  test('every request is refused as unavailable, and health is still answered', async () => {
    const applicant = await bench.as('applicant');
    const { app, operations } = bench.appsWith({ database: noDatabase });
    const person = applicant.at(app);
    for (const call of [
      person.get('/v1/orders'),
      person.get('/v1/orders/BA20260209-99999999'),
      person.post('/v1/orders', { rulesConfirmed: true }),
      person.post('/v1/orders', { rulesConfirmed: true }).set('Idempotency-Key', 'open-once-00001'),
    ]) {
      const { body, headers } = await call;
      expect(body).toMatchObject({ status: 503, code: 'UNAVAILABLE' });
      expect(headers['retry-after']).toBe('5');
    }
    await request(app).get('/healthz').expect(200);
    await request(operations).get('/readyz').expect(503);
    expect((await applicant.get('/v1/orders')).body.orders).toEqual([]);
  });
});

describe('while an outside party does not answer', () => {
  test('an upload is refused and the slot stays empty', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'FILLED');
    const documents = {
      ...bench.deps.documents,
      put: () => Promise.reject(new RetryableError('the document folder is not available now')),
    };
    const person = applicant.at(bench.appWith({ documents }));
    const { body } = await person.upload(id, 'entity-certificate');
    expect(body).toMatchObject({ status: 503, code: 'PARTY_UNAVAILABLE' });
    expect((await applicant.get(`/v1/orders/${id}/documents`)).body.documents).toEqual([]);
  });

  test('the type check is refused and the order has no type', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'OPEN');
    succeeded(await applicant.patch(`/v1/orders/${id}/form`, individual()));
    const bureau = { lookUp: () => Promise.reject(new RetryableError('the bureau gateway could not be reached')) };
    const { body } = await applicant.at(bench.appWith({ bureau })).post(`/v1/orders/${id}/type`);
    expect(body).toMatchObject({ status: 503, code: 'PARTY_UNAVAILABLE' });
    expect((await applicant.get(`/v1/orders/${id}`)).body).not.toHaveProperty('type');
  });
});

describe('while the provider’s own systems do not answer', () => {
  test('edits are saved, the checklist says what could not be looked up, and a submission is to be tried again', async () => {
    const applicant = await bench.as('applicant');
    const form = individual();
    const id = await bench.order(applicant, form, 'CONFIRMATION');
    const { failing } = bench.parties.assets;
    const submit = () => applicant.post(`/v1/orders/${id}/actions/submitForReview`, { data: { confirmed: true } });
    failing.set(form.websites['W1']?.domain ?? '', 'down');

    const edited = succeeded(
      await applicant.patch(`/v1/orders/${id}/form`, { websites: { W1: { remark: '个人笔记' } } }),
    );
    expect(edited.body).toMatchObject({ stage: 'CONFIRMATION', settled: true });
    const { body: checklist } = await applicant.get(`/v1/orders/${id}/checklist`).expect(200);
    expect(checklist.missing).toMatchObject([{ path: 'websites.W1.domain', code: 'DOMAIN_NOT_CHECKED' }]);
    const refused = await submit();
    expect(refused.body).toMatchObject({
      status: 409,
      code: 'LOOK_UP_UNAVAILABLE',
      title: expect.stringContaining('try again in a minute'),
      errors: [{ path: 'websites.W1.domain', code: 'DOMAIN_NOT_CHECKED' }],
    });

    failing.clear();
    expect(succeeded(await submit()).body).toMatchObject({ outcome: 'APPLIED', to: 'PRELIM_REVIEW' });
  });

  test('an order whose server cannot be looked up can still be given up', async () => {
    const applicant = await bench.as('applicant');
    const id = await bench.order(applicant, individual(), 'CONFIRMATION');
    bench.parties.assets.failing.set(`i-${id}-W1`, 'refuse');
    const refused = await applicant.post(`/v1/orders/${id}/actions/submitForReview`, { data: { confirmed: true } });
    expect(refused.body).toMatchObject({ status: 409, code: 'INCOMPLETE', errors: [{ code: 'INSTANCE_NOT_CHECKED' }] });
    const operator = await bench.as('operator');
    expect((await operator.get(`/v1/tasks?orderId=${id}`)).body.tasks).toMatchObject([
      { kind: 'LOOK_UP_NEEDS_PERSON' },
    ]);
    await applicant.act(id, 'abandon');
  });
});

test('an unforeseen failure is answered without its details', async () => {
  expectFailure();
  const applicant = await bench.as('applicant');
  const rules = () => Promise.reject(new Error('secret details 13800138000'));
  const { body, text } = await applicant.at(bench.appWith({ rules })).get('/v1/calendar');
  expect(body).toMatchObject({ status: 500, code: 'INTERNAL', requestId: expect.any(String) });
  expect(text).not.toContain('secret');
});
