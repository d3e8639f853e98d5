/** What the workflows ask of the world. Types only: workflow code sees nothing else of this room. */
import type { ExchangeInput, Turn } from '../domain/bureau/exchange.ts';
import type { ActionData } from '../domain/lifecycle/action.ts';
import type { Cause } from '../domain/lifecycle/cause.ts';
import type { Finding } from '../domain/finding.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { DutyToOpen } from '../domain/duties/duty.ts';
import type { DutiesStep } from '../domain/duties/duty-step.ts';
import type { DutyTerms } from '../domain/duties/duty-terms.ts';
import type { OrderPath } from '../domain/order-types/path.ts';
import type { SyncNames } from '../domain/record/record-change.ts';
import type { InspectionStep } from '../domain/inspection/inspection-step.ts';
import type { OrderPlace } from '../domain/inspection/inspection.ts';
import type { StoredDuties, StoredFiling, StoredInspection } from '../domain/lifecycle/stored-process.ts';
import type { AskedTick } from '../domain/review/ticks.ts';
import type { ProvisionalTerms } from '../domain/lifecycle/provisional-access.ts';
import type { StepAnswer, Step } from '../domain/lifecycle/step.ts';
import type { TaskKind } from '../domain/tasks/task.ts';
import type { Actor } from '../domain/role.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { DraftingStage, Stage } from '../domain/lifecycle/stage.ts';

/** Moments at which an order is checked; what is a warning at one may block at another. */
export type CheckPurpose =
  | 'DRAFT' // which drafting state
  | 'SUBMISSION'
  | 'RESUBMISSION'
  | 'REACTIVATION'
  | 'APPROVAL'
  | 'PHOTO'
  | 'HAND_OVER'
  | 'RETURN'; // from MIIT, R-SMS-18

export interface CheckRequest {
  orderId: string;
  at: Instant;
  purpose: CheckPurpose;
  photoAllowedFor: string[];
  /** The person to whom a reviewer is allowing the photo with this very action. */
  allowing?: string;
}

/** What policy, calendar, form and look-ups say about an order at one instant. */
export interface CheckAnswer {
  draftingStage: DraftingStage;
  blocking: Finding[];
  warnings: Finding[];
  /** What could not be looked up; the order cannot go on without it. Absent in answers recorded before it was added. */
  unchecked?: Finding[];
  /** Whether all of that is an outage, so that the same question may be answered in a minute. */
  outage?: boolean;
  /** What an operator has to look at. */
  tasks?: TaskKind[];
  /** Whether the type determined anew is still the order's (R-TYPE-5). */
  typeStillRight: boolean;
  /** People MIIT's SMS goes to, grouped by shared mobile; empty where the SMS is not in scope (R-SMS-3, R-SMS-5). */
  verifiers: string[][];
  /** People who have something to prove after the preliminary review, by photo or face check. */
  photoPersons: string[];
  /**
   * How often each person failed the face check, counted for the person now in the form. Absent in older recorded answers,
   * like the next.
   */
  livenessFails?: Record<string, number>;
  /** People allowed to take a photo instead, as long as the same person stands in the form. */
  photoAllowedFor?: string[];
  mailNeeded: boolean;
  /**
   * The order's path, and what MIIT must report at its end. Only in answers to a submission; absent in older recorded
   * answers.
   */
  path?: OrderPath;
  syncNames?: SyncNames;
  /** The access that this approval opens (R-TRF-7). Only in answers to an approval, and absent where it opens none. */
  provisionalAccess?: ProvisionalTerms;
  /** What the reviewer's checklist asks of an approval and of a hand-over; absent in older recorded answers, and where nothing is asked. */
  reviewItems?: AskedTick[];
  policyVersion: string;
}

/** The activities that every process calls. */
export interface ProcessActivities {
  /** Delivers every message of a step that has not been delivered, or only those named; retried until each has an outcome (R-MSG-3). */
  deliverMessages(request: DeliveryRequest): Promise<void>;
  /**
   * The outcome of an action in steps that took effect at `until` or before; null when none of them answered it. The instant
   * leaves out steps of the present run: such a step may be written before the run knows of it.
   */
  knownOutcome(request: { orderId: string; actionId: string; until: Instant }): Promise<EarlierOutcome | null>;
  /** Writes a refusal of a process that has no step yet, and opens its tasks. Safe to repeat. */
  refuseBeforeFirstStep(refused: RefusedBeforeFirstStep): Promise<void>;
}

/** What was refused: the first step itself, or an action that came before it. */
export interface RefusedBeforeFirstStep {
  orderId: string;
  at: Instant;
  cause: Cause;
  tasks: TaskKind[];
}

/** The messages of one step, by the case, the process that wrote them (the filing, when left out) and the step's number. */
export interface DeliveryRequest {
  orderId: string;
  seq: number;
  source?: string;
  messageIds?: string[];
}

/** Where Postgres says that a process stands. They fail for good when the order is unknown, or what is stored cannot be read. */
export interface StoredProcessActivities {
  storedFiling(request: { orderId: string }): Promise<StoredFiling>;
  storedDuties(request: { orderId: string }): Promise<StoredDuties>;
  storedInspection(request: { orderId: string }): Promise<StoredInspection>;
}

export interface EarlierOutcome {
  outcome: 'APPLIED' | 'REFUSED';
  reason?: RefusalCode;
  stage: Stage;
  visit: number;
}

