import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SMS_TEMPLATES } from '../../domain/messages/texts/sms-templates.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { enterprise, individual, smallEnterprise } from '../support/orders/applicants.ts';
import { applied, atSms, everybodyVerifies, readyForBureau, smsSent, told } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { reading, type TestFiling } from '../support/desk/test-filing.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({
    policies: [
      policy('sms.resubmit', 'USER_IMMEDIATE', { province: 'AH', orderType: 'FIRST' }),
      policy('sms.maxAutoResubmits', 1, { province: 'HA', orderType: 'FIRST' }),
    ],
  });
});
afterAll(() => desk.close());

function policy(key: string, value: unknown, scope: object): object {
  return { key, scope, validFrom: '2026-01-01', value, source: 'set by a test' };
}

/** An order that nobody verifies. MIIT's SMS was sent at 10:05, and the window of the round closes 24 hours later. */
const OPENED = '2026-04-03 10:00';
const CLOSES = '2026-04-04 10:05:00';
const JUST_AFTER = '2026-04-04 10:05:01';

test.concurrent('A-050: the bureau reviews only what the provider approved and everybody has verified', async () => {
  const filing = await readyForBureau(desk, { form: enterprise(), at: OPENED });
  expect(await filing.party('smsVerified', { personId: 'P1', handOver: 1 }, 'miit')).toBe('WRONG_STAGE');
  expect(await filing.act('forwardAccepted', { handOver: 1 }, { as: 'bureau', anyVisit: true })).toBe(
    'STALE_HAND_OVER',
  );
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');

  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  await filing.reaches('SMS_PENDING');
  await smsSent(filing, '2026-04-03 10:05');
  expect(await filing.due('sms')).toBe(CLOSES);
  for (const personId of ['P1', 'P2']) {
    expect(await filing.party('smsVerified', { personId }, 'miit')).toBe('APPLIED');
    expect(await filing.stage()).toBe('SMS_PENDING');
  }
  expect(await filing.party('smsVerified', { personId: 'P4' }, 'miit')).toBe('UNKNOWN_PERSON');
  expect(await filing.party('smsVerified', { personId: 'P2' }, 'miit')).toBe('ALREADY_DONE');
  expect(await filing.stage()).toBe('SMS_PENDING');
  expect(await filing.party('smsVerified', { personId: 'P3' }, 'miit')).toBe('APPLIED');
  expect(await filing.stage()).toBe('BUREAU_REVIEW');
  expect(await told(filing, 'N-5')).toEqual(['EMAIL P1', 'EMAIL P2', 'EMAIL P3', 'SMS P1', 'SMS P2', 'SMS P3']);
});

test.concurrent('A-050: a second notice of MIIT does not open the window again', async () => {
  const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
  expect(await filing.party('smsStarted', { sentAt: '2026-04-03T18:00:00+08:00' }, 'miit')).toBe('ALREADY_DONE');
  expect(await filing.act('smsResendRequested', { personId: 'P1' })).toBe('APPLIED');
  expect(await filing.due('sms')).toBe(CLOSES);
});

test.concurrent('A-108: an order at MIIT cannot be edited, withdrawn or abandoned', async () => {
  const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
  const before = await filing.order();
  for (const action of ['edited', 'withdraw', 'abandon', 'submitForReview'] as const) {
    expect(await filing.act(action, action === 'submitForReview' ? { confirmed: true } : {})).toBe('LOCKED_AT_BUREAU');
  }
  expect(await filing.act('operatorCancel', { reason: 'asked by phone' }, { by: 'O1' })).toBe('LOCKED_AT_BUREAU');
  const after = await filing.order();
  expect({ stage: after.stage, visit: after.visit, form: after.form }).toEqual({
    stage: 'SMS_PENDING',
    visit: before.visit,
    form: before.form,
  });
});

