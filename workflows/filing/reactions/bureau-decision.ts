/** The bureau's decision and MIIT's record, while the order is with them (R-BUR-4, R-BUR-5). */
import { patched } from '@temporalio/workflow';
import { canonicalJson } from '../../../domain/digest.ts';
import type { ActionData, BureauDecision } from '../../../domain/lifecycle/action.ts';
import { withConflictAdvice } from '../../../domain/lifecycle/conflicts-elsewhere.ts';
import { civilDate } from '../../../domain/time/instant.ts';
import { inOneSpelling, syncFindings } from '../../../domain/record/issued-numbers.ts';
import type { Stage } from '../../../domain/lifecycle/stage.ts';
import { goTo, refuse, stay } from '../outcome.ts';
import type { Filing, Taken } from '../stage.ts';
import { decideWebsites, putOnRecord, type Waiting } from './decide-websites.ts';
import { isLostInstance } from './instance-loss.ts';

type Said<D extends BureauDecision['decision']> = Extract<BureauDecision, { decision: D }>;

const approved = (filing: Filing, { issuedOn }: Said<'APPROVED'>) =>
  goTo('BUREAU_APPROVED', {
    change: { decision: 'APPROVED', issuedOn: issuedOn ?? civilDate(filing.now()), items: [] },
    effects: ['consumeInstances'],
    notices: [{ code: 'N-9', facts: {} }],
  });

/** A server that was lost meanwhile is one more item to correct (R-SRV-8). */
const rejected = ({ progress }: Filing, said: Said<'REJECTED'>) => {
  const items = [...withConflictAdvice(said.items), ...progress.items.filter(isLostInstance)];
  return goTo('BUREAU_REJECTED', {
    change: { decision: 'REJECTED', items },
    items,
    notices: [{ code: 'N-10', facts: { items } }],
  });
};

const wrongType = () =>
  goTo('ABANDONED', {
    via: ['RETURNED_FOR_TYPE'],
    change: { decision: 'WRONG_TYPE' },
    effects: ['releasePlace', 'releaseInstances'],
    notices: [{ code: 'N-15', facts: { variant: 'WRONG_TYPE' } }],
  });

/** Applied in `SMS_PENDING` too: the SMS then counts as passed and its timer is cancelled (R-SMS-14). */
const decide =
  <To extends Stage>(waiting: Waiting<To>) =>
  (filing: Filing, taken: Taken<BureauDecision>) => {
    const { data } = taken;
    const { decidedApart: websites } = filing.settings;
    if (websites === undefined || data.handOver !== filing.progress.handOver || data.decision === 'WRONG_TYPE')
      return decideWhole(filing, taken);
    return decideWebsites(filing, data, { websites, waiting });
  };

const decideWhole = (filing: Filing, { data }: Taken<BureauDecision>) => {
  if (data.handOver !== filing.progress.handOver)
    return refuse('STALE_HAND_OVER', { tasks: ['DECISION_OUT_OF_ORDER'] });
  // What is on record already cannot be filed as another type.
  if (data.decision === 'WRONG_TYPE' && filing.progress.apart !== undefined)
    return refuse('CONTRADICTS_DECISION', { tasks: ['DECISION_CONTRADICTS'] });
  switch (data.decision) {
    case 'APPROVED':
      return approved(filing, data);
    case 'REJECTED':
      return rejected(filing, data);
    case 'WRONG_TYPE':
      return wrongType();
    default:
      return data satisfies never;
  }
};

/**
 * The bureau decided although the order had come back: MIIT went on while the filing no longer waited for a decision. An
 * operator who has seen MIIT's record applies it (R-BUR-5, R-PUB-3).
 */
const decidedElsewhere = (filing: Filing, taken: Taken<BureauDecision>) => {
  const { handOver, handOverUnderWay } = filing.progress;
  if (handOver === 0) return refuse('NOT_HANDED_OVER');
  if (handOverUnderWay) return refuse('HAND_OVER_UNDER_WAY');
  return isOfPart(filing, taken) ? refuse('WRONG_STAGE', { detail: WHOLE_ONLY }) : decideWhole(filing, taken);
};

/** An order that is not with the bureau waits for no website by itself. */
const isOfPart = ({ settings }: Filing, { data }: Taken<BureauDecision>): boolean =>
  settings.decidedApart !== undefined && 'websites' in data && data.websites !== undefined;
const WHOLE_ONLY = 'the order is not with the bureau: tell what was decided on all of its websites';

/** The bureau's decision contradicts the earlier one: MIIT's record decides (R-BUR-5). */
const decidedOtherwise = (filing: Filing, taken: Taken<BureauDecision>) => {
  const { data } = taken;
  if (data.handOver !== filing.progress.handOver) return refuse('STALE_HAND_OVER');
  if (isOfPart(filing, taken)) return refuse('WRONG_STAGE', { detail: WHOLE_ONLY });
  switch (data.decision) {
    case 'APPROVED':
      return approved(filing, data);
    case 'REJECTED':
      return refuse('ALREADY_DONE');
    case 'WRONG_TYPE':
      return wrongType();
    default:
      return data satisfies never;
  }
};

