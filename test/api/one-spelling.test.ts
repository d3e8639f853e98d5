/** Identifiers are saved in one spelling, looked up and sent in it; what reaches nobody is refused when it is saved. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { individual } from '../support/orders/applicants.ts';
import { startApiBench, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let applicant: Person;
beforeAll(async () => {
  bench = await startApiBench();
  applicant = await bench.as('applicant');
});
afterAll(() => bench.close());

const faults = (body: { errors?: { path: string; code: string }[] }): string[] =>
  (body.errors ?? []).map(({ path, code }) => `${path} ${code}`);

test('C15 what was typed in any spelling is saved, looked up and answered in one', async () => {
  const form = individual();
  const number = form.entity.certificateNumber ?? '';
  const mobile = form.people['P1']?.mobile ?? '';
  const wide = (text: string) => text.replaceAll(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
  bench.parties.bureau.lookUps.set(number, { blacklisted: true });
  const order = await bench.order(applicant, individual(), 'OPEN');
  const typed = {
    ...form,
    entity: { ...form.entity, certificateNumber: ` ${wide(number).toLowerCase()}` },
    people: {
      P1: {
        ...form.people['P1'],
        documentNumber: wide(number).toLowerCase(),
        mobile: `+86 (0) ${wide(mobile)}`,
        emergencyMobile: '013800138000',
        email: 'Li@示例.中国',
      },
    },
    websites: { W1: { ...form.websites['W1'], domain: `示例-${mobile}。中国` } },
  };
  await applicant.patch(`/v1/orders/${order}/form`, typed).expect(200);
  const saved = (await applicant.get(`/v1/orders/${order}/form`).expect(200)).body.form;
  expect(saved.entity.certificateNumber).toBe(number);
  expect(saved.people.P1).toMatchObject({
    documentNumber: number,
    mobile,
    emergencyMobile: '13800138000',
    email: 'Li@xn--fsq092h.xn--fiqs8s',
  });
  expect(saved.websites.W1.domain).toMatch(/^xn--[a-z0-9-]+\.xn--fiqs8s$/);
  // the register knows exactly this number, so it was asked in its one spelling
  const { body } = await applicant.post(`/v1/orders/${order}/type`);
  expect(body).toMatchObject({ status: 409, code: 'BLACKLISTED' });
});

describe('A-024 a mailbox or mobile at which nobody can be reached', () => {
  const bad = {
    mailboxes: ['a@example.cn,b@example.cn', 'a@example.cn;b@example.cn', 'Li <a@example.cn>', 'a@', 'a b@example.cn'],
    mobiles: ['12345', '01066411166', '13800138000,13900139000', 'abc'],
  };

  test('is refused when the form is opened, saved or corrected', async () => {
    const own = await bench.as('applicant');
    const open = (person: object) => own.post('/v1/orders', { rulesConfirmed: true, form: { people: { P1: person } } });
    for (const email of bad.mailboxes) {
      expect(faults((await open({ email })).body)).toEqual(['people.P1.email EMAIL_INVALID']);
    }
    const corrected = await bench.order(own, individual(), 'OPEN');
    const patch = (person: object) => own.patch(`/v1/orders/${corrected}/form`, { people: { P1: person } });
    for (const email of bad.mailboxes) {
      const { status, body } = await patch({ email });
      expect({ status, faults: faults(body) }).toEqual({ status: 422, faults: ['people.P1.email EMAIL_INVALID'] });
    }
    for (const mobile of bad.mobiles) {
      for (const field of ['mobile', 'emergencyMobile']) {
        const { status, body } = await patch({ [field]: mobile });
        expect({ status, faults: faults(body) }).toEqual({
          status: 422,
          faults: [expect.stringMatching(`^people.P1.${field} MOBILE_`)],
        });
      }
    }
    const broken = await patch({ email: 'a@example.cn\r\nBcc: b@example.cn' });
    expect(broken.status).toBe(422);
    await patch({ email: 'a@example.cn', mobile: '13800138000' }).expect(200);
  });

  test('is refused when an account is written, and a good one is kept in its one spelling', async () => {
    const operator = await bench.as('operator');
    const id = `account-${randomUUID()}`;
    const write = (facts: object) => operator.post('/v1/accounts', { id, verified: true, ...facts });
    for (const email of bad.mailboxes) expect(faults((await write({ email })).body)).toEqual(['email EMAIL_INVALID']);
    for (const mobile of bad.mobiles) {
      expect(faults((await write({ mobile })).body)).toEqual([expect.stringMatching('^mobile MOBILE_')]);
    }
    await write({ email: 'li@示例.中国', mobile: '０１３８００１３８０００' }).expect(200);
    const owner = await bench.as('applicant', id);
    const { body } = await owner.get(`/v1/accounts/${id}`).expect(200);
    expect(body).toMatchObject({ email: 'li@xn--fsq092h.xn--fiqs8s', mobile: '13800138000' });
  });
});
