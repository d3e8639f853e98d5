/** A provider without a gateway: staff look records up, enter orders in the province's system, and enter the results here. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { withDefaults } from '../../api/dependencies.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { inquire, type Inquiry } from '../../facts/inquiry.ts';
import { goOnWithTypes } from '../../usecases/drafting/go-on-with-type.ts';
import { individual } from '../support/orders/applicants.ts';
import {
  startApiBench,
  succeeded,
  uploadEverything,
  type ApiBench,
  type Person,
} from '../support/servers/api-bench.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench({ bureau: 'manual' });
});
afterAll(() => bench.close());

const NOTHING_FILED = {
  entityFiled: false,
  entityHere: false,
  domainFiled: false,
  domainOfEntity: false,
  domainHere: false,
  shellEntity: false,
};

interface Question {
  id: string;
  certificateNumber: string;
  domain: string;
}
async function questionAbout(reviewer: Person, domain: string | undefined): Promise<Question | undefined> {
  const { body } = succeeded(await reviewer.get('/v1/record-lookups'));
  const questions: Question[] = body.questions;
  return questions.find((question) => question.domain === domain);
}

const stageOf = async (person: Person, id: string): Promise<string> =>
  (await person.get(`/v1/orders/${id}`)).body.stage;

async function tasksOf(operator: Person, id: string): Promise<string[]> {
  const { body } = succeeded(await operator.get(`/v1/tasks?orderId=${id}`));
  return body.tasks.map(({ kind }: { kind: string }) => kind);
}

test('an order goes from its first question to the number without any gateway', async () => {
  const [applicant, first, second, operator] = await Promise.all([
    bench.as('applicant'),
    bench.as('reviewer'),
    bench.as('reviewer'),
    bench.as('operator'),
  ]);
  const form = individual();
  const domain = form.websites['W1']?.domain;
  const id = await bench.order(applicant, form, 'OPEN');
  succeeded(await applicant.patch(`/v1/orders/${id}/form`, form));

  const asked = await applicant.post(`/v1/orders/${id}/type`);
  expect(asked.body).toMatchObject({
    status: 409,
    code: 'TYPE_UNCLEAR',
    title: expect.stringContaining('filing desk'),
  });
  const question = await questionAbout(first, domain);
  expect(question).toMatchObject({ certificateNumber: form.entity.certificateNumber });
  const answer = await first.put(`/v1/record-lookups/${question?.id}`, NOTHING_FILED);
  expect(answer.body).toEqual({ draftsThatGoOn: 1 });
  expect(await stageOf(applicant, id)).toBe('TYPE_DETERMINED');
  expect(await questionAbout(first, domain)).toBeUndefined();

  const instanceId = `i-${id}-W1`;
  bench.parties.assets.instances.set(instanceId, { ownerAccountId: applicant.accountId ?? '' });
  succeeded(await applicant.put(`/v1/orders/${id}/websites/W1/instance`, { instanceId }));
  await uploadEverything(applicant, id);
  await bench.passFaceChecks(applicant, id);
  await applicant.act(id, 'submitForReview', { confirmed: true });
  await first.act(id, 'approve');
  const steps = bench.steps(id);
  await second.act(id, 'forwardToBureau');
  while ((await tasksOf(operator, id)).length === 0) await steps.next();
  await steps.return?.();
  expect(await tasksOf(operator, id)).toEqual(['HAND_OVER_BY_HAND']);

  await operator.act(id, 'forwardAccepted', { handOver: 1, reference: 'GD-77' });
  const { body: order } = await operator.get(`/v1/orders/${id}`);
  await operator.act(id, 'smsStarted', { handOver: 1, sentAt: order.now });
  await operator.act(id, 'smsVerified', { handOver: 1, personId: 'P1' });
  expect(await stageOf(applicant, id)).toBe('BUREAU_REVIEW');
  await operator.act(id, 'operatorRecordDecision', { handOver: 1, decision: 'APPROVED' });
  const numbers = { entityNumber: '粤ICP备2026000777号', websites: [{ domain, number: '粤ICP备2026000777号-1' }] };
  await operator.act(id, 'recordSynced', { handOver: 1, ...numbers });
  expect([await stageOf(applicant, id), await tasksOf(operator, id)]).toEqual(['BUREAU_APPROVED', ['NUMBERS_ENTERED']]);
  const colleague = await bench.as('operator');
  await colleague.act(id, 'recordSynced', { handOver: 1, ...numbers });
  expect(await stageOf(applicant, id)).toBe('COMPLETED');
});

test('the desk’s answer may block an order, with the reason', async () => {
  const [applicant, reviewer] = await Promise.all([bench.as('applicant'), bench.as('reviewer')]);
  const form = individual();
  const id = await bench.order(applicant, form, 'OPEN');
  succeeded(await applicant.patch(`/v1/orders/${id}/form`, form));
  await applicant.post(`/v1/orders/${id}/type`);
  const question = await questionAbout(reviewer, form.websites['W1']?.domain);
  const found = { ...NOTHING_FILED, domainFiled: true };
  expect((await reviewer.put(`/v1/record-lookups/${question?.id}`, found)).body).toEqual({ draftsThatGoOn: 0 });
  expect((await applicant.post(`/v1/orders/${id}/type`)).body).toMatchObject({ code: 'DOMAIN_OF_ANOTHER' });
});

test('a draft whose domain is changed while its record is looked up does not get the type of the old domain', async () => {
  const applicant = await bench.as('applicant');
  const form = individual();
  const id = await bench.order(applicant, form, 'OPEN');
  succeeded(await applicant.patch(`/v1/orders/${id}/form`, form));
  const typed = async () => (await applicant.get(`/v1/orders/${id}`)).body.type;

  const elsewhere = { websites: { W1: { domain: 'saved-meanwhile.cn' } } };
  const asking: Inquiry = {
    ...inquire(bench.deps),
    record: async () => {
      if ((await typed()) === undefined) succeeded(await applicant.patch(`/v1/orders/${id}/form`, elsewhere));
      return { ...NOTHING_FILED, blacklisted: false };
    },
  };
  expect(await goOnWithTypes(withDefaults(bench.deps), asking, [id as OrderId])).toBe(0);
  expect(await typed()).toBeUndefined();
});

test('a question of staff before there is an order is not put to the desk', async () => {
  const reviewer = await bench.as('reviewer');
  const { province, kind, certificateType, certificateNumber } = individual().entity;
  const question = { province, kind, certificateType, certificateNumber, domain: 'before-an-order.cn' };
  const { body } = succeeded(await reviewer.post('/v1/order-types', question));
  expect(body).toMatchObject({ result: 'OPERATOR_TASK', advice: expect.stringContaining('Open an order') });
  expect(await questionAbout(reviewer, 'before-an-order.cn')).toBeUndefined();
});

test('only reviewers answer, and only open questions', async () => {
  const [applicant, reviewer] = await Promise.all([bench.as('applicant'), bench.as('reviewer')]);
  const nowhere = '/v1/record-lookups/00000000-0000-4000-8000-000000000000';
  expect((await applicant.put(nowhere, NOTHING_FILED)).status).toBe(403);
  expect((await reviewer.put(nowhere, NOTHING_FILED)).body).toMatchObject({ status: 404 });
  expect((await reviewer.put(nowhere, { entityFiled: 'perhaps' })).body).toMatchObject({ status: 422 });
});
