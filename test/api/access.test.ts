/** Asks the API for every cell of the table of permissions. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { CALLER_ROLES, type CallerRole } from '../../domain/role.ts';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { access, personalData, type Extent, type Permission } from '../../usecases/access/permissions.ts';

let bench: ApiBench;
let people: Record<CallerRole, Person>;
/** An order of the applicant's own account, and one of somebody else's. */
let own: string;
let foreign: string;

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
  foreign = await bench.order(await bench.as('applicant'), individual(), 'FILLED');
  for (const id of [people.applicant.accountId, 'somebody']) await people.operator.post('/v1/accounts', { id });
  bench.parties.assets.instances.set('i-own', { ownerAccountId: people.applicant.accountId ?? '' });
  bench.parties.assets.instances.set('i-foreign', { ownerAccountId: 'somebody' });
});
afterAll(() => bench.close());

const ORDER = '{order}';
type Ask = (person: Person, orderId: string) => PromiseLike<Response>;
const get =
  (path: string): Ask =>
  (person, id) =>
    person.get(path.replace(ORDER, id));
const post =
  (path: string, body: object = {}): Ask =>
  (person, id) =>
    person.post(path.replace(ORDER, id), body);

/** One request for each permission. A body is wrong on purpose where a right one would change something. */
const asked: Record<Permission, { ask: Ask; scope: 'OWNED' | 'EVERYBODY' }> = {
  'need-check.ask': { ask: post('/v1/need-check', { target: 'NONE' }), scope: 'EVERYBODY' },
  'bureau-rules.ask': { ask: get('/v1/bureau-rules?province=GD&kind=INDIVIDUAL'), scope: 'EVERYBODY' },
  'order-types.ask': { ask: post('/v1/order-types'), scope: 'EVERYBODY' },
  'accounts.write': { ask: post('/v1/accounts'), scope: 'EVERYBODY' },
  'accounts.read': { ask: (person, id) => person.get(`/v1/accounts/${accountOf(id)}`), scope: 'OWNED' },
  'accounts.export': {
    ask: (person, id) => person.post(`/v1/accounts/${accountOf(id)}/export`, { reference: 'T-1' }),
    scope: 'OWNED',
  },
  'orders.open': { ask: post('/v1/orders'), scope: 'EVERYBODY' },
  'orders.read': { ask: get(`/v1/orders/${ORDER}`), scope: 'OWNED' },
  'erasure.take': { ask: post('/v1/erasures'), scope: 'EVERYBODY' },
  'orders.end': { ask: post(`/v1/orders/${ORDER}/ending`), scope: 'EVERYBODY' },
  'form.read': { ask: get(`/v1/orders/${ORDER}/form`), scope: 'OWNED' },
  'form.edit': { ask: (person, id) => person.patch(`/v1/orders/${id}/form`, {}), scope: 'OWNED' },
  'documents.list': { ask: get(`/v1/orders/${ORDER}/documents`), scope: 'OWNED' },
  'documents.read': { ask: get(`/v1/orders/${ORDER}/documents/entity-certificate`), scope: 'OWNED' },
  'documents.edit': { ask: (person, id) => person.delete(`/v1/orders/${id}/documents/nothing`), scope: 'OWNED' },
  'type.check': { ask: post(`/v1/orders/${ORDER}/type`), scope: 'OWNED' },
  'instance.verify': {
    ask: (person, id) => person.put(`/v1/orders/${id}/websites/W9/instance`, { instanceId: 'x' }),
    scope: 'OWNED',
  },
  'liveness.start': { ask: post(`/v1/orders/${ORDER}/people/P9/liveness`), scope: 'OWNED' },
  'liveness.refresh': {
    ask: post(`/v1/orders/${ORDER}/people/P1/liveness/00000000-0000-4000-8000-000000000000/refresh`),
    scope: 'OWNED',
  },
  'liveness.read': { ask: get(`/v1/orders/${ORDER}/people/P1/liveness`), scope: 'OWNED' },
  'actions.take': { ask: post(`/v1/orders/${ORDER}/actions/claim`), scope: 'OWNED' },
  'history.read': { ask: get(`/v1/orders/${ORDER}/history`), scope: 'OWNED' },
  'messages.read': { ask: get(`/v1/orders/${ORDER}/messages`), scope: 'OWNED' },
  'undelivered.read': { ask: get('/v1/messages/undelivered'), scope: 'EVERYBODY' },
  'undelivered.resend': { ask: post('/v1/messages/resend'), scope: 'EVERYBODY' },
  'inbox.read': { ask: get('/v1/inbox'), scope: 'EVERYBODY' },
  'tasks.read': { ask: get('/v1/tasks'), scope: 'EVERYBODY' },
  'tasks.close': { ask: post('/v1/tasks/00000000-0000-4000-8000-000000000000/close'), scope: 'EVERYBODY' },
  'records.read': { ask: get('/v1/records?accountId=x'), scope: 'EVERYBODY' },
  'record-lookups.answer': { ask: get('/v1/record-lookups'), scope: 'EVERYBODY' },
  'access-gate.ask': { ask: post('/v1/access-gate', { domain: 'example.cn' }), scope: 'EVERYBODY' },
  'access-gate.list': { ask: get('/v1/access-gate/domains'), scope: 'EVERYBODY' },
  'calendar.read': { ask: get('/v1/calendar'), scope: 'EVERYBODY' },
  'calendar.write': { ask: (person) => person.put('/v1/calendar/2027', {}), scope: 'EVERYBODY' },
  'policies.read': { ask: get('/v1/policies?limit=1'), scope: 'EVERYBODY' },
  'policies.write': { ask: (person) => person.put('/v1/policies', {}), scope: 'EVERYBODY' },
  'codes.read': { ask: (person, id) => person.get(`/v1/instances/${instanceOf(id)}/codes`), scope: 'OWNED' },
  'codes.write': { ask: (person, id) => person.post(`/v1/instances/${instanceOf(id)}/codes`), scope: 'OWNED' },
  'instances.report': { ask: post('/v1/instances/x/events'), scope: 'EVERYBODY' },
  'reviewers.absence': { ask: post('/v1/reviewers/x/absence'), scope: 'EVERYBODY' },
  'obligations.read': { ask: get(`/v1/orders/${ORDER}/obligations`), scope: 'OWNED' },
  'obligations.report': { ask: post(`/v1/orders/${ORDER}/obligations/actions/nothing`), scope: 'OWNED' },
  'reads.read': { ask: get('/v1/reads'), scope: 'EVERYBODY' },
  'read-alarms.read': { ask: get('/v1/read-alarms'), scope: 'EVERYBODY' },
  'clock.move': { ask: post(`/v1/orders/${ORDER}/clock`, { advanceTo: '2020-01-01T00:00:00Z' }), scope: 'OWNED' },
};

