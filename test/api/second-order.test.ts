/** A second order of one account: merged with the first, in its place, or refused (R-ORD-1, R-ORD-6, R-ORD-7, A-087). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrderForm } from '../../domain/order/form.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';
import { individual, smallEnterprise } from '../support/orders/applicants.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

const openAt = '2026-02-10T09:30:00+08:00';
const open = (person: Person, body: object = {}) =>
  person.post('/v1/orders', { rulesConfirmed: true, openAt, ...body });
/** Another website of the same entity and head. */
function another(form: OrderForm): OrderForm {
  const domain = `another-${form.websites['W1']?.domain}`;
  return { ...form, websites: { W1: { ...form.websites['W1'], domain, homeUrl: `https://${domain}/` } } };
}
const stageOf = async (person: Person, id: string) => (await person.get(`/v1/orders/${id}`)).body.stage;

test('A-087 R-ORD-6 an order in the review is merged into a new one of its type: it ends, and its websites are in the new one', async () => {
  const person = await bench.as('applicant');
  const form = smallEnterprise();
  const first = await bench.order(person, form, 'PRELIM_REVIEW');
  const refused = await open(person);
  expect(refused.body).toMatchObject({
    status: 409,
    code: 'PLACE_TAKEN',
    order: first,
    choices: ['FINISH', 'REPLACE', 'MERGE'],
    detail: expect.stringContaining('insteadOf'),
  });
  const body = { form: another(form), insteadOf: { order: first, how: 'MERGE' } };
  const answer = await open(person, body).set('Idempotency-Key', 'merge-key-1');
  const { id } = succeeded(answer).body;
  expect(await stageOf(person, first)).toBe('ABANDONED');
  const { body: merged } = succeeded(await person.get(`/v1/orders/${id}/form`));
  expect(merged.form.websites).toMatchObject({
    W1: { domain: form.websites['W1']?.domain },
    W2: { domain: `another-${form.websites['W1']?.domain}`, headId: 'P1' },
  });
  expect(Object.keys(merged.form.people)).toEqual(['P1']);
  expect((await open(person, body).set('Idempotency-Key', 'merge-key-1')).body.id).toBe(id);
  expect(succeeded(await person.post(`/v1/orders/${id}/type`)).body).toMatchObject({ type: 'FIRST' });
});

test('A-087 R-ORD-6 an order is given up for another one when the customer decides so, and nothing of it is in the new one', async () => {
  const person = await bench.as('applicant');
  const form = individual();
  const first = await bench.order(person, form, 'FILLED');
  const wanted = another(form);
  const { id } = succeeded(await open(person, { form: wanted, insteadOf: { order: first, how: 'REPLACE' } })).body;
  expect(await stageOf(person, first)).toBe('ABANDONED');
  const { body } = succeeded(await person.get(`/v1/orders/${id}/form`));
  expect(body.form.websites).toEqual(wanted.websites);
});

test('A-087 R-ORD-8 an order for another entity is not merged and changes nothing', async () => {
  const person = await bench.as('applicant');
  const first = await bench.order(person, individual(), 'FILLED');
  const refused = await open(person, { form: individual(), insteadOf: { order: first, how: 'MERGE' } });
  expect(refused.body).toMatchObject({
    status: 422,
    errors: [{ code: 'ANOTHER_ENTITY', message: expect.stringContaining('another account') }],
  });
  expect(await stageOf(person, first)).not.toBe('ABANDONED');
});

test('A-080 R-ORD-3 a website to transfer is not merged with a new one: the answer says which comes first, and nothing has changed', async () => {
  const person = await bench.as('applicant');
  const form = smallEnterprise();
  const wanted = another(form);
  bench.parties.bureau.lookUps.set(form.entity.certificateNumber ?? '', { entityFiled: true });
  const first = await bench.order(person, form, 'FILLED');
  bench.parties.bureau.lookUps.set(wanted.websites['W1']?.domain ?? '', { domainFiled: true, domainOfEntity: true });
  const refused = await open(person, { form: wanted, insteadOf: { order: first, how: 'MERGE' } });
  expect(refused.body).toMatchObject({ status: 409, code: 'MIXED_TYPES' });
  expect(refused.body.errors[0].message).toMatch(/W2 by .*TRANSFER_NEW; then W1 by .*NEW_SITE_ELSEWHERE/);
  expect(await stageOf(person, first)).not.toBe('ABANDONED');
});

test('A-087 R-ORD-7 an order with the bureau is neither merged nor replaced', async () => {
  const person = await bench.as('applicant');
  const form = smallEnterprise('HL'); // no SMS verification is asked for here
  const first = await bench.order(person, form, 'PRELIM_REVIEW');
  const [one, two] = [await bench.as('reviewer'), await bench.as('reviewer')];
  await one.act(first, 'approve');
  await two.act(first, 'forwardToBureau');
  for (const how of ['MERGE', 'REPLACE']) {
    const refused = await open(person, { form: another(form), insteadOf: { order: first, how } });
    expect(refused.body).toMatchObject({ status: 409, code: 'PLACE_TAKEN', order: first, choices: ['FINISH'] });
    expect(refused.body.detail).toContain('with the bureau');
  }
});

test("another account's order cannot be named, and an order that was completed is not given up", async () => {
  const [person, stranger] = [await bench.as('applicant'), await bench.as('applicant')];
  const first = await bench.order(person, individual(), 'OPEN');
  const asked = { insteadOf: { order: first, how: 'REPLACE' } };
  expect((await open(stranger, asked)).body).toMatchObject({ status: 404, code: 'ORDER_NOT_FOUND' });
  expect(await stageOf(person, first)).toBe('DRAFT');
});
