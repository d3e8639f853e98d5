/** What MIIT changes of a record without an order here: the record, its duties, the access gate and orders in progress follow. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrderId } from '../../domain/identifiers.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { listDuties } from '../../store/duties/duties.ts';
import type { StoredMessage } from '../../store/messages/message-row.ts';
import { listOf } from '../../store/messages/messages.ts';
import { versionPage } from '../../store/records/read-versions.ts';
import { readRecord } from '../../store/records/records.ts';
import { listTasks } from '../../store/tasks/tasks.ts';
import { recordWithOrder, startDutiesOf } from '../support/servers/record-with-duties.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { atRest } from '../support/servers/at-rest.ts';

let bench: ApiBench;
let operator: Person;
beforeAll(async () => {
  bench = await startApiBench();
  operator = await bench.as('operator');
});
afterAll(() => bench.close());

const onRecord = (serial: string) => recordWithOrder(bench, serial);
const startDuties = (orderId: OrderId, applicant: Person) => startDutiesOf(bench, orderId, applicant);

const served = async (domain: string): Promise<boolean> =>
  succeeded(await operator.post('/v1/access-gate', { domain })).body.serve;
const record = (number: string) => readRecord(bench.database, bench.vault, number);
let events = 0;
const told = (data: object) => {
  events += 1;
  return { eventId: `record-event-${events}`, event: 'recordChanged', data };
};

test('A-188 a removal that was done elsewhere closes the access and ends the duties, and a repeat changes nothing', async () => {
  const { applicant, orderId, entityNumber, website, domain } = await onRecord('2026000711');
  const duties = await startDuties(orderId, applicant);
  expect(await served(domain)).toBe(true);
  const event = told({ change: 'WEBSITE_REMOVED', website });
  expect((await bench.webhook(event)).body).toEqual({ status: 'ACCEPTED' });
  await duties.result(); // it ends with its last duty
  const states = (await listDuties(bench.database, { orderId })).map(({ kind, state }) => `${kind} ${state}`);
  expect(states.toSorted()).toEqual(['FOOTER DONE', 'PSB REMOVED']);
  expect(await served(domain)).toBe(false);
  const gone = { status: 'DEREGISTERED', access: undefined };
  expect(await record(entityNumber)).toMatchObject({ status: 'SHELL', version: 2, websites: [gone] });
  const { rows } = await versionPage(bench.database, bench.vault, entityNumber, { limit: 1 });
  expect(rows).toMatchObject([{ cause: 'SYNC', eventId: event.eventId, changedBy: 'miit' }]);

  expect((await bench.webhook(event)).body).toEqual({ status: 'REPEATED' });
  expect((await bench.webhook(told({ change: 'WEBSITE_REMOVED', website }))).body).toEqual({ status: 'RECORDED' });
  expect((await record(entityNumber))?.version).toBe(2);
});

test('A-188 an access that moved to another provider closes here, and the record names the provider', async () => {
  const { entityNumber, website, domain } = await onRecord('2026000712');
  const to = { code: '110000000001', name: '示例云' };
  expect((await bench.webhook(told({ change: 'ACCESS_MOVED', website, to }))).body).toEqual({ status: 'ACCEPTED' });
  expect(await served(domain)).toBe(false);
  expect(await record(entityNumber)).toMatchObject({
    status: 'ACTIVE',
    websites: [{ status: 'ACTIVE', access: undefined, elsewhere: [to] }],
  });
  const { body } = succeeded(await operator.get(`/v1/records/${encodeURIComponent(entityNumber)}`));
  expect(body.websites).toMatchObject([{ number: website, elsewhere: [to] }]);
});

test('news of an access that is older than the access changes nothing', async () => {
  const { entityNumber, website, domain } = await onRecord('2026000713');
  // Addresses are kept beside the news, and are none of this event's.
  const addresses = JSON.stringify([{ from: '203.0.113.10', to: '203.0.113.10' }]);
  await bench.database
    .updateTable('record_accesses')
    .set({ addresses })
    .where('website_id', 'in', (sub) => sub.selectFrom('record_websites').select('id').where('number', '=', website))
    .execute();
  const before = told({ change: 'ACCESS_REMOVED', website, happenedAt: '2026-02-08T00:00:00Z' });
  expect((await bench.webhook(before)).body).toEqual({ status: 'RECORDED' });
  expect(await served(domain)).toBe(true);
  expect((await record(entityNumber))?.version).toBe(1);
});

test('data that MIIT changed stand in the record, and its versions name the fields', async () => {
  const { entityNumber } = await onRecord('2026000714');
  const change = {
    change: 'ENTITY_CHANGED',
    number: entityNumber,
    entity: { city: '珠海市' },
    head: { email: 'new@example.cn' },
  };
  expect((await bench.webhook(told(change))).body).toEqual({ status: 'ACCEPTED' });
  expect(await record(entityNumber)).toMatchObject({
    details: { entity: { city: '珠海市' }, head: { email: 'new@example.cn' } },
  });
  const { rows } = await versionPage(bench.database, bench.vault, entityNumber, { limit: 1 });
  expect(rows[0]?.parts).toMatchObject([{ part: 'ENTITY', changed: ['entity.city', 'head.email'] }]);
  const path = `/v1/records/${encodeURIComponent(entityNumber)}/versions`;
  const { body } = succeeded(await operator.get(path));
  expect(body.versions).toMatchObject([
    { version: 2, cause: 'SYNC', changedBy: 'miit', parts: [{ changed: ['entity.city', 'head.email'] }] },
    { version: 1, cause: 'ORDER', parts: [{ changed: [] }, { website: `${entityNumber}-1`, changed: [] }] },
  ]);
  expect((await (await bench.as('applicant')).get(path)).status).toBe(404);
});

test('an order in progress that its record contradicts stays, and operators have a task about it and are told once', async () => {
  const { applicant, form, entityNumber, website, orderId } = await onRecord('2026000715');
  const { id } = await openOrderOnRecord(applicant, form);
  const changed = (city: string) => told({ change: 'ENTITY_CHANGED', number: entityNumber, entity: { city } });
  const accepted = async (event: object) => expect((await bench.webhook(event)).body).toEqual({ status: 'ACCEPTED' });
  const tasks = async (caseId: OrderId) => (await listTasks(bench.database, { caseId })).tasks;
  const messages = async () => (await listOf(bench.database, bench.vault, id)).map(summary).toSorted();
  const summary = ({ code, channel, recipient, params }: StoredMessage) =>
    [code, channel, recipient, JSON.stringify(params?.['facts'])].join(' ');
  const n16 = (channel: string) =>
    `N-16 ${channel} operator ${JSON.stringify({ step: 'PRELIM_REVIEW', task: 'RECORD_CHANGED' })}`;
  await accepted(changed('中山市'));
  expect((await tasks(id)).map(({ kind }) => kind)).toEqual(['RECORD_CHANGED']);
  expect(await tasks(orderId)).toEqual([]);
  expect(await messages()).toEqual([n16('EMAIL'), n16('IN_APP')]);

  await accepted(changed('佛山市')); // nobody has dealt with the first change yet
  expect(await messages()).toHaveLength(2);
  const [open] = await tasks(id);
  await operator.post(`/v1/tasks/${open?.id}/close`).expect(204);
  await accepted(told({ change: 'WEBSITE_REMOVED', website }));
  expect((await tasks(id)).map(({ kind }) => kind)).toEqual(['RECORD_CHANGED']);
  expect(await messages()).toEqual([n16('EMAIL'), n16('EMAIL'), n16('IN_APP'), n16('IN_APP')]);
  expect((await record(entityNumber))?.version).toBe(4);
});

/** An order on the record that the reviewers have. */
async function openOrderOnRecord(applicant: Person, form: OrderForm): Promise<{ id: OrderId }> {
  const id = (await bench.order(applicant, { ...form, websites: {} }, 'OPEN')) as OrderId;
  succeeded(await applicant.patch(`/v1/orders/${id}/form`, form));
  // Its process would write the state that follows from the form, sooner or later.
  await atRest(bench.temporal, id);
  await bench.temporal.workflow.getHandle(id).terminate('the test sets the state');
  await bench.database
    .updateTable('orders')
    .set({ stage: 'PRELIM_REVIEW', type: 'CHANGE_SITE' })
    .where('id', '=', id)
    .execute();
  return { id };
}