const accountOf = (orderId: string): string => (orderId === own ? (people.applicant.accountId ?? '') : 'somebody');
const instanceOf = (orderId: string): string => (orderId === own ? 'i-own' : 'i-foreign');

/** What the API may answer: the role is refused, the order is hidden, or the role is let in and the request is judged. */
function fate({ status, body }: Response): 'REFUSED' | 'HIDDEN' | 'LET IN' {
  if (status === 403 && body.code === 'NOT_YOURS_TO_DO') return 'REFUSED';
  return status === 404 && (body.code === 'ORDER_NOT_FOUND' || /no such (account|server)/.test(body.detail ?? ''))
    ? 'HIDDEN'
    : 'LET IN';
}

const cells = Object.entries(access).flatMap(([permission, row]) =>
  CALLER_ROLES.map((role): [Permission, CallerRole, Extent] => [permission as Permission, role, row[role]]),
);

describe('A-145 the table of permissions', () => {
  test.each(cells)('%s is given to %s as: %s', async (permission, role, extent) => {
    const { ask, scope } = asked[permission];
    const person = people[role];
    const ofOwn = fate(await ask(person, own));
    if (extent === 'NO') return expect(ofOwn).toBe('REFUSED');
    expect(ofOwn).toBe('LET IN');
    if (scope === 'EVERYBODY') return undefined;
    const ofForeign = fate(await ask(person, foreign));
    return expect(ofForeign).toBe(extent === 'OWN' ? 'HIDDEN' : 'LET IN');
  });
});

describe('A-147 personal data', () => {
  const readers = CALLER_ROLES.filter((role) => access['form.read'][role] !== 'NO');
  test.each(readers.map((role) => [role, personalData[role]] as const))(
    'is shown to %s, who says why: %s',
    async (role, shown) => {
      const { body } = await people[role]
        .get(`/v1/orders/${own}/form`)
        .set('Beian-Read-Reason', 'INCIDENT')
        .expect(200);
      const person = body.form.people.P1;
      const isClear = /^138\d{8}$/.test(person.mobile) && /^\d{17}[\dX]$/.test(person.documentNumber);
      expect(isClear ? 'CLEAR' : 'MASKED').toBe(shown);
      if (shown === 'MASKED') {
        expect(person).toMatchObject({ name: '李*', mobile: expect.stringMatching(/^138\*{4}\d{4}$/) });
        expect(person.documentNumber).toMatch(/^4\*{15}\d[\dX]$/);
        expect(body.form.entity).toMatchObject({ name: '李*', certificateAddress: '***', mailingAddress: '***' });
      }
    },
  );

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
