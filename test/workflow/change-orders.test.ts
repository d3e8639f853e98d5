/** Orders that change a record, from the draft to the record: timeline (f) of §15, what is handed over, and what is served meanwhile. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rulesReader } from '../../store/policy/rules.ts';
import { randomUUID } from 'node:crypto';
import type { AccountId } from '../../domain/identifiers.ts';
import type { Entity, OrderForm } from '../../domain/order/form.ts';
import { saveAccount } from '../../store/accounts/accounts.ts';
import { listDuties } from '../../store/duties/duties.ts';
import { recordOfDomain } from '../support/orders/record-of-domain.ts';
import { mayBeServed } from '../../usecases/record/access-gate.ts';
import { recordOfAccount } from '../support/orders/record-of-account.ts';
import { enterprise, smallEnterprise } from '../support/orders/applicants.ts';
import { applied, smsSent } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { confirmed } from '../support/desk/journey.ts';
import { reading, type TestFiling } from '../support/desk/test-filing.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

/** Whether the network serves the domain, by the clock of the filing. */
async function served(filing: TestFiling, domain: string): Promise<boolean> {
  const now = await filing.now();
  const { database, vault } = desk;
  const { serve } = await mayBeServed(
    { database, vault, rules: rulesReader(database), now: () => now },
    domain,
    'MAINLAND',
  );
  return serve;
}
const recordOf = (domain: string) => recordOfDomain(desk.database, desk.vault, domain);
/** The numbers that the record of an order's account has. */
async function numbersOf(filing: TestFiling) {
  const { content } = await filing.order();
  if (content?.kind !== 'CHANGES') throw new Error('the order changes nothing');
  return { entityNumber: content.record.entityNumber, websites: [] };
}
async function throughTheBureau(filing: TestFiling): Promise<void> {
  await applied(filing.act('submitForReview', confirmed));
  await applied(filing.act('approve', {}, { by: 'R1' }));
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  if ((await filing.stage()) !== 'BUREAU_REVIEW') {
    await filing.reaches('SMS_PENDING');
    const { progress } = await filing.order();
    for (const [personId] of progress?.sms?.groups ?? [])
      await applied(filing.party('smsVerified', { personId }, 'miit'));
  }
  await filing.reaches('BUREAU_REVIEW');
  await applied(filing.party('bureauDecision', { decision: 'APPROVED' }, 'bureau'));
}

test('A-104 A-168 timeline (f): a new entity head of an enterprise in Sichuan, row by row', async () => {
  const form = smallEnterprise('SC');
  const domain = form.websites['W1']?.domain ?? '';
  const head = enterprise('SC').people['P1'];
  const P2 = {
    ...head,
    name: '赵新人',
    mobile: '13980013999',
    email: 'new-head@example.cn',
    legalRepresentative: true,
  };
  const changes = { entity: { headId: 'P2' }, people: { P1: null, P2 } };
  const filing = await desk.open({ form, at: '2026-09-16 17:00', type: 'CHANGE_ENTITY', changes });
  const passed: [string, boolean][] = [];
  const look = async () => passed.push([await filing.stage(), await served(filing, domain)]);

  expect(await filing.stage()).toBe('CONFIRMATION');
  await look();
  await filing.travelTo('2026-09-17 10:00');
  expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
  expect(await filing.due('review')).toBe('2026-09-18 18:00:00');
  expect(await filing.told('N-1')).toContain('SMS P2');
  await look();

  await filing.travelTo('2026-09-18 11:00');
  expect(await filing.act('approve', {}, { by: 'R1' })).toBe('APPLIED');
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
  const forward = (await filing.order()).progress?.dues.find(({ kind }) => kind === 'forward');
  expect([forward?.earliest, forward?.at].map((at) => at && reading(at))).toEqual([
    '2026-09-20 18:00:00',
    '2026-09-22 18:00:00',
  ]);
  await look();

  await filing.travelTo('2026-09-20 10:00');
  expect(await filing.act('forwardToBureau', {}, { by: 'R2' })).toBe('APPLIED');
  await filing.reaches('SMS_PENDING');
  expect(await filing.told('N-5')).toEqual(['EMAIL P2', 'SMS P2']);
  await smsSent(filing, '2026-09-20 10:05');
  expect(await filing.due('sms')).toBe('2026-09-21 10:05:00');
  await look();

  await filing.travelTo('2026-09-20 10:25');
  expect(await filing.party('smsVerified', { personId: 'P2' }, 'miit')).toBe('APPLIED');
  expect(await filing.stage()).toBe('BUREAU_REVIEW');
  expect(await filing.due('bureau')).toBe('2026-10-23 18:00:00');
  expect(await filing.expected()).toEqual(['2026-10-23 18:00:00', '2026-10-23 18:00:00']);
  await look();

  await filing.travelTo('2026-10-23 10:00');
  expect(await filing.party('bureauDecision', { decision: 'APPROVED' }, 'bureau')).toBe('APPLIED');
  expect(await filing.due('sync')).toBe('2026-10-27 18:00:00');
  expect(await filing.told('N-9')).toContain('SMS P2');
  await look();

  await filing.travelTo('2026-10-26 09:30');
  expect(await filing.party('recordSynced', await numbersOf(filing), 'miit')).toBe('APPLIED');
  expect(await filing.stage()).toBe('COMPLETED');
  expect((await recordOf(domain))?.details?.head?.name).toBe('赵新人');
  expect(await listDuties(desk.database, { orderId: filing.orderId })).toEqual([]);
  await look();

  expect(passed).toEqual([
    ['CONFIRMATION', true],
    ['PRELIM_REVIEW', true],
    ['READY_FOR_BUREAU', true],
    ['SMS_PENDING', true],
    ['BUREAU_REVIEW', true],
    ['BUREAU_APPROVED', true],
    ['COMPLETED', true],
  ]);
  expect((await filing.steps()).filter((step) => step.includes('MAIL'))).toEqual([]);
});

