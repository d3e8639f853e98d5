/** a person gets everything that is held about them, in one file. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verifyChains } from '../../store/audit/audit-check.ts';
import { individual, smallEnterprise } from '../support/orders/applicants.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let applicant: Person;
let operator: Person;
let orderId: string;
const enterprise = smallEnterprise();
/** A second person is among its people. */
const form = { ...enterprise, people: { ...enterprise.people, P2: { ...individual().people['P1'] } } };
beforeAll(async () => {
  bench = await startApiBench();
  applicant = await bench.as('applicant');
  operator = await bench.as('operator');
  const facts = { id: applicant.accountId, verified: true, mobile: '13800138000', email: 'li.lei@example.cn' };
  succeeded(await operator.post('/v1/accounts', facts));
  orderId = await bench.order(applicant, form, 'FILLED');
  succeeded(await applicant.upload(orderId, 'entity-certificate'));
  succeeded(await applicant.delete(`/v1/orders/${orderId}/documents/entity-certificate`));
  await applicant.act(orderId, 'abandon', { reason: 'We moved to Suzhou.' });
});
afterAll(() => bench.close());

const exported = async (person: Person, body: object = {}) =>
  succeeded(await person.post(`/v1/accounts/${applicant.accountId}/export`, body)).body;

test('its owner gets account, orders, forms, every version of scans, messages, history and reads in clear', async () => {
  const file = await exported(applicant);
  expect(file).toMatchObject({ format: 'beian-export-1', shown: 'CLEAR', account: { mobile: '13800138000' } });
  const [one, ...others] = file.orders;
  expect(others).toEqual([]);
  expect(one).toMatchObject({ order: { id: orderId, stage: 'ABANDONED' }, form });
  expect(one.documents).toMatchObject([
    { slot: 'entity-certificate', version: 1, removedAt: expect.stringMatching(/\+08:00$/) },
  ]);
  expect(one.messages.length).toBeGreaterThan(0);
  expect(JSON.stringify(one.history)).toContain('We moved to Suzhou.');
  expect(one.history.at(-1)).toMatchObject({ action: 'exportData', actor: { id: applicant.id } });
  expect(file.reads).toContainEqual(
    expect.objectContaining({ subject: 'FORM', orderId, shown: 'CLEAR', ground: 'OWN' }),
  );
  expect(await verifyChains(bench.database, bench.vault.auditMac)).toMatchObject({ faults: [] });
});

test('an operator gets it on behalf of the person, who alone is in clear, and the history and the reads say so', async () => {
  const [wanted] = Object.entries(form.people).filter(([id]) => id === form.entity.headId);
  const [id = '', person = {}] = wanted ?? [];
  const others = Object.entries(form.people).filter(([, one]) => one.documentNumber !== person.documentNumber);
  const file = await exported(operator, { reference: 'T-2026-118', documentNumber: person.documentNumber });
  expect(file).toMatchObject({ shown: 'MASKED', account: { mobile: '138****8000' } });
  const [one] = file.orders;
  expect(one.form.people[id]).toEqual(person);
  expect(others.length).toBeGreaterThan(0);
  for (const [other, { name, documentNumber }] of others) {
    expect(one.form.people[other].name).not.toBe(name);
    expect(one.form.people[other].documentNumber).not.toBe(documentNumber);
  }
  expect(JSON.stringify(one.history)).not.toContain('Suzhou');
  expect(one.history.at(-1)).toMatchObject({ action: 'exportData', actor: { id: operator.id } });
  const { body } = succeeded(await (await bench.as('auditor')).get(`/v1/reads?orderId=${orderId}&shown=CLEAR`));
  expect(body.reads[0]).toMatchObject({
    reader: { id: operator.id },
    subject: 'FORM',
    ground: 'REASON',
    reason: 'DATA_SUBJECT_REQUEST',
    reference: 'T-2026-118',
  });
});

test('without a document nobody is in clear, and the customer does not learn which operator it was', async () => {
  const file = await exported(operator, { reference: 'T-2026-119' });
  const text = JSON.stringify(file);
  for (const { name, mobile } of Object.values(form.people)) {
    expect(text).not.toContain(name);
    expect(text).not.toContain(mobile);
  }
  expect(JSON.stringify(await exported(applicant))).not.toContain(operator.id);
});

test('nobody else gets it, and staff say on whose behalf', async () => {
  const path = `/v1/accounts/${applicant.accountId}/export`;
  expect((await operator.post(path, {})).body).toMatchObject({ status: 422, errors: [{ path: 'reference' }] });
  const mobile = { reference: '13800138000' };
  expect((await operator.post(path, mobile)).status).toBe(422);
  expect((await (await bench.as('applicant')).post(path, {})).status).toBe(404);
  for (const role of ['reviewer', 'mailroom', 'auditor', 'system'] as const)
    expect((await (await bench.as(role)).post(path, { reference: 'T-1' })).status).toBe(403);
});
