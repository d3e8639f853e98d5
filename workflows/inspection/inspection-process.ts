/** The process of an inspection: turns each action and the due date into a step. */
import type { DeliveryRequest, InspectionActivities, StoredProcessActivities } from '../../activities/contract.ts';
import type { ActionId } from '../../domain/identifiers.ts';
import {
  inspectionData,
  inspectionTable,
  isInspectionAction,
  type InspectionAction,
  type InspectionTaken,
} from '../../domain/inspection/inspection-actions.ts';
import type { InspectionStep } from '../../domain/inspection/inspection-step.ts';
import { isOver, type InspectionProgress } from '../../domain/inspection/inspection.ts';
import {
  alarmsOf,
  overdue,
  takeInspectionAction,
  type InspectionAlarm,
  type InspectionChange,
} from '../../domain/inspection/take-action.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import { present } from '../../domain/present.ts';
import { TIMER_ACTOR } from '../../domain/role.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { shortWork } from '../engine/activity-options.ts';
import { refuseToCancel } from '../engine/cancel-request.ts';
import type { Engine, KnownOutcome, Place, ProcessDefinition, Refusal, Stored, Written } from '../engine/definition.ts';
import type { CarriedOver } from '../engine/going-on.ts';
import type { Received } from '../engine/inbox.ts';
import { INSPECTION_WORKFLOW, type InspectionInput, type InspectionView } from '../messages/inspection.ts';
import { showInspection } from './operator-view.ts';

const { recordInspection, answeringOrder, storedInspection } = shortWork<
  InspectionActivities & Pick<StoredProcessActivities, 'storedInspection'>
>();

export interface InspectionKind {
  name: InspectionAction;
  alarm: InspectionAlarm;
  step: Omit<InspectionStep, 'orderId' | 'seq' | 'from'>;
  event: never;
  work: never;
  outcome: KnownOutcome;
  state: State;
}
export type CarriedInspection = CarriedOver<InspectionKind>;

interface State {
  /** Undefined until Postgres has told what was found. */
  progress: InspectionProgress | undefined;
}

export class InspectionProcess implements ProcessDefinition<InspectionKind> {
  readonly isKnown = isInspectionAction;
  readonly firstStep = 'inspectionOpened';
  readonly #engine: Engine<InspectionKind>;
  readonly #caseId: string;
  #state: State;

  /** @param carried the state of the run before; undefined in the first run */
  constructor(engine: Engine<InspectionKind>, { orderId }: InspectionInput, carried: State | undefined) {
    this.#engine = engine;
    this.#caseId = orderId;
    this.#state = carried ?? { progress: undefined };
  }

