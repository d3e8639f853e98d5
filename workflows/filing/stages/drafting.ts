/**
 * Drafting (`DRAFT` … `CONFIRMATION`): the applicant fills in the order. The seven states are one stage; the state names the
 * first thing still missing (R-SM-9). Form and scans are edited in the database; the filing hears of an edit only when it
 * moved the draft. The stage ends with the submission, or after 45 days without an edit.
 */
import type { CheckAnswer } from '../../../activities/contract.ts';
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import { calendarDays, instant, type Instant } from '../../../domain/time/instant.ts';
import type { DraftingStage, Stage } from '../../../domain/lifecycle/stage.ts';
import { shortActivities } from '../activities.ts';
import { withDue } from '../../../domain/lifecycle/entering.ts';
import { goTo, stay, type Applied } from '../outcome.ts';
import { always, deadlineOverride } from '../reactions/due-dates.ts';
import { abandon, cancellable, expire } from '../reactions/ending.ts';
import { stage, type Filing, type Taken } from '../stage.ts';
import { allowPhoto, noteLiveness } from '../reactions/authenticity.ts';
import { submit } from '../reactions/submission.ts';

type And = Omit<Applied<DraftingStage>, 'outcome' | 'to'>;

/** Goes to the drafting state that names the first thing still missing; stays when the draft is already there. */
export const toFirstMissing = async (filing: Filing, and: And = {}): Promise<Applied<DraftingStage>> =>
  leadTo(filing, await filing.check('DRAFT'), and);

function leadTo(filing: Filing, { draftingStage }: CheckAnswer, and: And): Applied<DraftingStage> {
  const from: Stage = filing.progress.stage;
  if (draftingStage === from) return stay(and);
  const notices = from === 'DRAFT' ? [{ code: 'I-1' as const, facts: {} }] : [];
  return goTo(draftingStage, { ...and, notices: [...(and.notices ?? []), ...notices] });
}

const edited = (filing: Filing) => toFirstMissing(filing);

const livenessResult = async (filing: Filing, { data }: Taken<ActionData<'livenessResult'>>) => {
  const answer = await filing.check('DRAFT');
  return leadTo(filing, answer, noteLiveness(filing, data, answer));
};

const photoAllowed = async (filing: Filing, taken: Taken<ActionData<'allowPhoto'>>) => {
  const outcome = await allowPhoto(filing, taken);
  if (outcome.outcome === 'REFUSED') return outcome;
  return leadTo(filing, await filing.check('DRAFT', taken.data.personId), outcome);
};

/** The website's reservation is dropped and its server asked for again; what was filled in is kept (R-SRV-8). */
const instanceLost = ({ progress }: Filing, { data }: Taken<ActionData<'instanceExpired'>>) => {
  const and = { effects: ['releaseInstances' as const], websites: [data.websiteId] };
  return BEFORE_THE_SERVER.includes(progress.stage) ? stay(and) : goTo('TYPE_DETERMINED', and);
};
const BEFORE_THE_SERVER: readonly Stage[] = ['DRAFT', 'TYPE_DETERMINED'];

const instanceRenewed = (filing: Filing) => toFirstMissing(filing);

/** 45 days without an edit. The timer was set when the state was entered, so the last edit is looked up again (R-SM-10). */
const dormant = async (filing: Filing, dueAt: Instant) => {
  const { progress, settings, input } = filing;
  const days = settings.draftExpiryDays;
  const idleUntil = await shortActivities.draftIdleUntil({ orderId: input.orderId, days });
  const until = instant(Math.max(idleUntil, progress.draftKeptUntil ?? 0));
  if (until <= dueAt) return expire(filing, dueAt);
  const due = { kind: 'draft', at: until, unit: 'CD', amount: calendarDays(days), from: progress.enteredAt } as const;
  return stay({ change: { dues: withDue(progress.dues, due) } });
};

const on = {
  edited,
  livenessResult,
  allowPhoto: photoAllowed,
  instanceExpired: instanceLost,
  codeRevoked: instanceLost,
  instanceRenewed,
  abandon,
  ...cancellable,
  deadlineOverride,
  ...always,
} as const;
const at = { draft: dormant } as const;

export const draft = stage('DRAFT', { on, at });
export const typeDetermined = stage('TYPE_DETERMINED', { on, at });
export const instanceVerified = stage('INSTANCE_VERIFIED', { on, at });
export const infoFilled = stage('INFO_FILLED', { on, at });
export const materialsPending = stage('MATERIALS_PENDING', { on, at });
export const authenticityPending = stage('AUTHENTICITY_PENDING', { on, at });
export const confirmation = stage('CONFIRMATION', {
  on: { ...on, submitForReview: (filing) => submit(filing, 'SUBMISSION') },
  at,
});