export interface FilingActivities {
  /** Writes one step: new state, audit rows, due notifications, effects, in one transaction (design §3). */
  record(step: Step): Promise<StepAnswer>;
  checkOrder(request: CheckRequest): Promise<CheckAnswer>;
  /** Until when a draft may lie untouched, counted from its last edit (R-SM-10). */
  draftIdleUntil(request: { orderId: string; days: number }): Promise<Instant>;
  /** A term of business days by today's calendar (R-SM-17: `calendarChanged`). */
  businessDeadline(request: { from: Instant; amount: number }): Promise<{ at: Instant; provisional: boolean }>;
  /** Hands the complete order to the bureau once, however often it is tried. */
  handOver(request: { orderId: string; handOver: number; verifiers: string[]; at: Instant }): Promise<HandOverAnswer>;
  resendSms(request: { orderId: string; handOver: number; personId?: string; actionId: string }): Promise<void>;
  /** Removes the images of an order whose key was destroyed (R-SM-13). */
  eraseDocuments(request: { orderId: string }): Promise<void>;
}

/**
 * How the bureau's gateway answered: `RECEIVED` when the acceptance comes later, `byHand` when a person must enter the
 * order.
 */
export type HandOverAnswer =
  | { status: 'ACCEPTED'; reference?: string }
  | { status: 'RECEIVED'; byHand?: boolean }
  | { status: 'ASK_PERSON'; detail: string };

/** The exchange with a bureau over MIIT's own interface; each call is one turn of an account. */
export interface BureauActivities {
  /** Sends the next upload of the account, or finds out what became of the one before. */
  sendNextUpload(request: ExchangeInput): Promise<Turn>;
  /** Fetches and stores one file, and acknowledges it. */
  fetchNextFile(request: ExchangeInput): Promise<Turn>;
  /** Lets one stored file have its effects. */
  applyNextFile(request: ExchangeInput): Promise<Turn>;
}

export interface DutiesActivities {
  /** The duties of an approved order, from record and policies. Only reads, so a retry is safe. */
  openObligations(request: { orderId: string; at: Instant; issuedOn: string }): Promise<OpenedDuties>;
  /** Writes the duties of websites that came on record after others of their order; a repeat writes nothing. */
  addObligations(request: { orderId: string; at: Instant; issuedOn: string }): Promise<void>;
  /** Writes one step of the duties: their states, an audit row, due notifications, in one transaction. */
  recordObligations(step: DutiesStep): Promise<StepAnswer>;
}

export interface InspectionActivities {
  /** Writes one step of an inspection: how it stands, an audit row, due notifications, in one transaction. */
  recordInspection(step: InspectionStep): Promise<StepAnswer>;
  /** Where the order stands that answers the inspection; null when there is none. Only reads. */
  answeringOrder(request: { orderId: string }): Promise<{ id: string; place: OrderPlace } | null>;
}

export interface OpenedDuties {
  duties: DutyToOpen[];
  terms: DutyTerms;
}

export interface FaceCheckActivities {
  /** Asks vendors about the face checks that are due; returns the results that filings have not been told yet. */
  askAboutFaceChecks(): Promise<FaceCheckRound>;
  /**
   * What became of a result: `HEARD` by a running filing, or `NONE` runs; then the result goes into the history of an ended
   * order.
   */
  noteFaceChecksTold(told: ToldFaceCheck[]): Promise<void>;
}

export interface FaceCheckRound {
  asked: number;
  news: FaceCheckNews[];
  /** Sessions the vendor could not be asked about, with its code or the kind of error. */
  problems: string[];
}

export interface ToldFaceCheck {
  reference: string;
  actionId: string;
  filing: 'HEARD' | 'NONE';
}

/** A result for one filing, in the envelope of its signals. `reference` is the vendor's token for the check. */
export interface FaceCheckNews {
  reference: string;
  orderId: string;
  message: { actionId: string; actor: Actor; data: ActionData<'livenessResult'> };
}

export interface RedeliveryActivities {
  /** Marks a held or failed message for delivery again and returns its step; null when there is nothing to send. */
  reopenMessage(request: {
    messageId: string;
    by: string;
  }): Promise<{ orderId: string; seq: number; source: string } | null>;
}

export interface EndingActivities {
  /** Writes the end of an order whose filing cannot go on. Null when it has ended already, or nobody asked for it. */
  endOrder(request: {
    orderId: string;
    actionId: string;
    by: string;
  }): Promise<{ seq: number; messages: boolean } | null>;
}

export interface HousekeepingActivities {
  /** Seals the heads of all audit chains, so that a chain that is cut or replaced later is noticed (design §3). */
  sealAuditHeads(): Promise<{ heads: number }>;
  /** Removes rows that are older than the term of their table (`store/retention/`); the name is from when there were few. */
  pruneKeptAnswers(): Promise<{ removed: number }>;
}

export interface DocumentActivities {
  /** Removes the images of versions that were replaced, after a term for those that somebody had decided on and another for others. */
  removeReplacedScans(): Promise<{ removed: number }>;
  /** Removes objects that no document names, and reports documents whose object is missing. */
  compareDocumentStore(): Promise<{ orphans: number; missing: number }>;
}

export interface WatchActivities {
  /** Reads from new versions of records the days on which something of them ends. */
  readRecordDays(): Promise<{ read: number }>;
  /** Reminds accounts of days that are near (N-14). */
  remindOfRecordDays(): Promise<{ reminded: number }>;
}

export interface RetentionActivities {
  /** Erases orders that ended longer ago than the policies keep them. */
  eraseEndedOrders(): Promise<{ erased: number; failed: number }>;
  /** Erases the addresses of accounts that have neither order nor record. */
  eraseIdleAccounts(): Promise<{ erased: number }>;
}