test.concurrent.each([
  ['the head of the entity', { people: { P1: { documentValidUntil: '2026-03-08' } } }],
  ['the entity itself', { entity: { certificateValidUntil: '2026-03-08' } }],
] as const)(
  'A-109 R-CHG-6 a further website waits while the document of %s has expired on record, until the change is completed',
  async (_whose, expired: { people?: OrderForm['people']; entity?: Partial<Entity> }) => {
    const { people, entity } = expired;
    const form = smallEnterprise();
    const accountId = `account-${randomUUID()}`;
    await saveAccount(desk.database, desk.vault, { id: accountId as AccountId, verified: true });
    await recordOfAccount(desk, accountId, {
      ...form,
      entity: { ...form.entity, ...entity },
      people: { P1: { ...form.people['P1'], ...people?.['P1'] } },
    });
    desk.parties.bureau.lookUps.set(form.entity.certificateNumber ?? '', { entityFiled: true, entityHere: true });
    const further = async (at: string) => {
      const domain = `further-${form.websites['W1']?.domain}`;
      const W1 = { ...form.websites['W1'], domain, homeUrl: `https://${domain}/` };
      const filing = await desk.open({ form: { ...form, websites: { W1 } }, at, type: 'NEW_SITE_HERE', accountId });
      const outcome = await filing.act('submitForReview', confirmed);
      return { filing, outcome };
    };
    const onLastDay = await further('2026-03-08 10:00');
    expect(onLastDay.outcome).toBe('APPLIED');
    await applied(onLastDay.filing.act('withdraw'));
    await applied(onLastDay.filing.act('abandon'));

    const dayAfter = await further('2026-03-09 10:00');
    expect(dayAfter.outcome).toBe('INCOMPLETE');
    expect(await dayAfter.filing.items()).toEqual(['websites.W1.domain ENTITY_CHANGE_FIRST']);
    expect((await dayAfter.filing.order()).type).toBe('NEW_SITE_HERE');
    await applied(dayAfter.filing.act('abandon'));

    const changes = people
      ? { people: { P1: { documentValidUntil: '2046-03-08' } } }
      : { entity: { certificateValidUntil: '2046-03-08' } };
    const change = await desk.open({ form, at: '2026-03-09 11:00', type: 'CHANGE_ENTITY', changes, accountId });
    await throughTheBureau(change);
    expect(await change.party('recordSynced', await numbersOf(change), 'miit')).toBe('APPLIED');
    expect(await change.stage()).toBe('COMPLETED');
    expect((await further('2026-04-20 10:00')).outcome).toBe('APPLIED');
  },
);

