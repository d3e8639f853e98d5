import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { enterprise, individual, smallEnterprise } from '../support/orders/applicants.ts';
import {
  applied,
  atBureau,
  atSms,
  everybodyVerifies,
  numbersFor,
  readyForBureau,
  told,
} from '../support/desk/at-the-bureau.ts';
import type { AccountId } from '../../domain/identifiers.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { reading, type TestFiling } from '../support/desk/test-filing.ts';
import { findRecords } from '../../store/records/find-records.ts';
import { readOrder } from '../../store/orders/orders.ts';
import { hintsFor } from '../../usecases/shown/order-hints.ts';
import { readRecord, type FilingRecord } from '../../store/records/records.ts';

let desk: Desk;
beforeAll(async () => {
  const quick = { key: 'bureau.expectedBd', scope: { province: 'SX' }, value: { earliest: 3, latest: 10 } };
  desk = await startDesk({ policies: [{ ...quick, validFrom: '2026-01-01', source: 'test' }] });
});
afterAll(() => desk.close());

const OPENED = '2026-04-13 10:00';
const APPROVED = { decision: 'APPROVED', issuedOn: '2026-04-29' };
const items = [{ path: 'websites.W1.name', code: 'NAME_MISMATCH', advice: 'Take the name of the company.' }];
const REJECTED = { decision: 'REJECTED', items };

const ALL_HEADS = ['P1', 'P2', 'P3', 'account'];
const bySmsAndEmail = (people: string[]) =>
  ['EMAIL', 'SMS'].flatMap((channel) => people.map((person) => `${channel} ${person}`));

const recordsOf = async ({ accountId }: { accountId: AccountId }): Promise<FilingRecord[]> =>
  (await findRecords(desk.database, desk.vault, { accountId }, { limit: 10 })).rows;

test.concurrent(
  'A-011 A-051: the approval reaches mobile and mailbox of all heads, and the record shows the numbers',
  async () => {
    const form = enterprise();
    const filing = await atBureau(desk, { form, at: OPENED });
    expect(await filing.party('bureauDecision', APPROVED, 'bureau')).toBe('APPLIED');
    expect(await told(filing, 'N-9')).toEqual([...bySmsAndEmail(ALL_HEADS), 'IN_APP account'].toSorted());
    await reached(filing, 'N-9', form);
    expect(await recordsOf(filing)).toEqual([]);

    const numbers = await numbersFor(filing, '鲁ICP备2026000201号');
    expect(await filing.party('recordSynced', numbers, 'miit')).toBe('APPLIED');
    expect(await filing.stage()).toBe('COMPLETED');
    expect(await told(filing, 'N-11')).toEqual(
      [...bySmsAndEmail(['P2', 'P3', 'account']), 'IN_APP account'].toSorted(),
    );
    const [record] = await recordsOf(filing);
    expect(record).toMatchObject({
      number: '鲁ICP备2026000201号',
      issuedOn: '2026-04-29',
      details: { entity: { name: form.entity.name } },
      websites: numbers.websites.map((website) => ({ ...website, access: { type: 'FILED' } })),
    });
  },
);

test.concurrent('A-011 A-051: the rejection reaches mobile and mailbox of all heads and names the items', async () => {
  const form = enterprise();
  const filing = await atBureau(desk, { form, at: OPENED });
  expect(await filing.party('bureauDecision', REJECTED, 'bureau')).toBe('APPLIED');
  expect(await filing.stage()).toBe('BUREAU_REJECTED');
  expect(await filing.due('step')).toBe('2026-05-28 23:59:59');
  expect((await filing.order()).progress?.items).toEqual(items);
  expect(await told(filing, 'N-10')).toEqual([...bySmsAndEmail(ALL_HEADS), 'IN_APP account'].toSorted());
  await reached(filing, 'N-10', form);
});

test.concurrent(
  'R-ORD-2 conflicts with orders elsewhere come back as findings with advice, and the order goes on',
  async () => {
    const filing = await atBureau(desk, { form: individual(), at: OPENED });
    const conflicts = [
      { path: 'entity.certificateNumber', code: 'HOST_CONFLICT', advice: '主体冲突' },
      { path: 'websites.W1.domain', code: 'DOMAIN_CONFLICT', advice: '域名冲突' },
    ];
    const data = { decision: 'REJECTED', items: conflicts };
    expect(await filing.party('bureauDecision', data, 'bureau')).toBe('APPLIED');
    expect(await filing.stage()).toBe('BUREAU_REJECTED');
    expect((await filing.order()).progress?.items).toMatchObject([
      { ...conflicts[0], advice: expect.stringMatching(/Withdraw it there or wait.*主体冲突$/) },
      { ...conflicts[1], advice: expect.stringMatching(/or name another domain here.*域名冲突$/) },
    ]);
    await applied(filing.act('submitForReview', { confirmed: true }));
    expect(await filing.stage()).toBe('PRELIM_REVIEW');
  },
);