test('what an operator enters is carried out when a second one enters the same', async () => {
  const { entityNumber, domain } = await onRecord('2026000716');
  const other = await bench.as('operator');
  const body = { event: { change: 'ENTITY_REMOVED', number: entityNumber } };
  const enter = async (person: Person, entered: object = body) =>
    (await person.post('/v1/record-events', entered)).body;
  expect(await enter(operator)).toMatchObject({ status: 'SECOND_PERSON_NEEDED' });
  expect(await enter(operator)).toMatchObject({ status: 409, code: 'SAME_PERSON' });
  expect(await served(domain)).toBe(true);
  const spelled = { event: { change: 'ENTITY_REMOVED', number: entityNumber.replace('ICP', 'icp') } };
  expect(await enter(other, spelled)).toMatchObject({ status: 'CHANGED', number: entityNumber });
  expect(await served(domain)).toBe(false);
  expect(await record(entityNumber)).toMatchObject({ status: 'DEREGISTERED' });
});

test('news of a record that does not stand here changes nothing and says so', async () => {
  const system = await bench.as('system');
  const event = { change: 'ENTITY_REMOVED', number: '粤ICP备2026000799号' };
  expect((await system.post('/v1/record-events', { event })).body).toEqual({ status: 'NOT_ON_RECORD', orders: [] });
  const { status } = await system.post('/v1/record-events', { event: { change: 'NOTHING', number: '1' } });
  expect(status).toBe(422);
});
