/**
 * Compares the table of `domain/lifecycle/table.ts` with the running workflow, edge by edge: filings are brought into each state,
 * everything possible is done to them, and their audit trails are read. Every edge of the table must appear and nothing
 * else may.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ACTIONS, type Action } from '../../domain/lifecycle/action.ts';
import { instant } from '../../domain/time/instant.ts';
import { lifecycleTable, STAY } from '../../domain/lifecycle/table.ts';
import { DRAFTING_STAGES, isDrafting, STAGES, type DraftingStage, type Stage } from '../../domain/lifecycle/stage.ts';
import { enterprise } from '../support/orders/applicants.ts';
import { doing, handOverUnderWay, R1, type Way } from '../support/desk/doing.ts';
import { numbersFor } from '../support/desk/at-the-bureau.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { reading, type TestFiling } from '../support/desk/test-filing.ts';
import { becomesOrderOnRecord } from '../support/desk/on-record.ts';
import {
  arrange,
  FACE_CHECK_LATER_PROVINCE,
  filingIn,
  ITEM,
  JOURNEY_POLICIES,
  NO_SMS_PROVINCE,
  PHOTO_AND_MAIL_PROVINCE,
  PHOTO_AT_ONCE_PROVINCE,
  policyRow,
  type JourneyOptions,
} from '../support/desk/journey.ts';

const ENDS: readonly Stage[] = ['COMPLETED', 'ABANDONED'];
const PASSED: readonly Stage[] = ['PRELIM_APPROVED', 'RETURNED_FOR_TYPE'];
const STANDING = STAGES.filter((stage) => !ENDS.includes(stage) && !PASSED.includes(stage));

let desk: Desk;
beforeAll(async () => {
  // The enterprise of the tests, with its two websites, is in Shandong.
  const apart = policyRow('bureau.decisionScope', { province: 'SD' }, 'WEBSITE');
  desk = await startDesk({ policies: [...JOURNEY_POLICIES, apart] });
});
afterAll(() => desk.close());

/** Where an edge leads: `D` is the drafting state that names what is missing first (R-SM-9), `STAY` the state it is in. */
const place = (from: Stage, to: string): string => (to === from ? STAY : isDrafting(to as Stage) ? 'D' : to);

/** `FROM action → TO` */
const edgeOf = (from: Stage, action: string, to: string): string => `${from} ${action} → ${place(from, to)}`;

interface Edge {
  edge: string;
  /** The action that leads along the edge. It is absent when a timer does. */
  action?: Action;
}

/** Edges of the table out of a state. */
function edgesFrom(stage: Stage): Edge[] {
  const { actions, timers } = lifecycleTable[stage];
  const along = (name: string, to: readonly string[]) => [...new Set(to.map((each) => edgeOf(stage, name, each)))];
  return [
    ...ACTIONS.flatMap((action) => along(action, actions[action]?.to ?? []).map((edge) => ({ edge, action }))),
    ...Object.entries(timers).flatMap(([timer, to]) => along(timer, to).map((edge) => ({ edge }))),
  ];
}

const tableOf = (stages: readonly Stage[]): Set<string> =>
  new Set(stages.flatMap((stage) => edgesFrom(stage).map(({ edge }) => edge)));

/** Every edge that a filing of this file has gone along. */
const walked = new Set<string>();

/** Steps that lead along no edge: the beginning, and the erasure after the end. */
const NO_EDGES: readonly string[] = ['opened', 'erase'];

/** Reads from the audit trail the edges a filing has gone along. A state that follows within the same step is `onward`. */
async function note(filing: TestFiling): Promise<void> {
  const history = await filing.history();
  const steps = history.filter(({ outcome, action }) => outcome === 'APPLIED' && !NO_EDGES.includes(action));
  for (const [index, { from, to, action, seq }] of steps.entries()) {
    const follows = steps[index - 1]?.seq === seq && !(action in lifecycleTable[from].actions);
    walked.add(edgeOf(from, follows ? 'onward' : action, to));
  }
}

/** A minute past the last thing that is due now. */
const untilLastDue: Way = async (filing) => {
  const dues = (await filing.order()).progress?.dues ?? [];
  if (dues.length > 0) await filing.travelTo(reading(instant(Math.max(...dues.map(({ at }) => at)) + 60_000)));
  return 'APPLIED';
};

