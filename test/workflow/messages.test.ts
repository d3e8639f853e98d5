/** Which message goes to whom, and by which channel (A-142, domain-spec §5.8). */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { enterprise } from '../support/orders/applicants.ts';
import {
  REDELIVERY_WORKFLOW,
  redeliveryWorkflowId,
  type RedeliveryInput,
} from '../../workflows/messages/redelivery.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { type TestFiling } from '../support/desk/test-filing.ts';
import { doing } from '../support/desk/doing.ts';
import { confirmed, filingIn, ITEM, JOURNEY_POLICIES, sync, uploadPhoto } from '../support/desk/journey.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ policies: JOURNEY_POLICIES });
});
afterAll(() => desk.close());

const R1 = { by: 'R1' } as const;

/** An enterprise with entity head P1 and site heads P2 and P3, on three mobiles. */
const submitted = (): Promise<TestFiling> => filingIn(desk, 'PRELIM_REVIEW', { form: enterprise() });
const atTheBureau = (): Promise<TestFiling> => filingIn(desk, 'BUREAU_REVIEW', { form: enterprise() });

const SITE_HEADS = ['EMAIL P2', 'EMAIL P3', 'SMS P2', 'SMS P3'];
const ACCOUNT = ['EMAIL account', 'SMS account'];
const IN_APP = ['IN_APP account'];
const VERIFIERS = ['EMAIL P1', 'EMAIL P2', 'EMAIL P3', 'SMS P1', 'SMS P2', 'SMS P3'];
const everybody = (...ways: string[][]): string[] => ways.flat().toSorted();

test.concurrent('A-142 N-1: people are told that the order was submitted', async () => {
  const filing = await submitted();
  expect(await filing.told('N-1')).toEqual(everybody(SITE_HEADS, ACCOUNT, IN_APP));
});

test.concurrent(
  'N-1 is sent once for each order and day, however often the order is withdrawn and submitted',
  async () => {
    const filing = await submitted();
    const again = async () => {
      expect(await filing.act('withdraw')).toBe('APPLIED');
      expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
    };
    for (let pairs = 0; pairs < 4; pairs += 1) await again();
    const sent = [...SITE_HEADS, ...ACCOUNT];
    expect(await filing.told('N-1')).toEqual(
      everybody(
        sent,
        Array.from({ length: 5 }, () => 'IN_APP account'),
      ),
    );
    expect(await filing.act('withdraw')).toBe('APPLIED');
    await filing.edit(({ people, ...form }) => ({
      ...form,
      people: { ...people, P2: { ...people['P2'], mobile: '13800199999' } },
    }));
    expect(await filing.act('submitForReview', confirmed)).toBe('APPLIED');
    expect((await filing.told('N-1')).filter((way) => way.startsWith('SMS'))).toHaveLength(3);

    await filing.travelTo('2026-03-10 09:00');
    await again();
    expect((await filing.told('N-1')).filter((way) => way.startsWith('SMS'))).toHaveLength(6);
  },
);

test.concurrent('A-142 N-2: people are told that the provider has decided', async () => {
  const filing = await submitted();
  await filing.act('reject', { items: [ITEM] }, R1);
  expect(await filing.told('N-2')).toEqual(everybody(SITE_HEADS, ACCOUNT, IN_APP));
});

test.concurrent('A-142 N-3: people are told that something more is needed', async () => {
  const filing = await submitted();
  await doing.requestMaterial(filing);
  expect(await filing.told('N-3')).toEqual(SITE_HEADS);
});

test.concurrent('A-142 N-4: people are told that a step waits', async () => {
  const filing = await submitted();
  await filing.act('reject', { items: [ITEM] }, R1);
  await filing.travelTo('2026-03-16 10:05');
  expect(await filing.told('N-4')).toEqual(everybody(SITE_HEADS, ACCOUNT));
});

test.concurrent(
  'A-142 N-5 and N-6: people are told of the SMS by MIIT, and that the window runs out if they have not verified',
  async () => {
    const filing = await filingIn(desk, 'SMS_PENDING', { form: enterprise() });
    expect(await filing.told('N-5')).toEqual(VERIFIERS);
    await filing.party('smsVerified', { personId: 'P2' }, 'miit');
    await filing.travelTo('2026-03-10 00:00');
    expect(await filing.told('N-6')).toEqual(['SMS P1', 'SMS P3']);
  },
);

test.concurrent('A-142 N-7: people are told that a round of the SMS has failed', async () => {
  const filing = await filingIn(desk, 'RESUBMIT_WAIT', { form: enterprise() });
  expect(await filing.told('N-7')).toEqual(everybody(VERIFIERS, ACCOUNT));
});

test.concurrent('A-142 N-8: people are told that the bureau reviews', async () => {
  const filing = await atTheBureau();
  expect(await filing.told('N-8')).toEqual(everybody(SITE_HEADS, ACCOUNT, IN_APP));
});

test.concurrent(
  'A-142 N-9 and N-11: people are told that the bureau has approved and that the number is here',
  async () => {
    const filing = await atTheBureau();
    await doing.bureauDecision(filing);
    expect(await filing.told('N-9')).toEqual(everybody(VERIFIERS, ACCOUNT, IN_APP));
    await sync(filing);
    expect(await filing.told('N-11')).toEqual(everybody(SITE_HEADS, ACCOUNT, IN_APP));
  },
);

