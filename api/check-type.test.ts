import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApiBench, type ApiBench } from '../test/support/api-bench.ts';
import { individual } from '../test/support/applicants.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

test('a type that does not run yet is told before an order, and refused for one', async () => {
  const applicant = await bench.as('applicant');
  const id = await bench.order(applicant, individual(), 'OPEN');
  const form = individual();
  const domain = form.websites['W1']?.domain ?? '';
  const { province, kind, certificateType, certificateNumber = '' } = form.entity;
  bench.parties.bureau.lookUps.set(certificateNumber, { entityFiled: true });
  bench.parties.bureau.lookUps.set(domain, { domainFiled: true, domainOfEntity: true });

  const question = { province, kind, certificateType, certificateNumber, domain };
  const told = await applicant.post('/v1/order-types', question);
  expect(told.body).toMatchObject({ result: 'TYPE', type: 'TRANSFER_NEW', runs: false });

  await applicant.patch(`/v1/orders/${id}/form`, form);
  const refused = await applicant.post(`/v1/orders/${id}/type`);
  expect(refused.body).toMatchObject({
    status: 409,
    code: 'TYPE_NOT_RUN',
    errors: [{ path: 'websites.W1.domain', message: expect.stringContaining('TRANSFER_NEW') }],
  });
  const { body } = await applicant.get(`/v1/orders/${id}`);
  expect(body).toMatchObject({ stage: 'DRAFT' });
  expect(body).not.toHaveProperty('type');
});