test.concurrent(
  'A-130: an unchanged order that was not verified within 24 h is handed over again 24 h later',
  async () => {
    const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
    await filing.travelTo('2026-04-03 22:05:01');
    expect(await told(filing, 'N-6')).toEqual(['SMS P1']);
    await filing.travelTo('2026-04-04 06:05:01');
    expect(await told(filing, 'N-6')).toEqual(['SMS P1', 'SMS P1']);

    await filing.travelTo(JUST_AFTER);
    expect(await filing.stage()).toBe('RESUBMIT_WAIT');
    expect(await filing.due('resubmit')).toBe('2026-04-05 10:05:00');
    expect(await told(filing, 'N-7')).toEqual(['EMAIL P1', 'EMAIL account', 'SMS P1', 'SMS account']);
    expect(await filing.tasks()).toEqual(['CALL_BEFORE_RESUBMISSION']);
    expect(await passed(filing, 'sms')).toEqual([
      { step: 'SMS_PENDING → SMS_RETURNED', due: CLOSES, at: CLOSES },
      { step: 'SMS_RETURNED → RESUBMIT_WAIT', due: CLOSES, at: CLOSES },
    ]);

    expect(await filing.act('callOutcome', { outcome: 'NO_ANSWER' }, { by: 'R1' })).toBe('APPLIED');
    await filing.travelTo('2026-04-05 10:05:01');
    await filing.reaches('SMS_PENDING');
    expect(await passed(filing, 'resubmit')).toEqual([
      { step: 'RESUBMIT_WAIT → RESUBMIT_WAIT', due: '2026-04-05 10:05:00', at: '2026-04-05 10:05:00' },
    ]);
    expect(handOversOf(filing)).toEqual([1, 2]);
    expect(await told(filing, 'N-5')).toEqual(['EMAIL P1', 'EMAIL P1', 'SMS P1', 'SMS P1']);
    expect(await filing.tasks()).toEqual([]);
    await everybodyVerifies(filing);
    expect(await filing.stage()).toBe('BUREAU_REVIEW');
  },
);

test.concurrent(
  'A-130: an order that the rules of the day refuse goes to correction, full review and a new round',
  async () => {
    const form = smallEnterprise();
    const filing = await atSms(desk, { form, at: OPENED });
    desk.parties.assets.domains.set(form.websites['W1']?.domain ?? '', { registrantMatches: false });
    await filing.travelTo(JUST_AFTER);
    expect(await filing.stage()).toBe('PRELIM_REJECTED');
    expect((await filing.order()).progress?.items.map(({ path }) => path)).toEqual(['websites.W1.domain']);
    expect(await told(filing, 'N-7')).toEqual(['EMAIL P1', 'EMAIL account', 'SMS P1', 'SMS account']);

    expect(await filing.act('submitForReview', { confirmed: true })).toBe('INCOMPLETE');
    desk.parties.assets.domains.delete(form.websites['W1']?.domain ?? '');
    await applied(filing.act('submitForReview', { confirmed: true }));
    expect((await filing.order()).round).toBe(2);
    await applied(filing.act('approve', {}, { by: 'R1' }));
    await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
    await filing.reaches('SMS_PENDING');
    await everybodyVerifies(filing);
    expect(await filing.stage()).toBe('BUREAU_REVIEW');
  },
);

test.concurrent('A-130: when the phone call finds that something changed, the order goes to correction', async () => {
  const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
  await filing.travelTo(JUST_AFTER);
  const items = [{ path: 'people.P1.mobile', code: 'CHANGED', advice: 'Enter the new number.' }];
  expect(await filing.act('callOutcome', { outcome: 'REACHED_NEEDS_CHANGE', items }, { by: 'R1' })).toBe('APPLIED');
  expect(await filing.stage()).toBe('PRELIM_REJECTED');
  expect((await filing.order()).progress?.items).toEqual(items);
});