const passesFaceCheck: Way = (filing) => filing.faceCheck('P1', 'PASS');
const acceptedAfter =
  (action: 'forwardToBureau' | 'resubmit'): Way =>
  async (filing) => {
    await handOverUnderWay(desk, filing, action);
    return doing.forwardAccepted(filing);
  };
const missing =
  (stage: DraftingStage, action: 'withdraw' | 'reactivate'): Way =>
  async (filing) => {
    await arrange(filing, stage);
    if (stage === 'TYPE_DETERMINED') desk.parties.assets.instances.set(`i-${filing.orderId}-W1`, null);
    const outcome = await filing.act(action);
    expect(await filing.stage()).toBe(stage);
    return outcome;
  };
const bureauSays = (data: object): Record<'bureauDecision' | 'operatorRecordDecision', Way> => ({
  bureauDecision: (filing) => filing.party('bureauDecision', data, 'bureau'),
  operatorRecordDecision: (filing) => filing.party('operatorRecordDecision', data, 'operator'),
});
const rejected = bureauSays({ decision: 'REJECTED', items: [ITEM] });
const wrongType = bureauSays({ decision: 'WRONG_TYPE' });
/** Where the bureau decides on each website by itself, the order waits for the other one (R-BUR-4). */
const oneApproved = bureauSays({ decision: 'APPROVED', websites: ['W1'] });
const otherRejected = bureauSays({ decision: 'REJECTED', items: [ITEM], websites: ['W2'] });
/** MIIT's record has one of the two websites. */
let entities = 940;
const oneRecorded: Way = async (filing) => {
  entities += 1;
  const { entityNumber, websites } = await numbersFor(filing, `鲁ICP备2026000${entities}号`);
  const [first] = websites.map((website) => ({ ...website, websiteId: 'W1' }));
  return filing.party('recordSynced', { entityNumber, websites: [first] }, 'miit');
};
const APART: Readonly<Record<string, Way>> = {
  'SMS_PENDING bureauDecision → BUREAU_REVIEW': oneApproved.bureauDecision,
  'SMS_PENDING operatorRecordDecision → BUREAU_REVIEW': oneApproved.operatorRecordDecision,
  'SMS_PENDING recordSynced → BUREAU_REVIEW': oneRecorded,
  [`BUREAU_REVIEW bureauDecision → ${STAY}`]: oneApproved.bureauDecision,
  [`BUREAU_REVIEW operatorRecordDecision → ${STAY}`]: oneApproved.operatorRecordDecision,
  'BUREAU_APPROVED recordSynced → BUREAU_REJECTED': async (filing) => {
    await oneApproved.bureauDecision(filing);
    await otherRejected.bureauDecision(filing);
    return oneRecorded(filing);
  },
};

/** The bureau decided although the order had come back. */
function decidedAfterwards(from: 'SMS_RETURNED' | 'RESUBMIT_WAIT'): Record<string, Way> {
  return {
    [`${from} operatorRecordDecision → BUREAU_REJECTED`]: rejected.operatorRecordDecision,
    [`${from} operatorRecordDecision → RETURNED_FOR_TYPE`]: wrongType.operatorRecordDecision,
  };
}

/** The order came back from MIIT with something to correct. */
const cameBack =
  (then: Way): Way =>
  async (filing) => {
    await doing.changeRequested(filing);
    await doing.smsReturned(filing);
    return then(filing);
  };

/** Nobody reviews such an order (§5.2): its submission leads to the bureau. */
const submittedUnreviewed: Way = async (filing) => {
  await becomesOrderOnRecord(desk, filing, 'CANCEL_ACCESS');
  return doing.submitForReview(filing);
};
const UNREVIEWED = ['CONFIRMATION', 'PRELIM_REJECTED', 'BUREAU_REJECTED'].map(
  (stage) => `${stage} submitForReview → READY_FOR_BUREAU`,
);

