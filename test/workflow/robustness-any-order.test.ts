import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Action } from '../../domain/lifecycle/action.ts';
import type { Role } from '../../domain/role.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import { smallEnterprise } from '../support/orders/applicants.ts';
import { applied, numbersFor, readyForBureau } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { type TestFiling } from '../support/desk/test-filing.ts';

let desk: Desk;
beforeAll(async () => {
  const inGansu = { province: 'GS', orderType: 'FIRST' };
  const row = { validFrom: '2026-01-01', source: 'set by a test', scope: inGansu };
  desk = await startDesk({
    policies: [
      { ...row, key: 'authenticity.method', value: 'BACKDROP' },
      { ...row, key: 'authenticity.phase', value: 'AFTER_PRELIM' },
    ],
  });
});
afterAll(() => desk.close());

const OPENED = '2026-04-13 10:00';
const RUNS = 5;
const MINUTES = 60_000;

interface Callback {
  action: Action;
  data: object;
  as: Role;
}

const miit = (action: Action, data: object): Callback => ({ action, data: { handOver: 1, ...data }, as: 'miit' });
const bureau = (action: Action, data: object): Callback => ({ action, data: { handOver: 1, ...data }, as: 'bureau' });

/** The callbacks of a hand-over in their usual order, up to the bureau's decision. */
const HEARD: readonly Callback[] = [
  bureau('forwardAccepted', {}),
  miit('smsStarted', { sentAt: '2026-04-13T10:05:00+08:00' }),
  miit('smsFailed', { personId: 'P1', wrongEntries: 1 }),
  miit('smsFailed', { personId: 'P1', wrongEntries: 2 }),
  miit('smsVerified', { personId: 'P1' }),
];
const REJECTION = bureau('bureauDecision', {
  decision: 'REJECTED',
  items: [{ path: 'websites.W1.name', code: 'NAME_MISMATCH', advice: 'Take another name.' }],
});
const APPROVAL = bureau('bureauDecision', { decision: 'APPROVED', issuedOn: '2026-04-13' });
/** Callbacks of parties that have nothing to say at this point. */
const ELSEWHERE: readonly Callback[] = [
  { action: 'livenessResult', data: { personId: 'P1', result: 'FAIL' }, as: 'liveness' },
  { action: 'livenessResult', data: { personId: 'P1', result: 'PASS' }, as: 'liveness' },
  { action: 'mailReceived', data: {}, as: 'courier' },
  { action: 'backdropReceived', data: {}, as: 'courier' },
];

/** All of them at least once, in any order, some again: as the same event or as a new one. */
const muddled = (callbacks: readonly Callback[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...callbacks], { minLength: callbacks.length }),
      fc.array(fc.record({ again: fc.nat(callbacks.length - 1), at: fc.nat(), sameEvent: fc.boolean() }), {
        maxLength: 6,
      }),
    )
    .map(([once, repeats]) => {
      const events = once.map((callback) => ({ callback, id: randomUUID() }));
      for (const { again, at, sameEvent } of repeats) {
        const { callback, id } = events[again] ?? { callback: undefined, id: '' };
        if (callback) events.splice(at % (events.length + 1), 0, { callback, id: sameEvent ? id : randomUUID() });
      }
      return events;
    });
type Events = readonly { callback: Callback; id: string }[];

/** Everything is sent without waiting for an answer, and everything gets one. */
async function hear(filing: TestFiling, events: Events): Promise<void> {
  for (const { callback, id } of events) {
    await filing.send(callback.action, callback.data, { as: callback.as, anyVisit: true, actionId: id });
  }
  for (const { id } of events) await filing.outcome(id);
}

/**
 * Where the first word that counts leads (R-BUR-5, R-SMS-9): a return while somebody is asked for the code, and a decision of the bureau
 * until there was either. The only person who is asked has verified with the first pass, after which MIIT returns nothing.
 */
