/**
 * Checks an order under the rules of the day: what is missing or wrong, whether its type is still right, who must verify by
 * SMS, and where it goes after the review. The workflow asks at every step that depends on it (R-SM-17, R-PER-11). The
 * answer comes in a bounded time: when an outside party is unreachable or refuses, the answer says so. Only our own database
 * is waited for, as with every step.
 */
import { log } from '@temporalio/activity';
import { inquire, type Inquiry } from '../../facts/inquiry.ts';
import { allFindings, checkByConcern } from '../../domain/check-order/check-order.ts';
import type { Purpose } from '../../domain/check-order/order.ts';
import type { NotKnown } from '../../domain/assets/asset-facts.ts';
import { missingInPhotoStep, personsForPhotoStep } from '../../domain/check-order/photo-step.ts';
import { draftingStage, type Draft } from '../../domain/order/drafting.ts';
import type { Finding } from '../../domain/finding.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { orderScope } from '../../domain/order/order-scope.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import { civilDate, type CivilDate } from '../../domain/time/instant.ts';
import { personsToVerify } from '../../domain/proofs/who-proves.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import { mailNeeded } from '../../domain/materials/originals.ts';
import type { TaskKind } from '../../domain/tasks/task.ts';
import { askedTicks, type ReviewQuestion } from '../../domain/review/review-items.ts';
import { provisionalTerms } from '../../domain/lifecycle/provisional-access.ts';
import type { Rules } from '../../domain/lifecycle/terms.ts';
import { SAYS_NOTHING_OF_TYPE, TYPE_UNCLEAR } from '../../domain/order-types/type-determination.ts';
import { inTransaction, type Database } from '../../store/postgres/database.ts';
import { reserveAgain } from '../../store/assets/reserve-instance.ts';
import { unconfirmed } from '../../facts/confirmation.ts';
import { readOrderFacts } from '../../facts/order-facts.ts';
import { readOrder, type Order } from '../../store/orders/orders.ts';
import type { CheckAnswer, CheckRequest, FilingActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { typeNow, type TypeVerdict } from '../../facts/type-now.ts';

type CheckDependencies = Pick<ActivityDependencies, 'database' | 'vault' | 'rules' | 'assets' | 'bureau'>;
type WrittenOrder = Order & { form: OrderForm };

/** The task says that an operator is needed, the worker's log says why. */
const logRefusal = ({ message }: Error): void => log.warn('a look-up was refused', { reason: message });

export function createCheckOrder(deps: CheckDependencies): FilingActivities['checkOrder'] {
  return async (request) => {
    const rules = await deps.rules();
    if (request.purpose !== 'REACTIVATION') return answer(deps, deps.database, rules, request);
    return asIf(deps.database, async (trx) => {
      await reserveAgain(trx, request.orderId as OrderId, request.at);
      return answer(deps, trx, rules, request);
    });
  };
}

async function answer(
  deps: CheckDependencies,
  db: Database,
  rules: Rules,
  request: CheckRequest,
): Promise<CheckAnswer> {
  const order = await readOrder(db, deps.vault, request.orderId as OrderId);
  if (!order) throw new Error(`order ${request.orderId} is not in the database`);
  if (!isWritten(order)) return erased(rules);
  const { at, photoAllowedFor, allowing } = request;
  const ask = inquire(deps, { onRefused: logRefusal });
  const draft = await readOrderFacts(db, deps.vault, ask, rules, {
    order,
    at,
    purpose: purposeOf(request, order),
    photoAllowedFor,
    allowing,
  });
  if (draft.type === undefined) return undetermined(draft, rules);
  return determined({ database: db, vault: deps.vault }, ask, request, order, { ...draft, type: draft.type }, rules);
}

const isWritten = (order: Order): order is WrittenOrder => order.form !== undefined;

async function determined(
  stores: Pick<CheckDependencies, 'database' | 'vault'>,
  ask: Inquiry,
  request: CheckRequest,
  order: WrittenOrder,
  draft: Draft & { type: OrderType },
  { policies }: Rules,
): Promise<CheckAnswer> {
  if (request.purpose === 'PHOTO') return photoStep(draft, policies);
  const { form, type } = draft;
  const on = civilDate(request.at);
  const check = checkByConcern(draft);
  const { blocking, warnings, unchecked } = allFindings(check);
  const verdict = submits(request) ? await typeNow(stores, ask, order, request.at) : { findings: [], unchecked: [] };
  const unsaid = isSubmitted(request) ? await unconfirmed(stores.database, order, policies, request.at) : [];
  const websitesOnRecord = draft.recordedWebsites?.length;
  return {
    ...aboutPeople(draft),
    draftingStage: draftingStage(draft, check),
    blocking: [...verdict.findings, ...blocking, ...unsaid],
    warnings,
    ...notLookedUp(draft, verdict, unchecked),
    typeStillRight:
      rowOf(type).opens === 'FROM_RECORD' || verdict.findings.every(({ code }) => SAYS_NOTHING_OF_TYPE.has(code)),
    verifiers: personsToVerify(form, type, policies, on),
    ...(submits(request) ? wayOf(type) : {}),
    ...(request.purpose === 'APPROVAL' ? accessOpened(form, type, policies, on) : {}),
    ...(isReviewed(request) ? checklistOf({ form, type, policies, on }) : {}),
    mailNeeded: mailNeeded({ form, type, mailRequested: false, websitesOnRecord, policies, on }),
    policyVersion: policies.version,
  };
}

/** What the filing keeps of its type's row, so that it ends as it began whatever becomes of the row. */
function wayOf(type: OrderType): Pick<CheckAnswer, 'path' | 'syncNames'> {
  const { path, syncNames } = rowOf(type);
  return { path, syncNames };
}

/** Asked of whoever approves, and of whoever hands over what was approved before. */
function checklistOf(question: ReviewQuestion): Pick<CheckAnswer, 'reviewItems'> {
  const reviewItems = askedTicks(question);
  return reviewItems.length === 0 ? {} : { reviewItems };
}

/** What an approval opens; the approvals of photo and originals, which come after it, read it and open nothing. */
function accessOpened(
  form: OrderForm,
  type: OrderType,
  policies: Rules['policies'],
  on: CivilDate,
): Pick<CheckAnswer, 'provisionalAccess'> {
  const terms =
    rowOf(type).access === 'PROVISIONAL' ? provisionalTerms(policies, orderScope(form, type), on) : undefined;
  return present({ provisionalAccess: terms });
}

/** In the photo step only photos and passed face checks count; the reviews before and after it check the rest. */
const photoStep = (draft: Draft & { type: OrderType }, { version }: Rules['policies']): CheckAnswer => ({
  ...NOTHING_TO_SAY,
  ...aboutPeople(draft),
  draftingStage: draftingStage(draft),
  blocking: missingInPhotoStep(draft),
  policyVersion: version,
});

const aboutPeople = (draft: Draft & { type: OrderType }) => ({
  photoPersons: personsForPhotoStep(draft),
  livenessFails: Object.fromEntries(Object.entries(draft.liveness).map(([id, state]) => [id, state?.fails ?? 0])),
  photoAllowedFor: [...draft.photoAllowedFor],
});

/** What is not known, whether asking again soon may help, and what an operator must do about it. */
function notLookedUp(
  { domains, instances, filingPassword }: Draft,
  verdict: TypeVerdict,
  unchecked: readonly Finding[],
): Pick<CheckAnswer, 'unchecked' | 'outage' | 'tasks'> {
  const facts = [...Object.values(domains), ...Object.values(instances), ...askedOf(filingPassword)].filter(
    (one) => typeof one === 'string',
  );
  const why = [...facts, ...verdict.unchecked.map((record) => record.why)];
  const records = verdict.unchecked.map(({ path, code, advice }) => ({ path, code, advice }));
  const tasks: TaskKind[] = [];
  if (facts.includes('REFUSED')) tasks.push('LOOK_UP_NEEDS_PERSON');
  if ([...verdict.findings, ...records].some(({ code }) => code === TYPE_UNCLEAR)) tasks.push(TYPE_UNCLEAR);
  return {
    unchecked: [...records, ...unchecked],
    outage: why.length > 0 && !why.includes('REFUSED'),
    tasks,
  };
}

/** A check of the password that asking again may bring: MIIT may have been asked too often as well. */
function askedOf(state: Draft['filingPassword']): NotKnown[] {
  if (state === 'TOO_OFTEN') return ['OUTAGE'];
  return state === 'OUTAGE' || state === 'REFUSED' ? [state] : [];
}

/**
 * A draft that was submitted before is checked like a resubmission: a passed face check stays valid while the person is the
 * same.
 */
function purposeOf({ purpose }: CheckRequest, { submitted }: Order): Purpose {
  switch (purpose) {
    case 'DRAFT':
    case 'SUBMISSION':
      return submitted ? 'RESUBMISSION' : 'SUBMISSION';
    case 'REACTIVATION':
      return submitted ? 'RESUBMISSION' : 'SUBMISSION';
    case 'PHOTO':
      return 'RESUBMISSION';
    case 'RESUBMISSION':
    case 'APPROVAL':
    case 'HAND_OVER':
    case 'RETURN':
      return purpose;
    default:
      return purpose satisfies never;
  }
}

const submits = ({ purpose }: CheckRequest): boolean =>
  purpose === 'SUBMISSION' || purpose === 'RESUBMISSION' || purpose === 'REACTIVATION';

const isReviewed = ({ purpose }: CheckRequest): boolean => purpose === 'APPROVAL' || purpose === 'HAND_OVER';

/** By the customer, who confirms it. */
const isSubmitted = ({ purpose }: CheckRequest): boolean => purpose === 'SUBMISSION' || purpose === 'RESUBMISSION';

const NOTHING_TO_SAY = {
  warnings: [],
  typeStillRight: true,
  verifiers: [],
  photoPersons: [],
  mailNeeded: false,
} satisfies Partial<CheckAnswer>;

const erased = ({ policies }: Rules): CheckAnswer => ({
  ...NOTHING_TO_SAY,
  draftingStage: 'DRAFT',
  blocking: [{ path: 'order', code: 'ERASED', advice: 'The data of this order was erased. Open a new one.' }],
  policyVersion: policies.version,
});

const undetermined = (draft: Draft, { policies }: Rules): CheckAnswer => ({
  ...NOTHING_TO_SAY,
  draftingStage: draftingStage(draft),
  blocking: [{ path: 'type', code: 'MISSING', advice: 'Have the type of the order checked first.' }],
  policyVersion: policies.version,
});

class Undone<T> extends Error {
  readonly value: T;
  constructor(value: T) {
    super('undone on purpose');
    this.value = value;
  }
}

/** Runs work on a changed database and then rolls the change back. */
async function asIf<T>(database: Database, work: (trx: Database) => Promise<T>): Promise<T> {
  try {
    await inTransaction(database, async (trx) => {
      throw new Undone(await work(trx));
    });
  } catch (error) {
    if (error instanceof Undone) return error.value as T;
    throw error;
  }
  throw new Error('the work was not undone');
}