/** How to reach one of several states to which an action leads, or a state to which it leads only under a condition. */
const otherWays: Readonly<Record<string, Way>> = {
  'PRELIM_REVIEW callOutcome → PRELIM_REJECTED': async (filing) => {
    await filing.act('callOutcome', { outcome: 'NO_ANSWER' }, R1);
    await filing.travelTo('2026-03-09 11:05');
    return filing.act('callOutcome', { outcome: 'NO_ANSWER' }, R1);
  },
  'PHOTO_PENDING livenessResult → PHOTO_REVIEW': passesFaceCheck,
  'PHOTO_REJECTED livenessResult → PHOTO_REVIEW': passesFaceCheck,
  'READY_FOR_BUREAU forwardAccepted → SMS_PENDING': acceptedAfter('forwardToBureau'),
  'READY_FOR_BUREAU forwardAccepted → BUREAU_REVIEW': acceptedAfter('forwardToBureau'),
  'SMS_RETURNED forwardAccepted → SMS_PENDING': acceptedAfter('resubmit'),
  'RESUBMIT_WAIT forwardAccepted → SMS_PENDING': async (filing) => {
    await untilLastDue(filing);
    await filing.reaches('SMS_PENDING');
    return 'APPLIED';
  },
  'RESUBMIT_WAIT resubmit → PRELIM_REJECTED': async (filing) => {
    await filing.takeOut('checklist-form');
    return untilLastDue(filing);
  },
  'RESUBMIT_WAIT callOutcome → PRELIM_REJECTED': (filing) =>
    filing.act('callOutcome', { outcome: 'REACHED_NEEDS_CHANGE' }, R1),
  'SMS_PENDING smsFailed → SMS_RETURNED': (filing) => filing.party('smsFailed', { wrongEntries: 6 }, 'miit'),
  'SMS_PENDING bureauDecision → BUREAU_REJECTED': rejected.bureauDecision,
  'SMS_PENDING bureauDecision → RETURNED_FOR_TYPE': wrongType.bureauDecision,
  'SMS_PENDING operatorRecordDecision → BUREAU_REJECTED': rejected.operatorRecordDecision,
  'SMS_PENDING operatorRecordDecision → RETURNED_FOR_TYPE': wrongType.operatorRecordDecision,
  'BUREAU_REVIEW bureauDecision → BUREAU_REJECTED': rejected.bureauDecision,
  'BUREAU_REVIEW bureauDecision → RETURNED_FOR_TYPE': wrongType.bureauDecision,
  'BUREAU_REVIEW operatorRecordDecision → BUREAU_REJECTED': rejected.operatorRecordDecision,
  'BUREAU_REVIEW operatorRecordDecision → RETURNED_FOR_TYPE': wrongType.operatorRecordDecision,
  ...decidedAfterwards('SMS_RETURNED'),
  ...decidedAfterwards('RESUBMIT_WAIT'),
  'PRELIM_REJECTED operatorRecordDecision → BUREAU_APPROVED': cameBack(doing.operatorRecordDecision),
  'PRELIM_REJECTED operatorRecordDecision → BUREAU_REJECTED': cameBack(rejected.operatorRecordDecision),
  'PRELIM_REJECTED operatorRecordDecision → RETURNED_FOR_TYPE': cameBack(wrongType.operatorRecordDecision),
  'BUREAU_REJECTED operatorRecordDecision → RETURNED_FOR_TYPE': wrongType.operatorRecordDecision,
  'SMS_RETURNED onward → RESUBMIT_WAIT': doing.smsReturned,
  'SMS_RETURNED onward → PRELIM_REJECTED': async (filing) => {
    await doing.changeRequested(filing);
    return doing.smsReturned(filing);
  },
  ...Object.fromEntries(UNREVIEWED.map((edge) => [edge, submittedUnreviewed])),
  ...APART,
  'EXPIRED reactivate → D': missing('TYPE_DETERMINED', 'reactivate'),
  'PRELIM_REVIEW withdraw → D': missing('INFO_FILLED', 'withdraw'),
};

/** The first of two operators who enter the numbers leaves the order where it is. */
const enteredByOne: Way = async (filing) => {
  const { entityNumber, websites } = await numbersFor(filing, '鄂ICP备2026000931号');
  const named = websites.map((website, index) => ({ ...website, websiteId: `W${index + 1}` }));
  return filing.act('recordSynced', { handOver: 1, entityNumber, websites: named }, { by: 'O1' });
};

