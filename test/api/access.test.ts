/** How people's data is shown, and who a caller is. Who may use which operation: `authorisation/matrix.test.ts`. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CallerRole } from '../../domain/role.ts';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let people: Record<CallerRole, Person>;
/** An order of the applicant's own account; somebody else has another one. */
let own: string;

beforeAll(async () => {
  bench = await startApiBench();
  people = {
    applicant: await bench.as('applicant'),
    reviewer: await bench.as('reviewer'),
    mailroom: await bench.as('mailroom'),
    operator: await bench.as('operator'),
    auditor: await bench.as('auditor'),
    system: await bench.as('system'),
  };
  own = await bench.order(people.applicant, individual(), 'FILLED');
  await bench.order(await bench.as('applicant'), individual(), 'FILLED');
  for (const id of [people.applicant.accountId, 'somebody']) await people.operator.post('/v1/accounts', { id });
  bench.parties.assets.instances.set('i-own', { ownerAccountId: people.applicant.accountId ?? '' });
  bench.parties.assets.instances.set('i-foreign', { ownerAccountId: 'somebody' });
});
afterAll(() => bench.close());

describe('A-147 personal data', () => {
  test.each([
    ['applicant', 'CLEAR'],
    ['reviewer', 'CLEAR'],
    ['mailroom', 'MASKED'],
    ['operator', 'MASKED'],
    ['auditor', 'MASKED'],
  ] as const)('is shown to %s, who says why: %s', async (role, shown) => {
    const { body } = await people[role].get(`/v1/orders/${own}/form`).set('Beian-Read-Reason', 'INCIDENT').expect(200);
    const person = body.form.people.P1;
    const isClear = /^138\d{8}$/.test(person.mobile) && /^\d{17}[\dX]$/.test(person.documentNumber);
    expect(isClear ? 'CLEAR' : 'MASKED').toBe(shown);
    if (shown === 'MASKED') {
      expect(person).toMatchObject({ name: '李*', mobile: expect.stringMatching(/^138\*{4}\d{4}$/) });
      expect(person.documentNumber).toMatch(/^4\*{15}\d[\dX]$/);
      expect(body.form.entity).toMatchObject({ name: '李*', certificateAddress: '***', mailingAddress: '***' });
    }
  });

  test('is shown to nobody in the order itself', async () => {
    const { text } = await people.operator.get(`/v1/orders/${own}`).expect(200);
    expect(text).not.toMatch(/李雷|138\d{8}|\d{17}[\dX]/);
  });
});

describe('the identity of a caller', () => {
  test('a caller without a token, or with a forged or expired one, is refused', async () => {
    for (const [header, code] of [
      [undefined, 'UNAUTHENTICATED'],
      ['Basic dXNlcjpwYXNz', 'UNAUTHENTICATED'],
      ['Bearer nonsense', 'UNAUTHENTICATED'],
      [`Bearer ${people.operator.token.slice(0, -3)}abc`, 'UNAUTHENTICATED'],
    ]) {
      const call = people.operator.get(`/v1/orders/${own}`);
      const response = await (header === undefined ? call.unset('Authorization') : call.set('Authorization', header));
      expect(response.status).toBe(401);
      expect(response.body).toMatchObject({ status: 401, code });
      expect(response.headers['www-authenticate']).toContain('Bearer');
      expect(response.headers['content-type']).toContain('application/problem+json');
    }
  });

  test('an applicant’s token names an account', async () => {
    const token = await bench.deps.sandbox?.issueToken({ sub: 'x', role: 'applicant' });
    const response = await people.applicant.get('/v1/orders').set('Authorization', `Bearer ${token}`);
    expect(response.body).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  test('the provider’s own systems may report and ask, and see no order', async () => {
    const { system } = people;
    const body = { id: 'account-of-sync', kind: 'INDIVIDUAL', verified: true, mobile: '13700137001' };
    expect((await system.post('/v1/accounts', body).expect(200)).body).toMatchObject({ mobile: '137****7001' });
    await system.post('/v1/instances/i-own/events', { event: 'RENEWED', eventId: 'renewal-0001' }).expect(200);
    await system.post('/v1/access-gate', { domain: 'example.cn' }).expect(200);
    for (const path of [
      '/v1/orders',
      `/v1/orders/${own}`,
      `/v1/orders/${own}/form`,
      '/v1/tasks',
      '/v1/records?accountId=x',
    ]) {
      await system.get(path).expect(403);
    }
    await system.post(`/v1/orders/${own}/actions/instanceExpired`, { data: { websiteId: 'W1' } }).expect(403);
  });

  test('applicants list only the orders of their account, whatever account they ask for', async () => {
    const { body } = await people.applicant.get('/v1/orders?accountId=somebody').expect(200);
    expect(body.orders.map(({ id }: { id: string }) => id)).toEqual([own]);
    const all = await people.reviewer.get('/v1/orders').expect(200);
    expect(all.body.orders).toHaveLength(2);
  });
});