/** MIIT's record came before the decision and contains it (R-BUR-5). */
const recordSynced =
  <To extends Stage>(waiting: Waiting<To>) =>
  (filing: Filing, taken: Taken<ActionData<'recordSynced'>>) =>
    completeByTwo(filing, taken, { via: ['BUREAU_APPROVED'], waiting });

/**
 * Numbers that an operator enters by hand need four eyes: the order is completed when a second operator enters the same. Whoever
 * enters others than those before replaces them, and waits for a second person in turn.
 */
function completeByTwo<To extends Stage>(
  filing: Filing,
  taken: Taken<ActionData<'recordSynced'>>,
  from: { via: 'BUREAU_APPROVED'[]; waiting: Waiting<To> },
) {
  const { actor, data } = taken;
  const outcome = complete(filing, taken, from);
  if (actor.role !== 'operator' || outcome.outcome === 'REFUSED' || !patched('numbers-by-two')) return outcome;
  const before = filing.progress.numbersEntered;
  const said = entered(data);
  const agrees = before?.said === said;
  if (agrees && before.by === actor.id) return refuse('SAME_PERSON');
  if (agrees) return outcome;
  return stay({
    change: { numbersEntered: { by: actor.id, said } },
    tasks: ['NUMBERS_ENTERED'],
    detail: before === undefined ? 'a second person has to enter the same' : `differs from what ${before.by} entered`,
  });
}

/** All that was entered, however it is spelled and in whatever order. */
function entered(data: ActionData<'recordSynced'>): string {
  const told = inOneSpelling(data);
  if ('removed' in told) return canonicalJson(told);
  const websites = told.websites.toSorted((one, other) => (one.domain < other.domain ? -1 : 1));
  return canonicalJson({ ...told, websites, issuedOn: 'removed' in data ? null : (data.issuedOn ?? null) });
}

/**
 * The numbers are stored, the account's place is free, the duties begin (A-011, N-11). Numbers that cannot be this order's
 * are refused: here by their form, and when the step is written by what the order files and what is on record.
 */
function complete<To extends Stage>(
  filing: Filing,
  { data }: Taken<ActionData<'recordSynced'>>,
  { via, waiting }: { via: 'BUREAU_APPROVED'[]; waiting: Waiting<To> },
) {
  if (data.handOver !== filing.progress.handOver) return refuse('STALE_HAND_OVER');
  const told = inOneSpelling(data);
  const items = syncFindings(told, filing.progress.syncNames ?? 'EVERY_WEBSITE');
  if (items.length > 0) return refuse('RECORD_DOES_NOT_FIT', { items, tasks: ['RECORD_DOES_NOT_FIT'] });
  const saidOn = 'removed' in data ? undefined : data.issuedOn;
  const issuedOn = saidOn ?? filing.progress.issuedOn ?? civilDate(filing.now());
  const { decidedApart: websites } = filing.settings;
  if (websites !== undefined && !('removed' in told) && !('removed' in data))
    return putOnRecord(filing, { data, told, issuedOn }, { websites, waiting });
  const numbers = 'removed' in told ? [] : [told.entityNumber, ...told.websites.map(({ number }) => number)];
  return goTo('COMPLETED', {
    via,
    change: { issuedOn, decision: 'APPROVED' },
    effects: ['releasePlace', 'consumeInstances', 'writeRecord'],
    record: { ...told, issuedOn },
    notices: [...(via.length > 0 ? [{ code: 'N-9' as const, facts: {} }] : []), { code: 'N-11', facts: { numbers } }],
    // What was removed brings no duties.
    work: 'removed' in told ? [] : [{ kind: dutiesWork(filing), issuedOn, startedAt: filing.now() }],
  });
}

/** Those of websites that were on record before the rest of their order have begun already. */
const dutiesWork = ({ progress }: Filing) => (progress.dutiesBegun === true ? 'addDuties' : 'startDuties');

/** Reactions of the states to which an order came back from MIIT. */
export const bureauSpokeElsewhere = { operatorRecordDecision: decidedElsewhere } as const;
/** Reactions of `BUREAU_REJECTED`. */
export const bureauSpokeOtherwise = { operatorRecordDecision: decidedOtherwise } as const;

const speaks = <To extends Stage>(waiting: Waiting<To>) => ({
  bureauDecision: decide(waiting),
  operatorRecordDecision: decide(waiting),
  recordSynced: recordSynced(waiting),
});

/** Reactions of `BUREAU_REVIEW`. */
export const bureauSpeaks = speaks<never>(stay);
/** Reactions of `SMS_PENDING`: a decision on one website shows that the SMS is passed. */
export const bureauSpeaksBeforeSms = speaks<'BUREAU_REVIEW'>((and) => goTo('BUREAU_REVIEW', and));
/** Reaction of `BUREAU_APPROVED`. */
export const recordFollows = (filing: Filing, taken: Taken<ActionData<'recordSynced'>>) =>
  completeByTwo<never>(filing, taken, { via: [], waiting: stay });
