/**
 * The process of one filing: how far it has come, what it waits for, and the one way it changes — a step, which an activity
 * writes in one transaction before the workflow believes it. Stages say what a step is; this file says how it happens.
 */
import { condition, startChild, ParentClosePolicy } from '@temporalio/workflow';
import { actionData, type Action } from '../../domain/lifecycle/action.ts';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import type { Progress } from '../../domain/lifecycle/progress.ts';
import type { Terms } from '../../domain/lifecycle/terms.ts';
import type { Step } from '../../domain/lifecycle/step.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { Settings } from '../../domain/lifecycle/settings.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import { TIMER_ACTOR, type Actor } from '../../domain/role.ts';
import { hasEnded, type Stage } from '../../domain/lifecycle/stage.ts';
import type { CheckAnswer, CheckPurpose } from '../../activities/contract.ts';
import { AlarmClock } from '../engine/alarm-clock.ts';
import { alarmsOf, type Alarm } from './alarms.ts';
import { handOverActivities, localActivities, patientActivities } from '../engine/activity-options.ts';
import { filingClock, type FilingClock } from '../engine/clock.ts';
import { entering, opening } from './entry.ts';
import { DUTIES_WORKFLOW, dutiesWorkflowId, type DutiesInput } from '../messages/duties.ts';
import type { ActionOutcome } from '../messages/envelope.ts';
import type { FilingInput, FilingView } from '../messages/filing.ts';
import { operatorView } from './operator-view.ts';
import { impliesAcceptance, refusalOf } from './guard.ts';
import { entryFrom, type HappenedEvent, type InboxEntry, type ReceivedAction } from './inbox-entry.ts';
import { lateHandOverEvents } from './reactions/handing-over.ts';
import { refuse, type Applied, type Refused } from './outcome.ts';
import { remarkIn } from './remark.ts';
import type { AnyStage, Filing } from './stage.ts';

/** Sent when the due instant had passed already, while nobody was there to act on either: the due instant came first (§0.3). */
const sentAfter = (entry: InboxEntry, dueAt: Instant): boolean =>
  entry.kind === 'ACTION' && entry.sentAt !== undefined && entry.sentAt > dueAt;

const ofTheSystem = (action: string): Cause => ({
  actor: { id: 'system', role: 'system', door: 'timer' },
  action,
  outcome: 'APPLIED',
});

export class FilingProcess implements Filing {
  readonly input: FilingInput;
  readonly now: FilingClock;
  progress: Progress;
  /** What the order is about, as far as the draft says; operators filter by it. */
  subject: Pick<Terms, 'type' | 'province'> = {};
  /** Whether the personal data is destroyed once everybody has been told (R-SM-13). */
  forget = false;
  #settings: Settings | undefined;
  #steps = 0;
  #lastAt: Instant;
  #background = 0;
  readonly #stages: Readonly<Record<Stage, AnyStage>>;
  readonly #show = operatorView();
  readonly #alarmClock: AlarmClock;
  readonly #inbox: InboxEntry[] = [];
  readonly #outcomes = new Map<string, ActionOutcome>();