/** Edges that need another order than the usual one: of another province, or with more people. */
const otherOrders: Readonly<Record<string, () => JourneyOptions>> = {
  'READY_FOR_BUREAU forwardAccepted → BUREAU_REVIEW': () => ({ province: NO_SMS_PROVINCE }),
  'PHOTO_PENDING livenessResult → PHOTO_REVIEW': () => ({ province: FACE_CHECK_LATER_PROVINCE }),
  'PHOTO_REJECTED livenessResult → PHOTO_REVIEW': () => ({ province: FACE_CHECK_LATER_PROVINCE }),
  'PHOTO_REVIEW approve → MAIL_PENDING': () => ({ province: PHOTO_AND_MAIL_PROVINCE }),
  'SMS_PENDING smsVerified → STAY': () => ({ form: enterprise() }),
  ...Object.fromEntries(UNREVIEWED.map((edge) => [edge, () => ({})])),
  ...Object.fromEntries(Object.keys(APART).map((edge) => [edge, () => ({ form: enterprise() })])),
};

/** Edges that are walked from an order waiting for the SMS. */
const BEGUN_AT_MIIT = [
  'SMS_RETURNED onward',
  'PRELIM_REJECTED operatorRecordDecision',
  'BUREAU_APPROVED recordSynced → BUREAU_REJECTED',
];

/** Goes along edges out of a state, one after the other, and uses an order again that came back. */
async function leave(from: Stage, edges: readonly Edge[]): Promise<void> {
  let before: TestFiling | undefined;
  for (const { edge, action } of edges) {
    const start = BEGUN_AT_MIIT.some((name) => edge.startsWith(name)) ? 'SMS_PENDING' : from;
    const unlike = otherOrders[edge]?.() ?? (start === from ? undefined : {});
    const filing = await filingIn(desk, start, unlike ?? { from: before });
    const way = otherWays[edge] ?? (action ? plainWay(action) : untilLastDue);
    expect([edge, await way(filing)]).toEqual([edge, 'APPLIED']);
    await note(filing);
    before = !unlike && CAN_BE_SUBMITTED.includes(await filing.stage()) ? filing : undefined;
  }
}
const CAN_BE_SUBMITTED: readonly Stage[] = ['PRELIM_REJECTED', 'BUREAU_REJECTED'];

const plainWay = (action: Action): Way =>
  action === 'forwardToBureau' || action === 'resubmit'
    ? (filing) => handOverUnderWay(desk, filing, action)
    : doing[action];

/** Takes the actions that leave the order in its state. A hand-over comes last, because it locks the order. */
async function stay(from: Stage, actions: readonly Action[]): Promise<void> {
  const filing = await filingIn(desk, from, otherOrders[`${from} smsVerified → ${STAY}`]?.());
  const locks = (action: Action) => Number(action === 'forwardToBureau' || action === 'resubmit');
  for (const action of actions.toSorted((one, other) => locks(one) - locks(other))) {
    const way = action === 'recordSynced' ? enteredByOne : plainWay(action);
    expect([from, action, await way(filing)]).toEqual([from, action, 'APPLIED']);
  }
  await note(filing);
}

/** Waits until the timers of a state fire, while nobody acts. */
async function wait(from: Stage): Promise<void> {
  const filing = await filingIn(desk, from);
  if ('claim' in lifecycleTable[from].actions) await doing.claim(filing);
  if (isDrafting(from)) {
    await filing.travelTo('2026-03-20 10:00');
    await filing.save((form) => form); // The timer was set before, so it asks when it rings.
  }
  if (from === 'MAIL_PENDING') {
    await filing.travelTo('2026-04-09 12:00');
    await doing.mailRegistered(filing);
  }
  await untilLastDue(filing);
  if (from === 'PRELIM_REVIEW') await doing.requestMaterial(filing);
  await untilLastDue(filing);
  await note(filing);
}

