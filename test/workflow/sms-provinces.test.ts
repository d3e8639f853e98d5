import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PROVINCES, type OrderForm, type Province } from '../../domain/order/form.ts';
import { SMS_POLICIES } from '../../domain/policy/rows/sms.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { applied, readyForBureau } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';

/** The pilot provinces of R-SMS-1, from the last start date of R-SMS-2 until the SMS became nationwide. */
const PILOT: readonly Province[] = [
  'TJ', 'GS', 'XZ', 'NX', 'HI', 'XJ', 'QH', 'ZJ', 'SC', 'FJ', 'SN',
  'CQ', 'GX', 'YN', 'SD', 'HA', 'AH', 'HN', 'SX', 'HL', 'NM', 'HB',
]; // prettier-ignore
const SEED_LIST_ON = '2019-06-01';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ policies: seedListIn2026() });
});
afterAll(() => desk.close());

/** The rows of `sms.scope` that were in force in 2019, made valid again in 2026, which the calendar covers. */
function seedListIn2026(): object[] {
  const rows = SMS_POLICIES.filter(
    ({ key, validFrom, validTo }) =>
      key === 'sms.scope' && validFrom <= SEED_LIST_ON && (validTo === undefined || validTo >= SEED_LIST_ON),
  );
  return rows.map(({ key, scope, value, source }) => ({ key, scope, value, source, validFrom: '2026-01-01' }));
}

test.concurrent.each(PROVINCES)(
  'A-035: [seed list] %s has the SMS verification if it is a pilot province',
  async (province) => {
    const filing = await readyForBureau(desk, { form: described(smallEnterprise(province)), at: '2026-03-02 10:00' });
    await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
    await filing.reaches(PILOT.includes(province) ? 'SMS_PENDING' : 'BUREAU_REVIEW');
    expect(desk.parties.bureau.handOvers.find(({ orderId }) => orderId === filing.orderId)?.personsToVerify).toEqual(
      PILOT.includes(province) ? ['P1'] : [],
    );
  },
);

/** A form with the remark that some bureaus ask for: what the website is about, and that it needs no approval. */
function described(form: OrderForm): OrderForm {
  const remark = '网站用于展示本公司的产品和服务信息，内容由本公司自行编写，没有需要审批的内容，也没有互动功能。';
  return { ...form, websites: { W1: { ...form.websites['W1'], remark } } };
}