  constructor(input: FilingInput, stages: Readonly<Record<Stage, AnyStage>>) {
    this.input = input;
    this.now = filingClock(input.clockOffset);
    this.#alarmClock = new AlarmClock(this.now);
    this.#lastAt = this.now();
    this.progress = opening(this.#lastAt);
    this.#stages = stages;
  }

  /** Wait lengths in force in this state (R-SM-17). */
  get settings(): Settings {
    if (!this.#settings) throw new Error('the first step sets the settings');
    return this.#settings;
  }

  get ended(): boolean {
    return hasEnded(this.progress.stage);
  }

  receive(signal: string, args: readonly unknown[]): void {
    this.#inbox.push(entryFrom(signal, args));
  }

  cancelRequested(): void {
    this.#inbox.push({ kind: 'CANCEL_REQUESTED' });
  }

  /** Writes the first step: the order is open and its draft clock runs. */
  async open(): Promise<void> {
    await this.#apply(
      { actor: { id: this.input.accountId, role: 'applicant', door: 'api' }, action: 'opened', outcome: 'APPLIED' },
      { outcome: 'APPLIED', termsFrom: this.now() },
      this.now(),
    );
  }

  /** One thing that happens: the oldest message, or else the next due instant; waits until there is either. */
  turn(): Promise<void> {
    const [entry] = this.#inbox;
    const [alarm] = alarmsOf(this.progress, this.settings);
    const rings = alarm !== undefined && alarm.at <= this.now();
    if (entry && !(rings && sentAfter(entry, alarm.at))) {
      this.#inbox.shift();
      return this.#read(entry);
    }
    if (rings) return this.#ring(alarm);
    this.#alarmClock.set(alarm, alarm && `${this.progress.stage}: ${alarm.name}`);
    return condition(() => this.#inbox.length > 0 || (alarm !== undefined && alarm.at <= this.now()));
  }

  /** Lets deliveries finish and answers what still arrives; then the workflow may end. */
  async settle(): Promise<void> {
    this.#alarmClock.set(undefined);
    while (this.#background > 0 || this.#inbox.length > 0) {
      const entry = this.#inbox.shift();
      if (entry) await this.#read(entry);
      else await condition(() => this.#background === 0 || this.#inbox.length > 0);
    }
  }

  /** What the rules say of the order now; `allowing` names somebody who is just being allowed the photo. */
  check(purpose: CheckPurpose, allowing?: string): Promise<CheckAnswer> {
    return localActivities.checkOrder({
      orderId: this.input.orderId,
      at: this.now(),
      purpose,
      photoAllowedFor: this.progress.photoAllowedFor,
      ...present({ allowing }),
    });
  }

  /** Work in the world that the filing does not wait for; how it ends is recorded by the work itself. */
  inBackground(work: () => Promise<unknown>): void {
    this.#background += 1;
    const done = (): void => {
      this.#background -= 1;
    };
    void work().then(done, done);
  }

  /** Hands the order over; the gateway's answer goes into the inbox. */
  handOver(handOver: number): void {
    const { orderId } = this.input;
    const verifiers = this.progress.sms?.groups.flat() ?? [];
    const at = this.now();
    this.inBackground(async () => {
      const answer = await handOverActivities.handOver({ orderId, handOver, verifiers, at });
      if (answer.status === 'ACCEPTED') {
        const data = { handOver, ...present({ reference: answer.reference }) };
        this.#fromParty('forwardAccepted', `${orderId}:accepted:${handOver}`, data);
      }
      if (answer.status === 'RECEIVED' && answer.byHand === true) {
        this.#inbox.push({ kind: 'EVENT', event: 'handOverByHand', data: { handOver } });
      }
      if (answer.status === 'ASK_PERSON') {
        this.#inbox.push({ kind: 'EVENT', event: 'handOverStuck', data: { handOver, detail: answer.detail } });
      }
    });
  }

  resendSms(personId: string | undefined, actionId: string): void {
    const request = { orderId: this.input.orderId, handOver: this.progress.handOver, actionId };
    this.inBackground(() => patientActivities.resendSms(personId === undefined ? request : { ...request, personId }));
  }

  /** The duties after approval run on in a workflow of their own. */
  startDuties(input: Pick<DutiesInput, 'issuedOn'>): void {
    const { orderId, accountId } = this.input;
    const startedAt = this.now();
    this.inBackground(() =>
      startChild(DUTIES_WORKFLOW, {
        workflowId: dutiesWorkflowId(orderId),
        args: [{ ...input, orderId, accountId, startedAt } satisfies DutiesInput],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        staticSummary: `duties after approval · ${orderId}`,
      }),
    );
  }

  /** Destroys what is personal: first the images, then the order's key (R-SM-13). */
  async erase(): Promise<void> {
    await patientActivities.eraseDocuments({ orderId: this.input.orderId });
    const cause: Cause = { actor: TIMER_ACTOR, action: 'erase', outcome: 'APPLIED' };
    await this.#apply(cause, { outcome: 'APPLIED', effects: ['eraseData'] }, this.now());
  }

  view(): FilingView {
    return { ...this.progress, orderId: this.input.orderId, now: this.now(), steps: this.#steps };
  }

  outcomeOf(actionId: string): ActionOutcome | undefined {
    return this.#outcomes.get(actionId);
  }

  #read(entry: InboxEntry): Promise<void> {
    switch (entry.kind) {
      case 'ACTION':
        return this.#take(entry);
      case 'CANCEL_REQUESTED': {
        const actor: Actor = { id: 'temporal', role: 'operator', door: 'temporal' };
        const data = { reason: 'Cancellation was requested in Temporal.' };
        return this.#take({ kind: 'ACTION', action: 'operatorCancel', actionId: `cancel:${this.#steps}`, actor, data });
      }
      case 'EVENT':
        return this.#happened(entry);
      case 'MALFORMED': {
        const actor: Actor = { id: 'unknown', role: 'system', door: 'temporal' };
        const cause: Cause = { actor, action: entry.signal.slice(0, 60), outcome: 'REFUSED' };
        // An action that has an outcome keeps it, whatever else is sent under its id.
        const fresh = entry.actionId !== undefined && !this.#outcomes.has(entry.actionId);
        const actionId = fresh ? entry.actionId : undefined;
        return this.#refuse(actionId, cause, refuse(entry.reason, { tasks: ['MALFORMED_SIGNAL'] }));
      }
      default:
        return entry satisfies never;
    }
  }

  async #take(received: ReceivedAction): Promise<void> {
    const { action, actionId, actor } = received;
    if (this.#outcomes.has(actionId)) return;
    const data = actionData[action]().safeParse(received.data ?? {});
    if (impliesAcceptance(this.progress, received, data.data)) await this.#acceptImplicitly(received);
    const cause: Cause = { actor, action, actionId: actionId as ActionId, outcome: 'APPLIED' };
    const reason = refusalOf(this.progress, received, data.data);
    if (reason) return this.#refuse(actionId, cause, await this.#explained({ outcome: 'REFUSED', ...reason }));
    if (!data.success) {
      const detail = data.error.issues.map(({ path, message }) => `${path.join('.') || 'data'}: ${message}`).join('; ');
      const tasks = ['MALFORMED_SIGNAL'] as const;
      return this.#refuse(actionId, cause, refuse('MALFORMED', { detail: detail.slice(0, 500), tasks: [...tasks] }));
    }
    const reaction = this.#stages[this.progress.stage].on[action];
    if (!reaction) return this.#refuse(actionId, cause, refuse('WRONG_STAGE'));
    const outcome = await reaction(this, { actionId, actor, data: data.data as never });
    if (outcome.outcome === 'REFUSED') return this.#refuse(actionId, cause, outcome);
    await this.#apply(cause, { ...remarkIn(data.data), ...outcome }, this.now());
  }

  /** Who submits a draft too early is told what it still lacks. */
  async #explained(refused: Refused): Promise<Refused> {
    if (refused.reason !== 'INCOMPLETE') return refused;
    return refuse('INCOMPLETE', { items: (await this.check('SUBMISSION')).blocking });
  }

  async #acceptImplicitly({ actor }: ReceivedAction): Promise<void> {
    const { handOver } = this.progress;
    await this.#take({
      kind: 'ACTION',
      action: 'forwardAccepted',
      actionId: `${this.input.orderId}:implied:${handOver}`,
      actor: { ...actor, role: 'bureau' },
      data: { handOver },
    });
  }

  #fromParty(action: Action, actionId: string, data: unknown): void {
    const actor: Actor = { id: 'bureau-gateway', role: 'bureau', door: 'api' };
    this.#inbox.push({ kind: 'ACTION', action, actionId, actor, data });
  }

  async #happened(happened: HappenedEvent): Promise<void> {
    const reactions = this.#stages[this.progress.stage].events ?? lateHandOverEvents;
    const outcome =
      happened.event === 'handOverStuck'
        ? reactions.handOverStuck(this, happened.data)
        : reactions.handOverByHand(this, happened.data);
    if (outcome) await this.#apply(ofTheSystem(happened.event), outcome, this.now());
  }

  async #ring({ name, at }: Alarm): Promise<void> {
    const dueAt = at;
    const outcome = await this.#stages[this.progress.stage].at[name]?.(this, dueAt);
    if (!outcome || outcome.outcome === 'REFUSED')
      throw new Error(`no reaction to the alarm ${name} in ${this.progress.stage}`);
    await this.#apply({ actor: TIMER_ACTOR, action: name, outcome: 'APPLIED', dueAt }, outcome, dueAt);
  }

  async #refuse(actionId: string | undefined, cause: Cause, { reason, detail, items, tasks }: Refused): Promise<void> {
    const { stage } = this.progress;
    await this.#write({
      cause: {
        ...cause,
        ...(actionId === undefined ? {} : { actionId: actionId as ActionId }),
        outcome: 'REFUSED',
        reason,
        ...present({ detail, items }),
      },
      from: stage,
      via: [],
      to: stage,
      progress: this.progress,
      notices: [],
      tasks: tasks ?? [],
      effects: [],
      at: this.now(),
    });
  }

  async #apply(cause: Cause, outcome: Applied<Stage>, at: Instant): Promise<void> {
    const from = this.progress.stage;
    const to = outcome.to ?? from;
    const via = outcome.via ?? [];
    const moved = outcome.to !== undefined;
    const base = moved ? entering(this.progress, to, at, via.length + 1) : this.progress;
    const termsFrom = outcome.termsFrom ?? (moved ? at : undefined);
    const written = await this.#write({
      cause: {
        ...cause,
        ...present({ detail: outcome.detail, items: outcome.items }),
      },
      from,
      via,
      to,
      progress: { ...base, ...outcome.change },
      ...present({ termsFrom }),
      notices: outcome.notices ?? [],
      tasks: outcome.tasks ?? [],
      effects: outcome.effects ?? [],
      ...present({ websites: outcome.websites, record: outcome.record }),
      at,
    });
    if (written) outcome.afterwards?.();
  }

  /** Writes a step and only then believes it. False when an effect could not be had, and nothing changed. */
  async #write(step: Omit<Step, 'orderId' | 'seq' | 'clock'>): Promise<boolean> {
    const seq = ++this.#steps;
    const orderId = this.input.orderId as OrderId;
    const at = instant(Math.max(step.at, this.#lastAt));
    const recorded = await localActivities.record({ ...step, orderId, seq, at, clock: this.now() });
    this.#lastAt = at;
    const refused: RefusalCode | undefined = recorded.refused ?? step.cause.reason;
    if (!recorded.refused) this.progress = step.progress;
    if (!recorded.refused && recorded.terms) {
      this.#settings = recorded.terms.settings;
      this.subject = { type: recorded.terms.type, province: recorded.terms.province };
      this.progress = { ...this.progress, dues: [...recorded.terms.dues, ...step.progress.dues] };
    }
    if (step.cause.actionId) {
      const outcome = refused ? ({ outcome: 'REFUSED', reason: refused } as const) : ({ outcome: 'APPLIED' } as const);
      this.#outcomes.set(step.cause.actionId, { ...outcome, stage: this.progress.stage, visit: this.progress.visit });
    }
    this.#show(this.view(), this.subject, step.cause);
    if (recorded.messages) this.inBackground(() => patientActivities.deliverMessages({ orderId, seq }));
    return recorded.refused === undefined;
  }
}