  get progress(): InspectionProgress {
    if (this.#state.progress === undefined) throw new Error('the inspection has not been opened yet');
    return this.#state.progress;
  }

  get ended(): boolean {
    return this.#state.progress !== undefined && isOver(this.#state.progress);
  }

  state(): State {
    return this.#state;
  }

  view(): InspectionView {
    const { now, steps } = this.#engine;
    return { caseId: this.#caseId, now: now(), steps, progress: this.#state.progress };
  }

  show(last: Cause): void {
    showInspection(this.progress, last);
  }

  /** The holder hears of it, unless the term was over before there was a process. */
  async open(): Promise<void> {
    const { progress, lastAt } = await storedInspection({ orderId: this.#caseId });
    this.#state = { progress };
    const isTold = progress.state === 'OPEN' && progress.dueAt > this.#engine.now();
    const cause: Cause = { actor: TIMER_ACTOR, action: this.firstStep, outcome: 'APPLIED' };
    const notices = isTold ? [{}] : [];
    await this.#engine.write({ cause, at: lastAt, after: progress, notices, tasks: [], closes: [] });
  }

  async take({ action, actionId, actor, data, sentAt, askedAs }: Received<InspectionAction>): Promise<void> {
    const cause: Cause = {
      actor,
      action,
      actionId: actionId as ActionId,
      ...present({ askedAs }),
      outcome: 'APPLIED',
    };
    const row = inspectionTable[action];
    if (!row.by.includes(actor.role)) return this.refuse(cause, { reason: 'ROLE_NOT_ALLOWED' });
    if (isOver(this.progress)) return this.refuse(cause, { reason: 'CLOSED' });
    if (!row.in.includes(this.progress.state)) return this.refuse(cause, { reason: 'WRONG_STAGE' });
    const parsed = inspectionData[action]().safeParse(data ?? {});
    if (!parsed.success) return this.refuse(cause, { reason: 'MALFORMED' });
    // Whoever asked had the clock of the API before them.
    const at = instant(Math.max(this.#engine.now(), sentAt ?? 0));
    const outcome = takeInspectionAction(this.progress, { action, data: parsed.data } as InspectionTaken, at);
    if (outcome.outcome === 'REFUSED') {
      const { reason, detail } = outcome;
      return this.refuse({ ...cause, ...present({ detail }) }, { reason });
    }
    await this.#apply(cause, at, outcome);
  }

  async happened(event: never): Promise<void> {
    return event;
  }

  cancelRequested(actionId: string): Promise<void> {
    return refuseToCancel(
      this,
      actionId,
      'An inspection ends when what was found is put right. Say so through the API.',
    );
  }

  async refuse(cause: Cause, { reason, tasks = [] }: Refusal): Promise<void> {
    const refused: Cause = { ...cause, outcome: 'REFUSED', reason };
    const at = this.#engine.now();
    await this.#engine.write({ cause: refused, at, after: this.progress, notices: [], tasks, closes: [] });
  }

  alarms(): InspectionAlarm[] {
    return alarmsOf(this.progress);
  }

  summaryOf({ name }: InspectionAlarm): string {
    return name;
  }

  /** The order that answers it may have reached the bureau in time without the process having heard of it yet. */
  async ring({ name, at }: InspectionAlarm): Promise<void> {
    const order = (await answeringOrder({ orderId: this.#caseId })) ?? undefined;
    const standing = { ...this.progress, ...present({ order }) };
    const cause: Cause = { actor: TIMER_ACTOR, action: name, outcome: 'APPLIED', dueAt: at };
    if (order?.place !== 'AT_BUREAU') return this.#apply(cause, at, overdue(standing));
    const waits = { ...cause, action: 'dueWhileAtBureau' };
    return this.#apply(waits, at, { after: standing, notices: [], tasks: [], closes: [], detail: order.id });
  }

  async write(step: InspectionKind['step'], { seq, at }: Place<never>): Promise<Written> {
    const { state: from } = this.progress;
    const written = await recordInspection({ ...step, seq, at, from, orderId: this.#caseId });
    if (written.standsAt === undefined && written.refused === undefined) this.#state = { progress: step.after };
    return written;
  }

  outcomeOf(known: KnownOutcome): KnownOutcome {
    return known;
  }

  deliveryOf(seq: number): DeliveryRequest {
    return { orderId: this.#caseId, seq, source: INSPECTION_WORKFLOW };
  }

  /** Its only work in the world is the delivery of messages. */
  async work(work: never): Promise<void> {
    return work;
  }

  async stored(): Promise<Stored<InspectionKind>> {
    const { steps, lastAt, undelivered, progress } = await storedInspection({ orderId: this.#caseId });
    const deliveries = undelivered.map((seq) => this.deliveryOf(seq));
    return { steps, lastAt, work: [], deliveries, state: { progress } };
  }

  standAt(state: State): void {
    this.#state = state;
  }

  async #apply(cause: Cause, at: Instant, { after, notices, tasks, closes, detail }: InspectionChange): Promise<void> {
    await this.#engine.write({ cause: { ...cause, ...present({ detail }) }, at, after, notices, tasks, closes });
  }
}
