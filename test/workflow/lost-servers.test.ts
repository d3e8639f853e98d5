/** Each row of R-SRV-8: a server expires or a code becomes void while the order is open. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DRAFTING_STAGES } from '../../domain/lifecycle/stage.ts';
import { enterprise } from '../support/orders/applicants.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { doing, handOverUnderWay, SYSTEM } from '../support/desk/doing.ts';
import { confirmed, filingIn, ITEM, JOURNEY_POLICIES } from '../support/desk/journey.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ policies: JOURNEY_POLICIES });
});
afterAll(() => desk.close());

const W1 = { websiteId: 'W1' };
const LOST = 'instances.W1 INSTANCE_LOST';

test.concurrent.each(DRAFTING_STAGES.slice(1))(
  'A-152 a draft in %s asks for a server again and keeps its data',
  async (stage) => {
    const filing = await filingIn(desk, stage);
    const before = await filing.slots();
    expect(await filing.act('instanceExpired', W1, SYSTEM)).toBe('APPLIED');
    expect(await filing.stage()).toBe('TYPE_DETERMINED');
    expect(await filing.servers()).toEqual([]);
    expect(await filing.slots()).toEqual(before);
  },
);

test.concurrent('A-152 a draft with another server goes on in its former state', async () => {
  const filing = await filingIn(desk, 'CONFIRMATION');
  await filing.act('codeRevoked', W1, SYSTEM);
  await filing.nameServer('W1', 'i-another');
  await filing.act('edited');
  expect(await filing.stage()).toBe('CONFIRMATION');
});

test.concurrent('A-152 a draft of several websites keeps the servers that were not lost', async () => {
  const filing = await desk.open({ form: enterprise(), at: '2026-03-09 10:00' });
  const before = await filing.servers();
  expect(before.length).toBeGreaterThan(1);
  expect(await filing.act('instanceExpired', W1, SYSTEM)).toBe('APPLIED');
  expect(await filing.servers()).toEqual(before.filter((server) => !server.includes('W1')));
});

test.concurrent('A-152 a rejection by the bureau has one more item for a server that was lost meanwhile', async () => {
  const filing = await filingIn(desk, 'BUREAU_REVIEW');
  expect(await filing.act('instanceExpired', W1, SYSTEM)).toBe('APPLIED');
  expect(await filing.told('N-14')).toEqual(['EMAIL account', 'IN_APP account']);
  await filing.party('bureauDecision', { decision: 'REJECTED', items: [ITEM] }, 'bureau');
  expect((await filing.order()).progress?.items.map(({ code }) => code)).toEqual([ITEM.code, 'INSTANCE_LOST']);
});

test.concurrent.each([
  'PRELIM_REVIEW', 'PHOTO_PENDING', 'BACKDROP_SHIPPING', 'PHOTO_REVIEW', 'PHOTO_REJECTED', 'MAIL_PENDING', 'MAIL_REVIEW',
  'READY_FOR_BUREAU', 'RESUBMIT_WAIT', 'SMS_RETURNED',
] as const)('A-152 an order in %s goes back at once, with the server as its item', async (stage) => {
  const [expired, revoked] = await Promise.all([filingIn(desk, stage), filingIn(desk, stage)]);
  expect(await expired.act('instanceExpired', W1, SYSTEM)).toBe('APPLIED');
  expect(await revoked.act('codeRevoked', W1, SYSTEM)).toBe('APPLIED');
  for (const filing of [expired, revoked]) {
    expect(await filing.stage()).toBe('PRELIM_REJECTED');
    expect(await filing.items()).toEqual([LOST]);
    expect(await filing.due('step')).toBe('2026-04-23 23:59:59');
  }
}); // prettier-ignore

test.concurrent.each(['PRELIM_REJECTED', 'BUREAU_REJECTED'] as const)(
  'A-152 an order in %s has one item more, and is submitted only with a valid server',
  async (stage) => {
    const filing = await filingIn(desk, stage);
    desk.parties.assets.instances.set(`i-${filing.orderId}-W1`, { expiresOn: '2026-03-08' });
    expect(await filing.act('instanceExpired', W1, SYSTEM)).toBe('APPLIED');
    expect(await filing.stage()).toBe(stage);
    const items = (await filing.order()).progress?.items.map(({ code }) => code);
    expect(items).toEqual(['NAME_UNCLEAR', 'INSTANCE_LOST']);
    expect(await filing.act('submitForReview', confirmed)).toBe('INCOMPLETE');
    expect(await filing.items()).toEqual(['websites.W1.instance INSTANCE_EXPIRED']);
    await filing.nameServer('W1', `i-${filing.orderId}-new`);
    expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
  },
);

test.concurrent('A-152 a server renewed before the customer acted is no item any more', async () => {
  const filing = await filingIn(desk, 'PRELIM_REJECTED');
  await filing.act('instanceExpired', W1, SYSTEM);
  expect(await filing.act('instanceExpired', W1, SYSTEM)).toBe('ALREADY_DONE');
  expect(await filing.act('instanceRenewed', W1, SYSTEM)).toBe('APPLIED');
  expect((await filing.order()).progress?.items.map(({ code }) => code)).toEqual(['NAME_UNCLEAR']);
  expect(await filing.act('instanceRenewed', W1, SYSTEM)).toBe('NO_EFFECT');
});

test.concurrent(
  'A-152 an order that went back for its server is complete again when the server is renewed',
  async () => {
    const filing = await filingIn(desk, 'PRELIM_REVIEW');
    await filing.act('instanceExpired', W1, SYSTEM);
    expect(await filing.act('instanceRenewed', W1, SYSTEM)).toBe('APPLIED');
    expect((await filing.order()).progress?.items).toEqual([]);
    expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
  },
);

test.concurrent(
  'A-152 an expired order stays expired, and asks for another server when it is reactivated',
  async () => {
    const filing = await filingIn(desk, 'EXPIRED');
    desk.parties.assets.instances.set(`i-${filing.orderId}-W1`, { expiresOn: '2026-03-08' });
    expect(await filing.act('instanceExpired', W1, SYSTEM)).toBe('APPLIED');
    expect(await filing.stage()).toBe('EXPIRED');
    await filing.act('reactivate');
    expect(await filing.stage()).toBe('TYPE_DETERMINED');
  },
);

test.concurrent.each(['SMS_PENDING', 'BUREAU_REVIEW'] as const)(
  'A-152 an order in %s is locked and stays, and an operator is told',
  async (stage) => {
    const filing = await filingIn(desk, stage);
    expect(await filing.act('instanceExpired', W1, SYSTEM)).toBe('APPLIED');
    expect(await filing.stage()).toBe(stage);
    expect(await filing.tasks()).toEqual(['INSTANCE_LOST_AT_BUREAU']);
  },
);

test.concurrent('A-152 an order that MIIT returns after its server was lost goes back to the applicant', async () => {
  const filing = await filingIn(desk, 'SMS_PENDING');
  await filing.act('instanceExpired', W1, SYSTEM);
  expect(await doing.smsReturned(filing)).toBe('APPLIED');
  expect(await filing.stage()).toBe('PRELIM_REJECTED');
  expect(await filing.items()).toContain(LOST);
});

test.concurrent('A-152 an order that is being handed over is locked already', async () => {
  const filing = await filingIn(desk, 'READY_FOR_BUREAU');
  await handOverUnderWay(desk, filing, 'forwardToBureau');
  expect(await filing.act('instanceExpired', W1, SYSTEM)).toBe('APPLIED');
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
  expect(await doing.forwardAccepted(filing)).toBe('APPLIED');
  expect(await filing.stage()).toBe('SMS_PENDING');
});

test.concurrent('A-152 an approved order is unaffected', async () => {
  const filing = await filingIn(desk, 'BUREAU_APPROVED');
  expect(await filing.act('instanceExpired', W1, SYSTEM)).toBe('APPLIED');
  expect(await filing.stage()).toBe('BUREAU_APPROVED');
  expect(await filing.tasks()).toEqual([]);
  expect(await doing.recordSynced(filing)).toBe('APPLIED');
  expect(await filing.stage()).toBe('COMPLETED');
});
