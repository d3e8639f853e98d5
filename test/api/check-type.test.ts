import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApiBench, succeeded, type ApiBench } from '../support/servers/api-bench.ts';
import { individual } from '../support/orders/applicants.ts';

let bench: ApiBench;
beforeAll(async () => {
  bench = await startApiBench();
});
afterAll(() => bench.close());

test('R-TYPE-3 A-001 a record that fits no case, or cannot be looked up, becomes an operator task once there is an order', async () => {
  const [applicant, operator] = [await bench.as('applicant'), await bench.as('operator')];
  const id = await bench.order(applicant, individual(), 'OPEN');
  const form = individual();
  const { province, kind, certificateType, certificateNumber = '' } = form.entity;
  const domain = form.websites['W1']?.domain ?? '';
  const tasks = async () => (await operator.get(`/v1/tasks?orderId=${id}`)).body.tasks;
  const ask = () => applicant.post(`/v1/orders/${id}/type`);
  const unclear = (says: string) => ({
    status: 409,
    code: 'TYPE_UNCLEAR',
    errors: [{ message: expect.stringContaining(says) }],
  });

  bench.parties.bureau.lookUps.set(domain, { domainFiled: true, domainOfEntity: true });
  const question = { province, kind, certificateType, certificateNumber, domain };
  const told = await applicant.post('/v1/order-types', question);
  expect(told.body).toMatchObject({ result: 'OPERATOR_TASK', advice: expect.stringContaining('Open an order') });
  succeeded(await applicant.patch(`/v1/orders/${id}/form`, form));
  expect(await tasks()).toEqual([]);
  expect((await ask()).body).toMatchObject(unclear('An operator'));
  expect(await tasks()).toMatchObject([{ kind: 'TYPE_UNCLEAR' }]);

  bench.parties.bureau.failing.set(certificateNumber, 'refuse');
  expect((await ask()).body).toMatchObject(unclear('looks the record up'));
  bench.parties.bureau.failing.set(certificateNumber, 'down');
  expect((await ask()).body).toMatchObject({ status: 503, code: 'PARTY_UNAVAILABLE' });
  expect(await tasks()).toHaveLength(1);

  bench.parties.bureau.failing.clear();
  bench.parties.bureau.lookUps.delete(domain);
  expect(succeeded(await ask()).body).toMatchObject({ type: 'FIRST' });
  expect(await tasks()).toEqual([]);
});

test('a type that does not run yet is shown before an order is opened, and an order of that type is refused', async () => {
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