/** Expects that every head got the message at their own number and address. */
async function reached(filing: TestFiling, code: string, form: ReturnType<typeof enterprise>): Promise<void> {
  await filing.delivered();
  const { sms, email } = desk.parties;
  for (const { mobile, email: mailbox } of Object.values(form.people)) {
    expect(sms.sent.filter(({ to, template }) => to === mobile && template === code)).toHaveLength(1);
    expect(email.sent.filter(({ to, text }) => to === mailbox && text.includes('通信管理局'))).not.toEqual([]);
  }
}

test.concurrent(
  'A-036: every decision goes by SMS and email, and the order says who acts, since when and by when',
  async () => {
    const filing = await desk.open({ form: individual(), at: OPENED });
    await applied(filing.act('submitForReview', { confirmed: true }));
    await applied(filing.act('reject', { items }, { by: 'R1' }));
    expect(await told(filing, 'N-2')).toEqual([...bySmsAndEmail(['P1', 'account']), 'IN_APP account'].toSorted());
    await applied(filing.act('submitForReview', { confirmed: true }));
    await applied(filing.act('approve', {}, { by: 'R1' }));
    expect(await told(filing, 'N-2')).toHaveLength(10);
    await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
    await filing.reaches('SMS_PENDING');
    await everybodyVerifies(filing);
    const before = await filing.now();
    await applied(filing.party('bureauDecision', REJECTED, 'bureau'));
    const after = await filing.now();
    expect(await told(filing, 'N-10')).toEqual([...bySmsAndEmail(['P1', 'account']), 'IN_APP account'].toSorted());

    const { stage, waitingOn, enteredAt, nextDue } = await filing.order();
    expect({ stage, waitingOn }).toEqual({ stage: 'BUREAU_REJECTED', waitingOn: 'applicant' });
    expect(enteredAt).toBeGreaterThanOrEqual(before);
    expect(enteredAt).toBeLessThanOrEqual(after);
    expect(nextDue).toMatchObject({ kind: 'step', unit: 'CD', amount: 45 });
  },
);

test.concurrent(
  'A-037: a decision on an order entered on Friday 13 February is expected from 25 February to 19 March',
  async () => {
    const filing = await atBureau(desk, { form: individual(), at: '2026-02-13 10:00' });
    const due = (await filing.order()).progress?.dues.find(({ kind }) => kind === 'bureau');
    expect(due).toMatchObject({ unit: 'BD', amount: 20 });
    expect([due?.earliest, due?.at].map((at) => at && reading(at))).toEqual([
      '2026-02-25 18:00:00',
      '2026-03-19 18:00:00',
    ]);
  },
);

test.concurrent(
  'A-037 R-BUR-1: the order shows the expected range of the bureau apart from the legal due date',
  async () => {
    const filing = await atBureau(desk, { form: smallEnterprise('SX'), at: OPENED });
    await filing.delivered();
    const mail = desk.parties.email.sent.find(({ text }) => text.includes(filing.orderId) && text.includes('By law'));
    expect(mail?.text).toContain('Result expected from: 16 Apr 2026, 18:00');
    expect(mail?.text).toContain('Result expected by: 27 Apr 2026, 18:00');
    expect(mail?.text).toContain('By law at the latest: 13 May 2026, 18:00');
  },
);

test.concurrent(
  'A-038: a scan is offered from the approval on, and an order whose scan nobody orders goes on',
  async () => {
    const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
    const isOffered = async (): Promise<boolean> => {
      const order = await readOrder(desk.database, desk.vault, filing.orderId);
      return order !== undefined && hintsFor(order).some(({ code }) => code === 'SCAN_OFFERED');
    };
    expect(await isOffered()).toBe(false);
    await filing.travelTo('2026-04-30 15:00');
    await applied(filing.party('bureauDecision', APPROVED, 'bureau'));
    expect(await isOffered()).toBe(true);
    expect(await filing.tasks()).toEqual([]);
    await applied(filing.party('recordSynced', await numbersFor(filing, '鄂ICP备2026000238号'), 'miit'));
    expect([await filing.stage(), await isOffered(), await filing.tasks()]).toEqual(['COMPLETED', true, []]);
  },
);