test.concurrent('A-142 N-10: people are told that the bureau has rejected', async () => {
  const filing = await filingIn(desk, 'BUREAU_REJECTED', { form: enterprise() });
  expect(await filing.told('N-10')).toEqual(everybody(VERIFIERS, ACCOUNT, IN_APP));
});

test.concurrent(
  'A-142 N-15: people are told that the order has ended without a filing, by SMS too when it expired',
  async () => {
    const [given, expired] = await Promise.all([submitted(), filingIn(desk, 'EXPIRED', { form: enterprise() })]);
    await doing.consentToCancel(given);
    expect(await given.told('N-15')).toEqual(['EMAIL account', 'IN_APP account']);
    expect(await expired.told('N-15')).toEqual(['EMAIL account', 'IN_APP account', 'SMS account']);
  },
);

test.concurrent('A-142 N-16: operators are told that provider or bureau are overdue', async () => {
  const filing = await submitted();
  await filing.travelTo('2026-03-11 18:05');
  expect(await filing.told('N-16')).toEqual(['EMAIL operator', 'IN_APP operator']);
});

test.concurrent('A-142 N-17: people are told that the backdrop is on its way', async () => {
  const filing = await filingIn(desk, 'BACKDROP_SHIPPING');
  await doing.backdropShipped(filing);
  expect(await filing.told('N-17')).toEqual(['SMS P1']);
});

test.concurrent(
  'A-142 the account is told in-app that the type is determined and that a face check has failed',
  async () => {
    const filing = await filingIn(desk, 'CONFIRMATION');
    expect(await filing.told('I-1')).toEqual(IN_APP);
    await filing.faceCheck('P1', 'FAIL');
    expect(await filing.told('I-2')).toEqual(IN_APP);
  },
);

test.concurrent('A-142 every message goes out to the address of its recipient, and the log says so', async () => {
  const form = enterprise();
  const filing = await filingIn(desk, 'PRELIM_REVIEW', { form });
  await filing.delivered();
  const log = (await filing.messages()).filter(({ channel }) => channel !== 'IN_APP');
  expect(log.map(({ status }) => status)).toEqual(log.map(() => 'SENT'));
  const sentTo = [...desk.parties.sms.sent, ...desk.parties.email.sent].map(({ to }) => to);
  expect(sentTo).toEqual(
    expect.arrayContaining([form.people['P2']?.mobile, form.people['P2']?.email, form.people['P3']?.mobile]),
  );
  expect(sentTo).not.toContain(form.people['P1']?.mobile);
});

test.concurrent.each([
  'PRELIM_REJECTED',
  'PHOTO_PENDING',
  'PHOTO_REJECTED',
  'MAIL_PENDING',
  'BUREAU_REJECTED',
] as const)('A-142 an order in %s has reminders at ten on day 7, 15 and 30, and expires after 45', async (stage) => {
  const filing = await filingIn(desk, stage);
  await filing.travelTo('2026-04-24 00:05');
  expect(await filing.whenTold('N-4')).toEqual(['2026-03-16 10:00:00', '2026-03-24 10:00:00', '2026-04-08 10:00:00']);
  expect(await filing.stage()).toBe('EXPIRED');
});

test.concurrent('A-142 a step that is done has no reminders', async () => {
  const filing = await filingIn(desk, 'PHOTO_PENDING');
  await filing.travelTo('2026-03-20 10:00');
  await uploadPhoto(filing);
  await filing.travelTo('2026-04-23 10:00');
  expect(await filing.whenTold('N-4')).toEqual(['2026-03-16 10:00:00']);
});

test.concurrent('A-142 a draft has no reminders', async () => {
  const filing = await filingIn(desk, 'CONFIRMATION');
  await filing.travelTo('2026-04-23 10:00');
  expect(await filing.told('N-4')).toEqual([]);
});

test.concurrent(
  'R-MSG-3 A-165 an SMS that was held does not delay the filing, and is sent once, whoever sends it',
  async () => {
    const form = enterprise();
    const to = '13800138017';
    form.people['P2'] = { ...form.people['P2'], mobile: to };
    desk.parties.sms.turns.set(to, ['hold']);
    const filing = await filingIn(desk, 'PRELIM_REVIEW', { form });
    const message = (await filing.messages()).find(({ channel, personId }) => channel === 'SMS' && personId === 'P2');
    const messageId = message?.id ?? '';
    const request: RedeliveryInput = { messageId, by: 'operator-1' };
    await desk.client.workflow.execute(REDELIVERY_WORKFLOW, {
      workflowId: redeliveryWorkflowId(messageId),
      taskQueue: desk.taskQueue,
      args: [request],
    });
    await filing.delivered();
    const after = (await filing.messages()).find(({ id }) => id === messageId);
    expect(after).toMatchObject({ status: 'SENT', heldAt: undefined });
    expect(desk.parties.sms.sent.filter((sms) => sms.to === to)).toHaveLength(1);
    expect(await filing.tasks()).toEqual([]);
  },
);