test.concurrent(
  'A-010 the bureau gets the changed record, its numbers, and each field with its old and its new value',
  async () => {
    const form = smallEnterprise();
    const changes = { people: { P1: { mobile: '13980013998' } } };
    const filing = await desk.open({ form, at: '2026-03-09 10:00', type: 'CHANGE_ENTITY', changes });
    await throughTheBureau(filing);
    const { entityNumber } = await numbersOf(filing);
    const handed = desk.parties.bureau.handOvers.find(({ orderId }) => orderId === filing.orderId);
    expect(handed).toMatchObject({
      type: 'CHANGE_ENTITY',
      form: { people: { P1: { mobile: '13980013998' } } },
      changes: {
        entityNumber,
        websiteNumbers: {},
        fields: [{ path: 'people.P1.mobile', before: form.people['P1']?.mobile, after: '13980013998' }],
      },
    });
  },
);

test.concurrent('R-CHG-9 a change of one website changes that website on record and no other', async () => {
  const form = enterprise('LN');
  const changes = { websites: { W1: { name: '示例科技新产品介绍' } } };
  const websites = [form.websites['W1']?.domain ?? ''];
  const filing = await desk.open({ form, at: '2026-03-09 10:00', type: 'CHANGE_SITE', changes, websites });
  expect(await filing.stage()).toBe('CONFIRMATION');
  await throughTheBureau(filing);
  expect(await filing.party('recordSynced', await numbersOf(filing), 'miit')).toBe('APPLIED');
  expect(await filing.stage()).toBe('COMPLETED');
  expect((await recordOf(websites[0] ?? ''))?.websites[0]?.details?.website.name).toBe('示例科技新产品介绍');
  const other = form.websites['W2'];
  expect((await recordOf(other?.domain ?? ''))?.websites[0]?.details?.website.name).toBe(other?.name);
});

test.concurrent(
  'A-072 a new server alone is a change of the website, and its access is on record at the new server',
  async () => {
    const form = smallEnterprise();
    const domain = form.websites['W1']?.domain ?? '';
    const filing = await desk.open({ form, at: '2026-03-09 10:00', type: 'CHANGE_SITE' });
    expect(await filing.stage()).toBe('INSTANCE_VERIFIED');
    await filing.nameServer('W1', 'i-new-region');
    await filing.act('edited');
    expect(await filing.stage()).toBe('CONFIRMATION');
    await throughTheBureau(filing);
    expect(await filing.party('recordSynced', await numbersOf(filing), 'miit')).toBe('APPLIED');
    expect((await recordOf(domain))?.websites[0]?.access?.instanceId).toBe('i-new-region');
  },
);

test.concurrent(
  'A-107 a new name needs the letter of the commerce office, whose scan may show the checklist form too',
  async () => {
    const changes = { entity: { name: '山东新示例科技有限公司' } };
    const filing = await desk.open({ form: smallEnterprise(), at: '2026-03-09 10:00', type: 'CHANGE_ENTITY', changes });
    await filing.takeOut('change-letter');
    await filing.act('edited');
    expect(await filing.act('submitForReview', confirmed)).toBe('INCOMPLETE');
    expect(await filing.items()).toEqual(['documents.change-letter MISSING']);
    await filing.upload('change-letter');
    await filing.act('edited');
    expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
  },
);

test.concurrent(
  'A-104 an entity change that the bureau rejects is corrected and handed over again, and the record stays meanwhile',
  async () => {
    const form = smallEnterprise();
    const changes = { entity: { remark: '备注' } };
    const filing = await desk.open({ form, at: '2026-03-09 10:00', type: 'CHANGE_ENTITY', changes });
    await applied(filing.act('submitForReview', confirmed));
    await applied(filing.act('approve', {}, { by: 'R1' }));
    await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
    await filing.reaches('SMS_PENDING');
    await applied(filing.party('smsVerified', { personId: 'P1' }, 'miit'));
    const items = [{ path: 'entity.remark', code: 'UNCLEAR', advice: 'Say more.' }];
    await applied(filing.party('bureauDecision', { decision: 'REJECTED', items }, 'bureau'));
    expect((await recordOf(form.websites['W1']?.domain ?? ''))?.details?.entity.remark).toBeUndefined();
    await filing.edit(({ entity, ...rest }) => ({ ...rest, entity: { ...entity, remark: '更多备注' } }));
    expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
    expect(await filing.stage()).toBe('PRELIM_REVIEW');
  },
);