test.concurrent(
  'A-101: an approved order is completed when its record is visible here, due within two business days',
  async () => {
    const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
    await filing.travelTo('2026-04-30 15:00');
    await applied(filing.party('bureauDecision', APPROVED, 'bureau'));
    expect(await filing.stage()).toBe('BUREAU_APPROVED');
    expect(await filing.due('sync')).toBe('2026-05-07 18:00:00');
    await filing.delivered();
    const [mail] = desk.parties.email.sent.filter(
      ({ text }) => text.includes(filing.orderId) && text.includes('has approved your filing'),
    );
    expect(mail?.text).toContain('the bureau may have told you earlier');

    await filing.travelTo('2026-05-07 18:00:01');
    expect(await filing.stage()).toBe('BUREAU_APPROVED');
    expect(await filing.tasks()).toEqual(['SYNC_OVERDUE']);
    await filing.travelTo('2026-05-20 18:00:01');
    expect(await filing.tasks()).toEqual(['SYNC_OVERDUE']);
    expect(await told(filing, 'N-16')).toEqual(['EMAIL operator', 'IN_APP operator']);
    await applied(filing.party('recordSynced', await numbersFor(filing, '鄂ICP备2026000202号'), 'miit'));
    expect(await filing.stage()).toBe('COMPLETED');
    expect(await filing.tasks()).toEqual([]);
  },
);

test.concurrent(
  'A-108: an order in the bureau’s review cannot be edited, withdrawn, abandoned or cancelled',
  async () => {
    const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
    const before = await filing.order();
    expect(await filing.act('edited')).toBe('LOCKED_AT_BUREAU');
    expect(await filing.act('withdraw')).toBe('LOCKED_AT_BUREAU');
    expect(await filing.act('abandon')).toBe('LOCKED_AT_BUREAU');
    expect(await filing.act('operatorCancel', { reason: 'asked by phone' }, { by: 'O1' })).toBe('LOCKED_AT_BUREAU');
    expect(await filing.act('consentToCancel', {}, { by: 'O2' })).toBe('LOCKED_AT_BUREAU');
    const { stage, visit, form } = await filing.order();
    expect({ stage, visit, form }).toEqual({ stage: 'BUREAU_REVIEW', visit: before.visit, form: before.form });
  },
);

test.concurrent('A-158: a decision while the SMS is awaited is applied, and the window no longer counts', async () => {
  const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
  expect(await filing.party('bureauDecision', APPROVED, 'bureau')).toBe('APPLIED');
  await filing.travelTo('2026-04-14 10:06');
  expect(await filing.stage()).toBe('BUREAU_APPROVED');
  expect(await told(filing, 'N-7')).toEqual([]);
});

test.concurrent('A-158: a decision before the hand-over changes nothing and is an operator task', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  const early = { ...APPROVED, handOver: 1 };
  expect(await filing.act('bureauDecision', early, { as: 'bureau', anyVisit: true })).toBe('NOT_HANDED_OVER');
  expect(await filing.act('operatorRecordDecision', early, { by: 'O1' })).toBe('WRONG_STAGE');
  expect(await filing.stage()).toBe('READY_FOR_BUREAU');
  expect(await filing.tasks()).toEqual(['DECISION_OUT_OF_ORDER']);
});

test.concurrent('A-158: an operator enters the decision that the bureau gave by phone', async () => {
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
  const said = { ...APPROVED, handOver: 1 };
  expect(await filing.act('operatorRecordDecision', said, { by: 'R1' })).toBe('ROLE_NOT_ALLOWED');
  expect(await filing.act('operatorRecordDecision', said, { by: 'O1' })).toBe('APPLIED');
  expect(await filing.stage()).toBe('BUREAU_APPROVED');
});

test.concurrent.each([
  ['approved', APPROVED, REJECTED, 'BUREAU_APPROVED'],
  ['rejected', REJECTED, APPROVED, 'BUREAU_REJECTED'],
] as const)(
  'A-158: an order %s once ignores the same decision, and the opposite one is an operator task',
  async (_name, decision, opposite, stage) => {
    const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
    await applied(filing.party('bureauDecision', decision, 'bureau'));
    const { visit } = await filing.order();
    expect(await filing.party('bureauDecision', decision, 'bureau')).toBe('ALREADY_DONE');
    expect(await filing.tasks()).toEqual([]);
    expect(await filing.party('bureauDecision', opposite, 'bureau')).toBe('CONTRADICTS_DECISION');
    expect(await filing.tasks()).toEqual(['DECISION_CONTRADICTS']);
    const after = await filing.order();
    expect([after.stage, after.visit]).toEqual([stage, visit]);
  },
);

