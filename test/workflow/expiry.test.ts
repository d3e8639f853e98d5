/** Orders that nobody works on expire, are kept, and are reactivated or erased (A-151, R-SM-10, R-SM-13). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { filingIn, ITEM } from '../support/desk/journey.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

test.concurrent(
  'A-151 a draft without an edit for 45 days expires, which frees place and server and keeps the data',
  async () => {
    const filing = await filingIn(desk, 'CONFIRMATION');
    expect(await filing.due('draft')).toBe('2026-04-23 23:59:59');
    await filing.travelTo('2026-04-23 23:55');
    expect(await filing.stage()).toBe('CONFIRMATION');
    await filing.travelTo('2026-04-24 00:05');
    expect(await filing.stage()).toBe('EXPIRED');
    expect(await filing.due('kept')).toBe('2027-04-23 23:59:59');
    expect(await filing.servers()).toEqual([]);
    expect((await filing.order()).form?.entity.name).toBe('山东示例科技有限公司');
    const next = await desk.open({ form: smallEnterprise(), at: '2026-04-24 10:00', accountId: filing.accountId });
    expect(await next.stage()).toBe('CONFIRMATION');
  },
);

test.concurrent('A-151 every edit gives a draft 45 days more', async () => {
  const filing = await filingIn(desk, 'CONFIRMATION');
  await filing.travelTo('2026-04-10 10:00');
  await filing.save((form) => form);
  await filing.travelTo('2026-05-25 23:50');
  expect(await filing.stage()).toBe('CONFIRMATION');
  expect(await filing.due('draft')).toBe('2026-05-25 23:59:59');
  await filing.travelTo('2026-05-26 00:05');
  expect(await filing.stage()).toBe('EXPIRED');
});

test.concurrent(
  'A-151 an expired order that was submitted goes to the review again when nothing is missing',
  async () => {
    const filing = await filingIn(desk, 'EXPIRED');
    await filing.travelTo('2026-05-11 10:00');
    expect(await filing.act('reactivate')).toBe('APPLIED');
    expect(await filing.stage()).toBe('PRELIM_REVIEW');
    expect((await filing.order()).round).toBe(2);
    expect(await filing.due('review')).toBe('2026-05-13 18:00:00');
    expect(await filing.servers()).toEqual(['W1']);
  },
);

test.concurrent(
  'A-151 an expired draft that was never submitted goes back to drafting and has 45 days again',
  async () => {
    const filing = await filingIn(desk, 'CONFIRMATION');
    await filing.travelTo('2026-05-11 10:00');
    expect(await filing.act('reactivate')).toBe('APPLIED');
    expect(await filing.stage()).toBe('AUTHENTICITY_PENDING');
    expect(await filing.due('draft')).toBe('2026-06-25 23:59:59');
    await filing.faceCheck('P1', 'PASS');
    expect(await filing.stage()).toBe('CONFIRMATION');
    expect(await filing.act('submitForReview', { confirmed: true })).toBe('APPLIED');
  },
);

test.concurrent(
  'A-151 an expired order in which something is missing goes back to the first missing item',
  async () => {
    const filing = await filingIn(desk, 'EXPIRED');
    await filing.takeOut('checklist-form');
    expect(await filing.act('reactivate')).toBe('APPLIED');
    expect(await filing.stage()).toBe('MATERIALS_PENDING');
  },
);

test.concurrent('A-151 an expired order whose server was lost asks for another one', async () => {
  const filing = await filingIn(desk, 'EXPIRED');
  desk.parties.assets.instances.set(`i-${filing.orderId}-W1`, null);
  expect(await filing.act('reactivate')).toBe('APPLIED');
  expect(await filing.stage()).toBe('TYPE_DETERMINED');
});

test.concurrent(
  'A-151 R-SM-13 an expired order whose type no longer fits the record goes back to the type check',
  async () => {
    const filing = await filingIn(desk, 'EXPIRED');
    const { form } = await filing.order();
    desk.parties.bureau.lookUps.set(form?.entity.certificateNumber ?? '', { entityFiled: true });
    expect(await filing.act('reactivate')).toBe('APPLIED');
    expect(await filing.items()).toEqual(['websites.W1.domain TYPE_IS_NEW_SITE_ELSEWHERE']);
    expect(await filing.order()).toMatchObject({ stage: 'DRAFT', type: undefined, holdsPlace: true });
    await filing.act('edited');
    expect(await filing.stage()).toBe('DRAFT');
    await filing.setType('NEW_SITE_ELSEWHERE');
    await filing.act('edited');
    expect(await filing.stage()).toBe('CONFIRMATION');
    expect(await filing.act('submitForReview', { confirmed: true })).toBe('APPLIED');
  },
);

test.concurrent(
  'A-151 R-ORD-12 an expired order whose domain another order files meanwhile goes back to drafting',
  async () => {
    const form = smallEnterprise();
    const filing = await filingIn(desk, 'EXPIRED', { form });
    const { entity, people } = smallEnterprise();
    await filingIn(desk, 'PRELIM_REVIEW', {
      form: { entity, people, websites: form.websites },
      at: '2026-05-11 10:00',
    });
    expect(await filing.act('reactivate')).toBe('APPLIED');
    expect(await filing.items()).toEqual(['websites.W1.domain DOMAIN_IN_OPEN_ORDER']);
    expect(await filing.stage()).toBe('CONFIRMATION');
    expect(await filing.act('submitForReview', { confirmed: true })).toBe('INCOMPLETE');
  },
);

test.concurrent(
  'A-151 an order is not reactivated while the record cannot be looked up, and is afterwards',
  async () => {
    const filing = await filingIn(desk, 'EXPIRED');
    const { form } = await filing.order();
    desk.parties.bureau.failing.set(form?.entity.certificateNumber ?? '', 'down');
    expect(await filing.act('reactivate')).toBe('LOOK_UP_UNAVAILABLE');
    expect(await filing.order()).toMatchObject({ stage: 'EXPIRED', holdsPlace: false });
    desk.parties.bureau.failing.delete(form?.entity.certificateNumber ?? '');
    expect(await filing.act('reactivate')).toBe('APPLIED');
    expect(await filing.stage()).toBe('PRELIM_REVIEW');
  },
);

test.concurrent('A-151 an expired order is not reactivated while another one has its place', async () => {
  const filing = await filingIn(desk, 'EXPIRED');
  const other = await desk.open({ form: smallEnterprise(), at: '2026-05-11 10:00', accountId: filing.accountId });
  expect(await filing.act('reactivate')).toBe('PLACE_TAKEN');
  expect(await filing.stage()).toBe('EXPIRED');
  expect(await filing.servers()).toEqual([]);
  await other.act('abandon');
  expect(await filing.act('reactivate')).toBe('APPLIED');
});

test.concurrent(
  'A-076 R-ACC-1 an expired order is not reactivated when its account has filed another entity meanwhile',
  async () => {
    const filing = await filingIn(desk, 'EXPIRED');
    const { accountId } = filing;
    const from = await desk.open({ form: smallEnterprise(), at: '2026-05-11 10:00', accountId });
    await filingIn(desk, 'COMPLETED', { from });
    await filing.travelTo('2026-07-01 10:00');
    expect(await filing.act('reactivate')).toBe('ANOTHER_ENTITY');
    expect(await filing.order()).toMatchObject({ stage: 'EXPIRED', holdsPlace: false });
    expect(await filing.items()).toEqual(['websites.W1.domain ACCOUNT_OF_ANOTHER_ENTITY']);
    const own = await desk.open({ form: smallEnterprise(), at: '2026-07-01 11:00' });
    expect(await own.act('submitForReview', { confirmed: true })).toBe('APPLIED');
  },
);

test.concurrent('A-151 an expired order is erased after 365 days', async () => {
  const filing = await filingIn(desk, 'EXPIRED');
  const keys = [...desk.parties.documents.contents.keys()].filter((key) => key.startsWith(filing.orderId));
  expect(keys).not.toEqual([]);
  await filing.travelTo('2027-04-23 23:50');
  expect(await filing.stage()).toBe('EXPIRED');
  await filing.travelTo('2027-04-24 00:05');
  await filing.handle.result();
  const order = await filing.order();
  expect(order.stage).toBe('ABANDONED');
  expect(order.form).toBeUndefined();
  expect([...desk.parties.documents.contents.keys()].filter((key) => key.startsWith(filing.orderId))).toEqual([]);
});

test.concurrent('R-SM-1 every entry into a waiting step starts a clock of its own', async () => {
  const filing = await filingIn(desk, 'PRELIM_REJECTED');
  await filing.travelTo('2026-04-13 10:00');
  await filing.act('submitForReview', { confirmed: true });
  await filing.act('reject', { items: [ITEM] }, { by: 'R1' });
  expect(await filing.due('step')).toBe('2026-05-28 23:59:59');
});

test.concurrent('R-SM-10 a withdrawn order has 45 days from its withdrawal', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  await filing.travelTo('2026-05-11 10:00');
  expect(await filing.act('withdraw')).toBe('APPLIED');
  expect(await filing.due('draft')).toBe('2026-06-25 23:59:59');
});