test.concurrent('A-130: [USER_IMMEDIATE] the customer hands the order over again', async () => {
  const filing = await atSms(desk, { form: smallEnterprise('AH'), at: OPENED });
  await filing.travelTo(JUST_AFTER);
  expect(await filing.stage()).toBe('SMS_RETURNED');
  expect(await filing.due('step')).toBe('2026-05-19 23:59:59');
  expect(await filing.act('resubmit')).toBe('APPLIED');
  await filing.reaches('SMS_PENDING');
  expect(handOversOf(filing)).toEqual([1, 2]);
});

test.concurrent(
  'A-131: help for a code that does not come names spam filter, other phone and other number',
  async () => {
    const form = individual();
    const filing = await atSms(desk, { form, at: OPENED });
    await filing.travelTo(JUST_AFTER);
    expect(await filing.stage()).toBe('RESUBMIT_WAIT');
    await filing.delivered();
    const mail = desk.parties.email.sent.filter(({ to }) => to === form.people['P1']?.email).map(({ text }) => text);
    const [before] = mail.filter((text) => text.includes('12381'));
    for (const help of ['spam folder', 'another phone', 'replace the number']) expect(before).toContain(help);
    for (const help of ['垃圾短信', 'SIM卡换到其他手机', '更换手机号'])
      expect(SMS_TEMPLATES['N-6'].text).toContain(help);
    const failed = mail.find((text) => text.includes('returned the order'));
    for (const help of ['spam folder', 'another phone', 'replace the number']) expect(failed).toContain(help);
  },
);

test.concurrent('A-131: a number MIIT may not reach is kept with a note only', async () => {
  const form = individual();
  const P1 = { ...form.people['P1'], mobile: `1700${form.people['P1']?.mobile?.slice(4)}` };
  const unnoted = { ...form, people: { P1 } };
  const filing = await desk.open({ form: unnoted, at: OPENED });
  expect(await filing.act('submitForReview', { confirmed: true })).toBe('INCOMPLETE');
  await filing.edit(() => ({ ...form, people: { P1: { ...P1, mobileOverrideNote: 'my only number' } } }));
  await applied(filing.act('edited', {}, { anyVisit: true }));
  expect(await filing.act('submitForReview', { confirmed: true })).toBe('APPLIED');
});

test.concurrent('A-154: the next round asks all three people again when only two verified in time', async () => {
  const filing = await atSms(desk, { form: enterprise(), at: OPENED });
  for (const personId of ['P1', 'P2']) await applied(filing.party('smsVerified', { personId }, 'miit'));
  await filing.travelTo(JUST_AFTER);
  expect(await told(filing, 'N-6')).toEqual(['SMS P3', 'SMS P3']);
  expect(await filing.stage()).toBe('RESUBMIT_WAIT');
  expect(await filing.act('smsVerified', { handOver: 1, personId: 'P3' }, { as: 'miit', anyVisit: true })).toBe(
    'WRONG_STAGE',
  );

  await filing.travelTo('2026-04-05 10:05:01');
  await filing.reaches('SMS_PENDING');
  expect(await filing.act('smsVerified', { handOver: 1, personId: 'P3' }, { as: 'miit', anyVisit: true })).toBe(
    'STALE_HAND_OVER',
  );
  expect(await filing.party('smsVerified', { personId: 'P3' }, 'miit')).toBe('APPLIED');
  expect(await filing.stage()).toBe('SMS_PENDING');
  for (const personId of ['P1', 'P2']) await applied(filing.party('smsVerified', { personId }, 'miit'));
  expect(await filing.stage()).toBe('BUREAU_REVIEW');
  expect(await told(filing, 'N-5')).toHaveLength(12);
});