test.concurrent("A-158: MIIT's record of an order the bureau rejected is an operator task", async () => {
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
  await applied(filing.party('bureauDecision', REJECTED, 'bureau'));
  const numbers = await numbersFor(filing, '鄂ICP备2026000203号');
  expect(await filing.party('recordSynced', numbers, 'miit')).toBe('CONTRADICTS_DECISION');
  expect(await filing.stage()).toBe('BUREAU_REJECTED');
  expect(await filing.tasks()).toEqual(['DECISION_CONTRADICTS']);
});

test.concurrent("A-158: an operator applies the decision that MIIT's record proves", async () => {
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
  await applied(filing.party('bureauDecision', REJECTED, 'bureau'));
  expect(await filing.act('operatorRecordDecision', { ...REJECTED, handOver: 1 }, { by: 'O1' })).toBe('ALREADY_DONE');
  expect(await filing.act('operatorRecordDecision', { ...APPROVED, handOver: 1 }, { by: 'O1' })).toBe('APPLIED');
  expect(await filing.stage()).toBe('BUREAU_APPROVED');
  const numbers = await numbersFor(filing, '鄂ICP备2026000208号');
  expect(await filing.party('recordSynced', numbers, 'miit')).toBe('APPLIED');
  expect(await filing.stage()).toBe('COMPLETED');
});

test.concurrent.each(['RESUBMIT_WAIT', 'PRELIM_REJECTED'] as const)(
  'A-158: a decision on an order that came back, in %s, is an operator task, and the operator may apply it',
  async (stage) => {
    const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
    if (stage === 'PRELIM_REJECTED') await applied(filing.act('changeRequested', { fields: ['people.P1.mobile'] }));
    await applied(filing.party('smsReturned', {}, 'miit'));
    expect(await filing.stage()).toBe(stage);
    const decided = { ...APPROVED, handOver: 1 };
    expect(await filing.act('bureauDecision', decided, { as: 'bureau', anyVisit: true })).toBe('NOT_HANDED_OVER');
    expect(await filing.tasks()).toContain('DECISION_OUT_OF_ORDER');
    expect(await told(filing, 'N-16')).toEqual(['EMAIL operator', 'IN_APP operator']);
    expect(await filing.act('operatorRecordDecision', decided, { by: 'O1' })).toBe('APPLIED');
    expect(await filing.stage()).toBe('BUREAU_APPROVED');
  },
);

test.concurrent('A-158: nobody decides about an order that was never handed over', async () => {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  await applied(filing.act('rejectOrder', { items: REJECTED.items }, { by: 'R2' }));
  expect(await filing.act('operatorRecordDecision', { ...APPROVED, handOver: 1 }, { by: 'O1' })).toBe(
    'NOT_HANDED_OVER',
  );
});

test.concurrent('A-158: a decision about an earlier hand-over changes nothing', async () => {
  const filing = await atSms(desk, { form: smallEnterprise(), at: OPENED });
  await filing.travelTo('2026-04-15 10:05:01');
  await filing.reaches('SMS_PENDING');
  const stale = { ...APPROVED, handOver: 1 };
  expect(await filing.act('bureauDecision', stale, { as: 'bureau', anyVisit: true })).toBe('STALE_HAND_OVER');
  expect(await filing.stage()).toBe('SMS_PENDING');
  expect(await filing.tasks()).toEqual(['DECISION_OUT_OF_ORDER']);
});

test.concurrent.each([
  ['in the SMS verification', atSms],
  ["in the bureau's review", atBureau],
])("A-158: MIIT's record that arrives %s completes the order", async (_where, come) => {
  const filing = await come(desk, { form: smallEnterprise(), at: OPENED });
  const serial = come === atSms ? '2026000204' : '2026000205';
  expect(await filing.party('recordSynced', await numbersFor(filing, `鄂ICP备${serial}号`), 'miit')).toBe('APPLIED');
  expect((await filing.steps()).slice(-2)).toEqual([
    `recordSynced: ${come === atSms ? 'SMS_PENDING' : 'BUREAU_REVIEW'} → BUREAU_APPROVED`,
    'recordSynced: BUREAU_APPROVED → COMPLETED',
  ]);
  expect(await told(filing, 'N-9')).toContain('EMAIL P1');
});

