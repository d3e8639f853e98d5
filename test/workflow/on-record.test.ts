/** The record affects a new website: the entity's other websites and their heads count (R-SITE-7, R-PER-4). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { OrderForm } from '../../domain/order/form.ts';
import { individual, smallEnterprise } from '../support/orders/applicants.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { type TestFiling } from '../support/desk/test-filing.ts';
import { confirmed, filingIn, policyRow } from '../support/desk/journey.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({
    policies: [
      policyRow('site.maxPerEntity', { province: 'SD' }, 1),
      policyRow('material.constructionPlanFrom', { province: 'GX' }, 2),
    ],
  });
});
afterAll(() => desk.close());

const LATER = '2026-03-23 10:00';
const submit = (filing: TestFiling) => filing.act('submitForReview', confirmed);

/** A further website of an entity whose first one was filed before. */
async function furtherWebsite(form: OrderForm): Promise<TestFiling> {
  const first = await filingIn(desk, 'COMPLETED', { form });
  desk.parties.bureau.lookUps.set(form.entity.certificateNumber ?? '', { entityFiled: true, entityHere: true });
  const domain = `further-${form.websites['W1']?.domain}`;
  const W1 = { ...form.websites['W1'], domain, homeUrl: `https://${domain}/` };
  const { accountId } = first;
  return desk.open({ form: { ...form, websites: { W1 } }, at: LATER, type: 'NEW_SITE_HERE', accountId });
}

test.concurrent('C-21 a limit over all websites of an entity counts those on record', async () => {
  const filing = await furtherWebsite(smallEnterprise('SD'));
  expect(await submit(filing)).toBe('INCOMPLETE');
  expect(await filing.items()).toEqual(['websites TOO_MANY_WEBSITES_OF_ENTITY']);
});

test.concurrent(
  'A-049 an order with the website that makes a construction plan necessary needs the plan and posts it',
  async () => {
    const filing = await furtherWebsite(smallEnterprise('GX'));
    expect(await submit(filing)).toBe('INCOMPLETE');
    expect(await filing.items()).toEqual(['documents.construction-plan MISSING']);
    await filing.upload('construction-plan');
    await filing.act('edited');
    expect(await submit(filing)).toBe('APPLIED');
    expect(await filing.act('approve', {}, { by: 'R1' })).toBe('APPLIED');
    expect(await filing.stage()).toBe('MAIL_PENDING');
  },
);

test.concurrent('a further website is filed like the first where there is no such limit', async () => {
  const filing = await furtherWebsite(smallEnterprise('HB'));
  expect(await submit(filing)).toBe('APPLIED');
});

test.concurrent('R-PER-4 A-099 the site head of one organisation is not accepted by a second one', async () => {
  const first = smallEnterprise();
  await filingIn(desk, 'COMPLETED', { form: first });
  const second = smallEnterprise();
  const filing = await desk.open({ form: { ...second, people: first.people }, at: LATER });
  expect(await submit(filing)).toBe('INCOMPLETE');
  expect(await filing.items()).toEqual(['people.P1 SITE_HEAD_ELSEWHERE']);
  await filing.edit(() => second);
  await filing.faceCheck('P1', 'PASS');
  expect(await submit(filing)).toBe('APPLIED');
});

test.concurrent(
  'R-PER-4 A-099 a person is site head of one of two organisations that file at the same time',
  async () => {
    const first = await desk.open({ form: smallEnterprise(), at: LATER });
    const { people } = (await first.order()).form ?? {};
    const form = { ...smallEnterprise(), ...(people && { people }) };
    const second = await desk.open({ form, at: LATER });
    expect(await submit(first)).toBe('APPLIED');
    expect(await submit(second)).toBe('INCOMPLETE');
    expect(await second.items()).toEqual(['people.P1 SITE_HEAD_ELSEWHERE']);
    expect(await first.act('withdraw')).toBe('APPLIED');
    expect(await submit(second)).toBe('APPLIED');
    expect(await submit(first)).toBe('INCOMPLETE');
  },
);

test.concurrent('R-PER-4 A-099 a person with a personal website may be site head of an organisation', async () => {
  const own = individual();
  await filingIn(desk, 'COMPLETED', { form: own });
  const filing = await desk.open({ form: { ...smallEnterprise(), people: own.people }, at: LATER });
  expect(await submit(filing)).toBe('APPLIED');
});
