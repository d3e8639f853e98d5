/**
 * Domains, servers and records that cannot be looked up while an order is checked. The caller is told to try again or that
 * an operator must mend it. No order is sent back for it, and everything else about the order goes on.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { atSms, smsSent } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { type TestFiling } from '../support/desk/test-filing.ts';
import { confirmed, filingIn, ITEM } from '../support/desk/journey.ts';
import type { Channel } from '../support/parties/parties.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

const R1 = { by: 'R1' } as const;
const R2 = { by: 'R2' } as const;
const submit = (filing: TestFiling) => filing.act('submitForReview', confirmed);

async function namesOf(filing: TestFiling) {
  const { form } = await filing.order();
  const domain = form?.websites['W1']?.domain ?? '';
  return { domain, server: `i-${filing.orderId}-W1`, certificate: form?.entity.certificateNumber ?? '' };
}
const domainIs = async (filing: TestFiling, channel: Channel) =>
  desk.parties.assets.failing.set((await namesOf(filing)).domain, channel);
const serverIs = async (filing: TestFiling, channel: Channel) =>
  desk.parties.assets.failing.set((await namesOf(filing)).server, channel);
const recordIs = async (filing: TestFiling, channel: Channel) =>
  desk.parties.bureau.failing.set((await namesOf(filing)).certificate, channel);

test.concurrent(
  'R-SM-18 an outage refuses the submission with the advice to try again, and it succeeds afterwards',
  async () => {
    const filing = await filingIn(desk, 'CONFIRMATION');
    await domainIs(filing, 'down');
    expect(await submit(filing)).toBe('LOOK_UP_UNAVAILABLE');
    expect(await filing.items()).toEqual(['websites.W1.domain DOMAIN_NOT_CHECKED']);
    expect(await filing.tasks()).toEqual([]);
    await domainIs(filing, 'up');
    expect(await submit(filing)).toBe('APPLIED');
  },
);

test.concurrent('an outage never hides what is missing', async () => {
  const filing = await filingIn(desk, 'CONFIRMATION');
  await serverIs(filing, 'down');
  await filing.takeOut('checklist-form');
  expect(await submit(filing)).toBe('INCOMPLETE');
  expect(await filing.items()).toEqual([
    'documents.checklist-form MISSING',
    'websites.W1.instance INSTANCE_NOT_CHECKED',
  ]);
});

test.concurrent(
  'a look-up that is refused for good stops the submission only, and is the task of an operator',
  async () => {
    const filing = await filingIn(desk, 'CONFIRMATION');
    await serverIs(filing, 'refuse');
    expect(await submit(filing)).toBe('INCOMPLETE');
    expect(await filing.items()).toEqual(['websites.W1.instance INSTANCE_NOT_CHECKED']);
    expect(await filing.tasks()).toEqual(['LOOK_UP_NEEDS_PERSON']);
    await filing.act('edited');
    expect(await filing.stage()).toBe('CONFIRMATION');
    await serverIs(filing, 'up');
    expect(await submit(filing)).toBe('APPLIED');
    expect(await filing.tasks()).toEqual([]);
  },
);

test.concurrent.each(['down', 'refuse'] as const)(
  'R-SM-14 an order can be abandoned and cancelled, and expires, while a look-up has the result %s',
  async (channel) => {
    const [given, cancelled, forgotten] = await Promise.all([
      filingIn(desk, 'CONFIRMATION'),
      filingIn(desk, 'READY_FOR_BUREAU'),
      filingIn(desk, 'CONFIRMATION'),
    ]);
    for (const filing of [given, cancelled, forgotten]) await domainIs(filing, channel);
    await submit(given);
    expect(await given.act('abandon')).toBe('APPLIED');
    await cancelled.act('forwardToBureau', {}, R2);
    await cancelled.act('operatorCancel', { reason: 'asked for by phone' }, { by: 'O1' });
    expect(await cancelled.act('consentToCancel', {}, { by: 'O2' })).toBe('APPLIED');
    await submit(forgotten);
    await forgotten.travelTo('2026-04-24 00:05');
    expect(await forgotten.stage()).toBe('EXPIRED');
  },
);

test.concurrent('reviewers are told to try again, too', async () => {
  const filing = await filingIn(desk, 'PRELIM_REVIEW');
  await domainIs(filing, 'down');
  expect(await filing.act('approve', {}, R1)).toBe('LOOK_UP_UNAVAILABLE');
  expect(await filing.act('reject', { items: [ITEM] }, R1)).toBe('APPLIED');
});

test.concurrent(
  "R-TYPE-5 a submission looks MIIT's record up again, an outage refuses it for now, and a refused look-up is a task",
  async () => {
    const filing = await filingIn(desk, 'CONFIRMATION');
    await recordIs(filing, 'down');
    expect(await submit(filing)).toBe('LOOK_UP_UNAVAILABLE');
    expect(await filing.items()).toEqual(['websites.W1.domain RECORD_NOT_CHECKED']);
    await recordIs(filing, 'refuse');
    expect(await submit(filing)).toBe('INCOMPLETE');
    expect(await filing.items()).toEqual(['websites.W1.domain TYPE_UNCLEAR']);
    expect(await filing.tasks()).toEqual(['TYPE_UNCLEAR']);
    await recordIs(filing, 'up');
    expect(await submit(filing)).toBe('APPLIED');
  },
);

test.concurrent(
  'A-173 R-TYPE-5 an order whose type has changed since the draft is refused with the new type',
  async () => {
    const filing = await filingIn(desk, 'CONFIRMATION');
    const { certificate } = await namesOf(filing);
    desk.parties.bureau.lookUps.set(certificate, { entityFiled: true });
    expect(await submit(filing)).toBe('TYPE_CHANGED');
    expect(await filing.items()).toEqual(['websites.W1.domain TYPE_IS_NEW_SITE_ELSEWHERE']);
    expect(await filing.stage()).toBe('CONFIRMATION');
  },
);

test.concurrent('R-TYPE-3 a record that fits no case becomes an operator task', async () => {
  const filing = await filingIn(desk, 'CONFIRMATION');
  const { certificate } = await namesOf(filing);
  desk.parties.bureau.lookUps.set(certificate, { domainFiled: true, domainOfEntity: true });
  expect(await submit(filing)).toBe('TYPE_CHANGED');
  expect(await filing.items()).toEqual(['websites.W1.domain TYPE_UNCLEAR']);
  expect(await filing.tasks()).toEqual(['TYPE_UNCLEAR']);
});

test.concurrent(
  'R-SMS-18 an outage does not make a returned order non-compliant, and the hand-over waits for its end',
  async () => {
    const filing = await atSms(desk, { form: smallEnterprise(), at: '2026-04-13 10:00' });
    await domainIs(filing, 'down');
    await filing.travelTo('2026-04-14 10:06');
    expect(await filing.stage()).toBe('RESUBMIT_WAIT');
    await filing.travelTo('2026-04-15 10:10');
    expect(await filing.stage()).toBe('RESUBMIT_WAIT');
    expect(await filing.due('resubmit')).toMatch(/^2026-04-15 10:2/);
    expect(await filing.act('callOutcome', { outcome: 'REACHED_NO_CHANGE' }, R1)).toBe('APPLIED');
    await domainIs(filing, 'up');
    await filing.travelTo('2026-04-15 10:45');
    await filing.reaches('SMS_PENDING');
    await smsSent(filing, '2026-04-15 10:46');
  },
);

test.concurrent('a refused look-up does not send a waiting order back either, and an operator is told', async () => {
  const filing = await atSms(desk, { form: smallEnterprise(), at: '2026-04-13 10:00' });
  await serverIs(filing, 'refuse');
  await filing.travelTo('2026-04-15 10:10');
  expect(await filing.stage()).toBe('RESUBMIT_WAIT');
  expect(await filing.tasks()).toContain('LOOK_UP_NEEDS_PERSON');
});