test.concurrent('A-155: a change that is only announced leaves the order where it is until it comes back', async () => {
  const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
  expect(await filing.act('changeRequested', { fields: ['people.P1.mobile'] })).toBe('APPLIED');
  expect(await filing.stage()).toBe('SMS_PENDING');
  expect(await filing.due('sms')).toBe(CLOSES);
  await filing.travelTo(JUST_AFTER);
  expect(await filing.stage()).toBe('PRELIM_REJECTED');
  expect((await filing.order()).progress?.items).toMatchObject([{ path: 'people.P1.mobile', code: 'CHANGED' }]);
  expect(await filing.due('step')).toBe('2026-05-19 23:59:59');
});

test.concurrent(
  'A-155: an order with a change announced goes to the bureau once everybody verified, and a change order is advised',
  async () => {
    const form = smallEnterprise();
    const filing = await atSms(desk, { form, at: OPENED });
    await applied(filing.act('changeRequested', { fields: ['people.P1.mobile'] }));
    await everybodyVerifies(filing);
    expect(await filing.stage()).toBe('BUREAU_REVIEW');
    const notices = (await filing.messages()).filter(({ code }) => code === 'N-8');
    expect(notices.map(({ params }) => params?.['facts'])).toEqual(
      notices.map(() => expect.objectContaining({ variant: 'CHANGE_ADVISED' })),
    );
  },
);

test.concurrent('A-155: a change that is announced before the resubmission sends the order back at once', async () => {
  const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
  await filing.travelTo(JUST_AFTER);
  expect(await filing.act('changeRequested', { fields: ['people.P1.mobile'] })).toBe('APPLIED');
  expect(await filing.stage()).toBe('PRELIM_REJECTED');
  await filing.travelTo('2026-04-05 10:05:01');
  expect(await filing.stage()).toBe('PRELIM_REJECTED');
  expect(handOversOf(filing)).toEqual([1]);
});

test.concurrent('A-160: an order goes on after five wrong entries, and the sixth returns it', async () => {
  const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
  for (const wrongEntries of [1, 2, 3, 4, 5]) {
    expect(await filing.party('smsFailed', { personId: 'P1', wrongEntries }, 'miit')).toBe('APPLIED');
    expect(await filing.stage()).toBe('SMS_PENDING');
  }
  expect(await filing.party('smsFailed', { personId: 'P1', wrongEntries: 2 }, 'miit')).toBe('APPLIED');
  expect((await filing.order()).progress?.sms?.wrongEntries).toBe(5);
  expect(await filing.party('smsFailed', { personId: 'P1', wrongEntries: 6 }, 'miit')).toBe('APPLIED');
  expect(await filing.stage()).toBe('RESUBMIT_WAIT');
});

test.concurrent('A-160: the fourth return after three automatic resubmissions goes to correction', async () => {
  const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
  for (const day of ['04', '06', '08']) {
    await filing.travelTo(`2026-04-${day} 10:05:01`);
    expect(await filing.stage()).toBe('RESUBMIT_WAIT');
    const next = String(Number(day) + 1).padStart(2, '0');
    await filing.travelTo(`2026-04-${next} 10:05:01`);
    await filing.reaches('SMS_PENDING');
    await smsSent(filing, `2026-04-${next} 10:05`);
  }
  await filing.travelTo('2026-04-10 10:05:01');
  expect(await filing.stage()).toBe('PRELIM_REJECTED');
  expect((await filing.order()).progress?.items).toMatchObject([{ code: 'SMS_ROUNDS_EXHAUSTED' }]);
  expect(handOversOf(filing)).toEqual([1, 2, 3, 4]);
});

test.concurrent('A-160: MIIT returns the order itself, and [once] it is handed over again', async () => {
  const filing = await atSms(desk, { form: smallEnterprise('HA'), at: OPENED });
  expect(await filing.party('smsReturned', { reason: 'too many wrong entries' }, 'miit')).toBe('APPLIED');
  expect(await filing.stage()).toBe('RESUBMIT_WAIT');
  await filing.travelTo('2026-04-04 11:00');
  await filing.reaches('SMS_PENDING');
  expect(await filing.party('smsReturned', {}, 'miit')).toBe('APPLIED');
  expect(await filing.stage()).toBe('PRELIM_REJECTED');
});

