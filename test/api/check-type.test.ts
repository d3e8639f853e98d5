import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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
  const told = await operator.post('/v1/order-types', question);
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

test('A-073 of three domains one of which is filed, two are to be filed, each on a website of its own', async () => {
  const applicant = await bench.as('applicant');
  const form = individual();
  const [filed, ...others] = ['one', 'two', 'three'].map((name) => `${name}-of-${form.websites['W1']?.domain}`);
  bench.parties.bureau.lookUps.set(form.entity.certificateNumber ?? '', { entityFiled: true, entityHere: true });
  bench.parties.bureau.lookUps.set(filed ?? '', { domainFiled: true, domainOfEntity: true, domainHere: true });
  const id = await bench.order(applicant, form, 'OPEN');
  const site = (domain: string | undefined) => ({ ...form.websites['W1'], domain, homeUrl: `https://${domain}/` });
  const websites = { W1: site(filed), W2: site(others[0]), W3: site(others[1]) };
  succeeded(await applicant.patch(`/v1/orders/${id}/form`, { ...form, websites }));
  const refused = await applicant.post(`/v1/orders/${id}/type`);
  expect(refused.body).toMatchObject({
    status: 409,
    code: 'NOTHING_TO_ADD',
    errors: [{ path: 'websites.W1.domain', code: 'NOTHING_TO_ADD' }],
  });
  succeeded(await applicant.patch(`/v1/orders/${id}/form`, { websites: { W1: null } }));
  expect(succeeded(await applicant.post(`/v1/orders/${id}/type`)).body).toMatchObject({ type: 'NEW_SITE_HERE' });
  const { body } = succeeded(await applicant.get(`/v1/orders/${id}/form`));
  expect(Object.keys(body.form.websites)).toEqual(['W2', 'W3']);
  const twoOnOne = { websites: { W2: { domains: others } } };
  expect((await applicant.patch(`/v1/orders/${id}/form`, twoOnOne)).body).toMatchObject({ status: 422 });
});

describe('whether somebody has an order in progress', () => {
  const withCertificate = (certificateNumber: string | undefined) => ({ entity: { certificateNumber } });
  const someNumbers = (count: number) => Array.from({ length: count }, () => individual().entity.certificateNumber);

  test('is told to no customer outside an order of their own', async () => {
    const victim = individual();
    await bench.order(await bench.as('applicant'), victim, 'PRELIM_REVIEW');
    const stranger = await bench.as('applicant');
    const { province, kind, certificateType, certificateNumber } = victim.entity;
    const question = { province, kind, certificateType, certificateNumber, domain: 'of-a-stranger.cn' };
    const { body } = await stranger.post('/v1/order-types', question).expect(403);
    expect(body).toMatchObject({ code: 'NOT_YOURS_TO_DO' });

    const reviewer = await bench.as('reviewer');
    expect(succeeded(await reviewer.post('/v1/order-types', question)).body).toMatchObject({
      code: 'CERTIFICATE_IN_OPEN_ORDER',
    });
    const auditor = await bench.as('auditor');
    const { body: record } = succeeded(await auditor.get(`/v1/reads?readerId=${reviewer.id}`));
    expect(record.reads).toMatchObject([{ subject: 'LOOK_UPS', ground: 'WORK' }]);
  });

  test('is told in an order of their own for five certificate numbers a day, and again on the next', async () => {
    const applicant = await bench.as('applicant');
    const form = individual();
    const id = await bench.order(applicant, form, 'OPEN');
    succeeded(await applicant.patch(`/v1/orders/${id}/form`, form));
    const ask = async (certificateNumber: string | undefined) => {
      succeeded(await applicant.patch(`/v1/orders/${id}/form`, withCertificate(certificateNumber)));
      return applicant.post(`/v1/orders/${id}/type`);
    };
    const [sixth, ...five] = someNumbers(6);
    for (const number of five) expect((await ask(number)).status).toBe(200);
    const refused = await ask(sixth);
    expect(refused.body).toMatchObject({
      status: 429,
      code: 'TOO_MANY',
      title: expect.stringContaining('certificate numbers'),
    });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await applicant.get(`/v1/orders/${id}`)).body).not.toHaveProperty('type');
    expect((await ask(five[0])).status).toBe(200); // a number that was asked for counts once

    const tomorrow = applicant.at(bench.appWith({ now: () => Date.now() + 86_400_000 }));
    succeeded(await applicant.patch(`/v1/orders/${id}/form`, withCertificate(sixth)));
    expect((await tomorrow.post(`/v1/orders/${id}/type`)).status).toBe(200);
  });

  test('is not told by saving the form again and again either, nor by another order of the account', async () => {
    const victim = individual();
    await bench.order(await bench.as('applicant'), victim, 'PRELIM_REVIEW');
    const applicant = await bench.as('applicant');
    const form = individual();
    const id = await bench.order(applicant, form, 'FILLED');
    const typed = async () => 'type' in (await applicant.get(`/v1/orders/${id}`)).body;
    for (const number of someNumbers(4)) {
      succeeded(await applicant.patch(`/v1/orders/${id}/form`, withCertificate(number)));
      expect(await typed()).toBe(true);
    }
    for (const number of [...someNumbers(2), victim.entity.certificateNumber]) {
      succeeded(await applicant.patch(`/v1/orders/${id}/form`, withCertificate(number)));
      expect(await typed()).toBe(false);
    }
    await applicant.act(id, 'abandon');
    const next = await bench.order(applicant, individual(), 'OPEN');
    succeeded(
      await applicant.patch(`/v1/orders/${next}/form`, {
        ...form,
        entity: { ...form.entity, certificateNumber: victim.entity.certificateNumber },
      }),
    );
    expect((await applicant.post(`/v1/orders/${next}/type`)).status).toBe(429);
  });
});

test('V3.0 §1.9 nobody asks MIIT about a number of fewer than four characters; the customer and staff are told to give the whole one', async () => {
  const [applicant, operator] = [await bench.as('applicant'), await bench.as('operator')];
  const form = individual();
  const { province, kind, certificateType } = form.entity;
  const domain = form.websites['W1']?.domain ?? '';
  for (const certificateNumber of ['0', '00', ' １２-'] as const) {
    const question = { province, kind, certificateType, certificateNumber, domain };
    expect((await operator.post('/v1/order-types', question)).body).toMatchObject({
      status: 422,
      errors: [{ path: 'certificateNumber', code: 'TOO_SHORT', message: expect.stringContaining('at least 4') }],
    });
  }

  const id = await bench.order(applicant, form, 'OPEN');
  const short = { ...form, entity: { ...form.entity, certificateNumber: '123' } };
  succeeded(await applicant.patch(`/v1/orders/${id}/form`, short));
  expect((await applicant.post(`/v1/orders/${id}/type`)).body).toMatchObject({
    status: 422,
    errors: [{ path: 'entity.certificateNumber', code: 'TOO_SHORT' }],
  });
});