/** While the bureau's gateway has the order, a lost server is only noted, its acceptance is due, and it may fail. */
async function beUnderWay(from: 'READY_FOR_BUREAU' | 'SMS_RETURNED' | 'RESUBMIT_WAIT'): Promise<void> {
  const filing = await filingIn(desk, from);
  if (from === 'RESUBMIT_WAIT') {
    desk.parties.bureau.turns.set(filing.orderId, ['later']);
    await untilLastDue(filing);
  } else await handOverUnderWay(desk, filing, from === 'SMS_RETURNED' ? 'resubmit' : 'forwardToBureau');
  for (const name of ['instanceExpired', 'codeRevoked', 'instanceRenewed'] as const)
    expect([from, name, await doing[name](filing)]).toEqual([from, name, 'APPLIED']);
  if ('acceptance' in lifecycleTable[from].timers) await untilLastDue(filing);
  expect(await doing.forwardFailed(filing)).toBe('APPLIED');
  await note(filing);
}

/** Actions after which a draft looks again for what is missing. */
const REDRAFTING: readonly Action[] = ['edited', 'livenessResult', 'allowPhoto', 'instanceRenewed'];
const lookAnew: Readonly<Record<string, (filing: TestFiling, turn: number) => Promise<string>>> = {
  edited: (filing) => filing.act('edited'),
  livenessResult: (filing) =>
    filing.act('livenessResult', { personId: 'P1', result: 'PASS' }, { as: 'liveness', anyVisit: true }),
  allowPhoto: (filing, turn) => filing.act('allowPhoto', { personId: `P${turn + 2}` }, R1),
  instanceRenewed: (filing) => filing.act('instanceRenewed', { websiteId: 'W1' }, { as: 'system', anyVisit: true }),
};

/** Goes through the drafting states. In each the action changes nothing at first and then something. */
async function redraft(action: string): Promise<void> {
  const filing = await filingIn(desk, 'CONFIRMATION', { province: PHOTO_AT_ONCE_PROVINCE });
  const turns = DRAFTING_STAGES.flatMap((stage) => [stage, stage]);
  for (const [turn, stage] of turns.entries()) {
    await arrange(filing, stage);
    expect([stage, await lookAnew[action]?.(filing, turn)]).toEqual([stage, 'APPLIED']);
    expect(await filing.stage()).toBe(stage);
  }
  await arrange(filing, 'DRAFT');
  await lookAnew[action]?.(filing, turns.length);
  await note(filing);
}

const underWay = ['READY_FOR_BUREAU', 'SMS_RETURNED', 'RESUBMIT_WAIT'] as const;
const WHILE_UNDER_WAY: readonly Action[] = ['instanceExpired', 'codeRevoked', 'instanceRenewed', 'forwardFailed'];

/** The edges of a state that another test of this file walks. */
function shownElsewhere(from: Stage, action: Action | undefined): boolean {
  return isDrafting(from) && action !== undefined && REDRAFTING.includes(action);
}

/** Everything that can happen to an order in a state. */
async function walk(from: Stage): Promise<void> {
  const edges = edgesFrom(from).filter(({ action }) => !shownElsewhere(from, action));
  const handsOver = underWay.find((stage) => stage === from);
  const staying = edges
    .filter(({ edge }) => edge.endsWith(STAY) && !otherWays[edge])
    .flatMap(({ action }) => (action && !(handsOver && WHILE_UNDER_WAY.includes(action)) ? [action] : []));
  await leave(
    from,
    edges.filter(({ edge, action }) => otherWays[edge] ?? (!edge.endsWith(STAY) && action)),
  );
  await stay(from, staying);
  await wait(from);
  if (handsOver) await beUnderWay(handsOver);
}

test('A-162 every state has an exit, except the ends', () => {
  const without = STAGES.filter((stage) => edgesFrom(stage).every(({ edge }) => edge.endsWith(STAY)));
  expect(without.toSorted()).toEqual(ENDS.toSorted());
});

test.concurrent.each(REDRAFTING)('A-162 %s leads a draft to the first missing item', redraft);

test.concurrent.each(STANDING)('A-162 from %s everything of the table happens', async (stage) => {
  await walk(stage);
  const expected = edgesFrom(stage).filter(({ action }) => !shownElsewhere(stage, action));
  expect(expected.filter(({ edge }) => !walked.has(edge))).toEqual([]);
});

test('A-162 the workflow takes exactly the edges of the table', () => {
  expect([...walked].toSorted()).toEqual([...tableOf(STAGES)].toSorted());
});