test.concurrent(
  'A-165: heads who share a mobile are one group with one code, and get one SMS for one event',
  async () => {
    const filing = await atSms(desk, { form: withSharedMobile(), at: OPENED });
    expect((await filing.order()).progress?.sms?.groups).toEqual([['P1', 'P2']]);
    expect(await told(filing, 'N-5')).toEqual(['EMAIL P1', 'EMAIL P2', 'SMS P1']);
    expect(await filing.party('smsVerified', { personId: 'P2' }, 'miit')).toBe('APPLIED');
    expect(await filing.stage()).toBe('BUREAU_REVIEW');
  },
);

function withSharedMobile(): OrderForm {
  const { entity, people, websites } = enterprise('ZJ');
  const P2 = { ...people['P2'], mobile: people['P1']?.mobile };
  return { entity, people: { P1: { ...people['P1'] }, P2 }, websites: { W1: { ...websites['W1'], headId: 'P2' } } };
}

test.concurrent('A-165: an order without websites tells the entity head', async () => {
  const changes = { entity: { remark: '备注' } };
  const filing = await desk.open({ form: smallEnterprise(), type: 'CHANGE_ENTITY', changes, at: OPENED });
  await applied(filing.act('submitForReview', { confirmed: true }));
  expect(await told(filing, 'N-1')).toEqual(['EMAIL P1', 'EMAIL account', 'IN_APP account', 'SMS P1', 'SMS account']);
});

test.concurrent(
  'A-165: an SMS that fails does not delay the filing, and is delivered when the channel is up',
  async () => {
    const form = smallEnterprise();
    const mobile = form.people['P1']?.mobile ?? '';
    desk.parties.sms.turns.set(mobile, ['down']);
    const filing = await desk.open({ form, at: OPENED });
    await applied(filing.act('submitForReview', { confirmed: true }));
    expect(await filing.stage()).toBe('PRELIM_REVIEW');
    await filing.travelTo('2026-04-03 11:00');
    expect(await smsTo(filing, 'P1')).toEqual(['N-1 SENT']);
    expect(desk.parties.sms.sent.filter(({ to }) => to === mobile)).toHaveLength(1);
  },
);

test.concurrent('A-165: an SMS that is refused for good is logged as failed and shown to operators', async () => {
  const form = smallEnterprise();
  desk.parties.sms.turns.set(form.people['P1']?.mobile ?? '', ['refuse']);
  const filing = await desk.open({ form, at: OPENED });
  await applied(filing.act('submitForReview', { confirmed: true }));
  await applied(filing.act('approve', {}, { by: 'R1' }));
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
  await filing.travelTo('2026-04-03 11:00');
  expect(await smsTo(filing, 'P1')).toEqual(['N-1 FAILED', 'N-2 SENT']);
  expect(await filing.tasks()).toEqual(['MESSAGE_UNDELIVERABLE']);
});

async function smsTo(filing: TestFiling, person: string): Promise<string[]> {
  const messages = await filing.messages();
  return messages
    .filter(({ channel, personId }) => channel === 'SMS' && personId === person)
    .map(({ code, status }) => `${code} ${status}`);
}

/** The step of a due instant: its states, the due instant in the history and the instant it took effect. */
async function passed(filing: TestFiling, alarm: string) {
  const history = await filing.history();
  return history
    .filter(({ action }) => action === alarm)
    .map(({ from, to, dueAt, at }) => ({
      step: `${from} → ${to}`,
      due: dueAt === undefined ? undefined : reading(dueAt),
      at: reading(at),
    }));
}

const handOversOf = (filing: TestFiling): number[] =>
  desk.parties.bureau.handOvers
    .filter(({ orderId }) => orderId === filing.orderId)
    .map(({ handOver }) => handOver)
    .toSorted((one, other) => one - other);