test.concurrent('A-173 R-BUR-5: a return for the wrong type ends the order and offers a new one', async () => {
  const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
  await applied(filing.party('bureauDecision', { decision: 'WRONG_TYPE' }, 'bureau'));
  expect((await filing.steps()).slice(-2)).toEqual([
    'bureauDecision: BUREAU_REVIEW → RETURNED_FOR_TYPE',
    'bureauDecision: RETURNED_FOR_TYPE → ABANDONED',
  ]);
  expect(await told(filing, 'N-15')).toEqual(['EMAIL account', 'IN_APP account']);
  const again = await desk.open({ form: smallEnterprise(), at: OPENED, accountId: filing.accountId });
  expect(await again.stage()).toBe('CONFIRMATION');
});

test.concurrent(
  'A-163: the passed legal limit opens one task and sends one N-16, and the late decision is applied',
  async () => {
    const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
    expect(await filing.due('bureau')).toBe('2026-05-13 18:00:00');
    await filing.travelTo('2026-05-13 17:59');
    expect(await filing.tasks()).toEqual([]);
    await filing.travelTo('2026-06-13 18:00');
    expect(await filing.stage()).toBe('BUREAU_REVIEW');
    expect(await filing.tasks()).toEqual(['BUREAU_OVERDUE']);
    expect(await told(filing, 'N-16')).toEqual(['EMAIL operator', 'IN_APP operator']);
    const { overdue } = await filing.order();
    expect(overdue).toBe(true);
    expect(await filing.party('bureauDecision', REJECTED, 'bureau')).toBe('APPLIED');
    expect(await filing.tasks()).toEqual([]);
    expect((await filing.order()).overdue).toBe(false);
  },
);

const wrong: readonly (readonly [string, (numbers: Numbers) => object])[] = [
  ['a number that is none', ({ websites }) => ({ entityNumber: '12345', websites })],
  ['a licence instead of a filing', ({ websites }) => ({ entityNumber: '鄂B2-20090059', websites })],
  [
    "another entity's website",
    ({ entityNumber, websites }) => ({
      entityNumber,
      websites: changed(websites, { number: '鄂ICP备2026999999号-1' }),
    }),
  ],
  [
    'a suffix no record can hold',
    ({ entityNumber, websites }) => ({
      entityNumber,
      websites: changed(websites, { number: `${entityNumber}-99999999999` }),
    }),
  ],
  [
    'a domain of somebody else',
    ({ entityNumber, websites }) => ({ entityNumber, websites: changed(websites, { domain: 'foreign.example.cn' }) }),
  ],
  [
    'a text that is no domain',
    ({ entityNumber, websites }) => ({ entityNumber, websites: changed(websites, { domain: '不是 域名' }) }),
  ],
  ['no website at all', ({ entityNumber }) => ({ entityNumber, websites: [] })],
  ['the same website twice', ({ entityNumber, websites }) => ({ entityNumber, websites: [...websites, ...websites] })],
  ['a number on record for somebody else', () => ({})],
];
type Numbers = Awaited<ReturnType<typeof numbersFor>>;
const changed = (websites: Numbers['websites'], change: object) =>
  websites.map((website) => ({ ...website, ...change }));

test.concurrent(
  "R-BUR-5: numbers that cannot be this order's are refused and become an operator task, and the right ones still complete it",
  async () => {
    const taken = '鄂ICP备2026000206号';
    const first = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
    await applied(first.party('recordSynced', await numbersFor(first, taken), 'miit'));

    const filing = await atBureau(desk, { form: smallEnterprise(), at: OPENED });
    const right = await numbersFor(filing, '鄂ICP备2026000207号');
    for (const [name, tell] of wrong) {
      const said = name === 'a number on record for somebody else' ? await numbersFor(filing, taken) : tell(right);
      expect([name, await filing.party('recordSynced', said, 'miit')]).toEqual([name, 'RECORD_DOES_NOT_FIT']);
    }
    expect(await filing.stage()).toBe('BUREAU_REVIEW');
    expect(await filing.tasks()).toEqual(['RECORD_DOES_NOT_FIT']);
    expect(await filing.told('N-16')).toEqual(['EMAIL operator', 'IN_APP operator']);
    const record = await readRecord(desk.database, desk.vault, taken);
    expect(record?.websites).toHaveLength(1);

    const spelled = { ...right, entityNumber: ' 鄂ＩＣＰ备2026000207号 ' };
    expect(await filing.party('recordSynced', spelled, 'miit')).toBe('APPLIED');
    expect(await readRecord(desk.database, desk.vault, right.entityNumber)).toBeDefined();
  },
);