function leadsTo(events: Events): Stage {
  let stage: Stage = 'SMS_PENDING';
  for (const { callback } of events) {
    const isOpen = stage === 'SMS_PENDING' || stage === 'BUREAU_REVIEW';
    if (callback === REJECTION && isOpen) stage = 'BUREAU_REJECTED';
    if (callback === APPROVAL && isOpen) stage = 'BUREAU_APPROVED';
    if (callback.action === 'smsReturned' && stage === 'SMS_PENDING') stage = 'RESUBMIT_WAIT';
    if (callback.action === 'smsVerified' && stage === 'SMS_PENDING') stage = 'BUREAU_REVIEW';
  }
  return stage;
}

test.concurrent(
  'A-144: repeated callbacks of bureau and MIIT in any order complete the order like the ordered run',
  () =>
    fc.assert(
      fc.asyncProperty(muddled([...HEARD, APPROVAL, miit('recordSynced', {}), ...ELSEWHERE]), async (events) => {
        const filing = await underWay();
        const numbers = await numbersFor(filing, nextNumber());
        const told = events.map(({ callback, id }) =>
          callback.action === 'recordSynced' ? { id, callback: miit('recordSynced', numbers) } : { id, callback },
        );
        await hear(filing, told);
        expect(await filing.stage()).toBe('COMPLETED');
      }),
      { numRuns: RUNS },
    ),
  2 * MINUTES,
);

test.concurrent(
  'A-144: repeated callbacks of bureau and MIIT in any order reject the order like the ordered run',
  () =>
    fc.assert(
      fc.asyncProperty(muddled([...HEARD, REJECTION, ...ELSEWHERE]), async (events) => {
        const filing = await underWay();
        await hear(filing, events);
        expect(await filing.stage()).toBe('BUREAU_REJECTED');
      }),
      { numRuns: RUNS },
    ),
  2 * MINUTES,
);

test.concurrent(
  'A-144: of returns and contradictions in any order the first that counts decides, and an operator is told of the others',
  () =>
    fc.assert(
      fc.asyncProperty(
        muddled([...HEARD, miit('smsReturned', {}), REJECTION, APPROVAL, ...ELSEWHERE]),
        async (events) => {
          const filing = await underWay();
          await hear(filing, events);
          const heard = events.map(({ callback }) => callback.action);
          expect({ heard, ends: await filing.stage() }).toEqual({ heard, ends: leadsTo(events) });
          // The bureau has contradicted itself, or decided about an order that was returned.
          expect(await filing.tasks()).toEqual(
            expect.arrayContaining([expect.stringMatching(/^DECISION_(CONTRADICTS|OUT_OF_ORDER)$/)]),
          );
        },
      ),
      { numRuns: RUNS },
    ),
  2 * MINUTES,
);

test.concurrent(
  'A-144: repeated callbacks of courier and face check in any order report that the backdrop is there',
  () =>
    fc.assert(
      fc.asyncProperty(
        muddled([
          { action: 'backdropShipped', data: { trackingNumber: 'SF1234567890' }, as: 'courier' },
          { action: 'backdropReceived', data: {}, as: 'courier' },
          { action: 'mailReceived', data: {}, as: 'courier' },
          { action: 'livenessResult', data: { personId: 'P1', result: 'FAIL' }, as: 'liveness' },
        ]),
        async (events) => {
          const filing = await desk.open({ form: smallEnterprise('GS'), at: OPENED });
          await applied(filing.act('submitForReview', { confirmed: true }));
          await applied(filing.act('approve', {}, { by: 'R1' }));
          await applied(filing.act('requestBackdrop'));
          await hear(filing, events);
          expect(await filing.stage()).toBe('PHOTO_PENDING');
        },
      ),
      { numRuns: RUNS },
    ),
  2 * MINUTES,
);

/** An order that was handed over, and of which nothing has been heard yet. */
async function underWay(): Promise<TestFiling> {
  const filing = await readyForBureau(desk, { form: smallEnterprise(), at: OPENED });
  desk.parties.bureau.turns.set(filing.orderId, ['later']);
  await applied(filing.act('forwardToBureau', {}, { by: 'R2' }));
  return filing;
}

let issued = 0;
function nextNumber(): string {
  issued += 1;
  return `鄂ICP备${2_026_100_000 + issued}号`;
}
