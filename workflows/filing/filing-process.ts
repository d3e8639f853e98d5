/**
 * The process of one filing: how far it has come, and how an action, a due instant or an event becomes a step. Stages decide
 * what follows; the engine reads, writes and waits.
 */
import { patched } from '@temporalio/workflow';
import { actionData, isAction } from '../../domain/lifecycle/action.ts';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import { afterAlarm, clockEvidence, type ClockAlarm } from '../../domain/lifecycle/clocks.ts';
import type { FilingWork } from '../../domain/lifecycle/work.ts';
import { opening, type Progress } from '../../domain/lifecycle/progress.ts';
import type { Settings } from '../../domain/lifecycle/settings.ts';
import { present } from '../../domain/present.ts';
import { TIMER_ACTOR } from '../../domain/role.ts';
import { hasEnded, type Stage } from '../../domain/lifecycle/stage.ts';
import type { CheckAnswer, CheckPurpose, DeliveryRequest } from '../../activities/contract.ts';
import { BY_HAND } from '../engine/cancel-request.ts';
import type { Engine, KnownOutcome, Place, ProcessDefinition, Refusal, Stored, Written } from '../engine/definition.ts';
import type { ActionOutcome } from '../messages/envelope.ts';
import type { FilingInput, FilingView } from '../messages/filing.ts';
import { shortActivities, patientActivities, storedFiling } from './activities.ts';
import { alarmsOf, type Alarm } from './alarms.ts';
import type { FilingClocks } from './clocks.ts';
import { entering } from '../../domain/lifecycle/entering.ts';
import type { FilingEvent, FilingKind, FilingState, ReceivedAction } from './filing-kind.ts';
import { impliesAcceptance, refusalOf } from './guard.ts';
import { OperatorView } from './operator-view.ts';
import { refuse, type Applied, type Refused } from './outcome.ts';
import { accessClosed } from './reactions/provisional-access.ts';
import { lateHandOverEvents } from './reactions/handing-over.ts';
import { remarkIn } from './remark.ts';
import type { AnyStage, Filing } from './stage.ts';
import { doWork } from './work.ts';

const REACTION_TO = { BEGINS: 'begins', REMINDS: 'reminds', RINGS: 'rings' } as const satisfies Record<
  ClockAlarm['does'],
  string
>;

const ofTheSystem = (action: string): Cause => ({
  actor: { id: 'system', role: 'system', door: 'timer' },
  action,
  outcome: 'APPLIED',
});

export class FilingProcess implements ProcessDefinition<FilingKind>, Filing {
  readonly isKnown = isAction;
  readonly firstStep = 'opened';
  readonly input: FilingInput;
  readonly #engine: Engine<FilingKind>;
  readonly #stages: Readonly<Record<Stage, AnyStage>>;
  readonly #clocks: FilingClocks;
  readonly #view: OperatorView;
  #state: Omit<FilingState, 'shown'>;

  /** @param carried the state of the run before; undefined in the first run */
  constructor(
    engine: Engine<FilingKind>,
    input: FilingInput,
    { stages, clocks }: { stages: Readonly<Record<Stage, AnyStage>>; clocks: FilingClocks },
    carried: FilingState | undefined,
  ) {
    this.#engine = engine;
    this.input = input;
    this.#stages = stages;
    this.#clocks = clocks;
    this.#view = new OperatorView(carried?.shown);
    this.#state = carried ?? { progress: opening(engine.now()), settings: undefined, subject: {}, forget: false };
  }

  get progress(): Progress {
    return this.#state.progress;
  }

  get settings(): Settings {
    if (!this.#state.settings) throw new Error('the first step sets the settings');
    return this.#state.settings;
  }

  get ended(): boolean {
    return hasEnded(this.progress.stage);
  }

  readonly now = (): Instant => this.#engine.now();

  state(): FilingState {
    return { ...this.#state, shown: this.#view.shown };
  }

  view(): FilingView {
    return { ...this.progress, orderId: this.input.orderId, now: this.now(), steps: this.#engine.steps };
  }

  show(last: Cause): void {
    this.#view.show(this.view(), this.#state.subject, last);
  }

  check(purpose: CheckPurpose, allowing?: string): Promise<CheckAnswer> {
    return shortActivities.checkOrder({
      orderId: this.input.orderId,
      at: this.now(),
      purpose,
      photoAllowedFor: this.progress.photoAllowedFor,
      ...present({ allowing }),
    });
  }

  /** Writes the first step: the order is open and its draft clock runs. */
  async open(): Promise<void> {
    const actor = { id: this.input.accountId, role: 'applicant', door: 'api' } as const;
    const cause: Cause = { actor, action: this.firstStep, outcome: 'APPLIED' };
    await this.#apply(cause, { outcome: 'APPLIED', termsFrom: this.now() }, this.now());
  }

  async take(received: ReceivedAction): Promise<void> {
    const { action, actionId, actor, askedAs } = received;
    const data = actionData[action]().safeParse(received.data ?? {});
    if (impliesAcceptance(this.progress, received, data.data)) await this.#acceptImplicitly(received);
    const named = { actionId: actionId as ActionId, ...present({ askedAs }) };
    const cause: Cause = { actor, action, ...named, outcome: 'APPLIED' };
    const reason = refusalOf(this.progress, received, data.data);
    if (reason) return this.refuse(cause, await this.#explained({ outcome: 'REFUSED', ...reason }));
    if (!data.success) {
      const detail = data.error.issues.map(({ path, message }) => `${path.join('.') || 'data'}: ${message}`).join('; ');
      return this.refuse(cause, refuse('MALFORMED', { detail: detail.slice(0, 500), tasks: ['MALFORMED_SIGNAL'] }));
    }
    const reaction = this.#stages[this.progress.stage].on[action];
    if (!reaction) return this.refuse(cause, refuse('WRONG_STAGE'));
    const outcome = await reaction(this, { actionId, actor, data: data.data as never });
    if (outcome.outcome === 'REFUSED') return this.refuse(cause, outcome);
    await this.#apply(cause, { ...remarkIn(data.data), ...outcome }, this.now());
  }

  async happened(happened: FilingEvent): Promise<void> {
    const reactions = this.#stages[this.progress.stage].events ?? lateHandOverEvents;
    const outcome =
      happened.event === 'handOverStuck'
        ? reactions.handOverStuck(this, happened.data)
        : reactions.handOverByHand(this, happened.data);
    if (outcome) await this.#apply(ofTheSystem(happened.event), outcome, this.now());
  }

  /** Asks for a cancellation, like any signal that is sent by hand: two people decide through the API (R-SM-14). */
  cancelRequested(actionId: string): Promise<void> {
    const actor = BY_HAND;
    if (patched('by-hand-asks')) {
      const cause: Cause = { actor, action: 'operatorCancel', actionId: actionId as ActionId, outcome: 'REFUSED' };
      return this.refuse(cause, { reason: 'ASKED_BY_HAND', tasks: ['ASKED_BY_HAND'] });
    }
    const data = { reason: 'Cancellation was requested in Temporal.' };
    return this.#engine.take({ kind: 'ACTION', action: 'operatorCancel', actionId, actor, data });
  }

  async refuse(cause: Cause, { reason, tasks, detail, items }: Refusal & Partial<Refused>): Promise<void> {
    const { stage } = this.progress;
    await this.#engine.write({
      cause: {
        ...cause,
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
      begins: [],
      ...this.#stillToForget(),
      at: this.now(),
    });
  }

  alarms(): Alarm[] {
    return alarmsOf(this.progress, this.settings, this.#clocks);
  }

  summaryOf({ name }: Alarm): string {
    return `${this.progress.stage}: ${name}`;
  }

  async ring({ name, at: dueAt, ofClock }: Alarm): Promise<void> {
    if (ofClock) return this.#clockRings(ofClock);
    const outcome = await this.#stages[this.progress.stage].at[name]?.(this, dueAt);
    if (!outcome || outcome.outcome === 'REFUSED')
      throw new Error(`no reaction to the alarm ${name} in ${this.progress.stage}`);
    await this.#apply({ actor: TIMER_ACTOR, action: name, outcome: 'APPLIED', dueAt }, outcome, dueAt);
  }

  async write({ begins, ...step }: FilingKind['step'], { seq, at, work }: Place<FilingWork>): Promise<Written> {
    const orderId = this.input.orderId as OrderId;
    const underWay = [...work, ...begins];
    const { terms, messages, refused, standsAt } = await shortActivities.record({
      ...step,
      orderId,
      seq,
      at,
      clock: this.now(),
      ...(underWay.length > 0 ? { work: underWay } : {}),
    });
    if (standsAt !== undefined) return { messages, standsAt };
    if (refused) return { messages, refused };
    this.#state = { ...this.#state, progress: step.progress };
    if (terms) {
      this.#state = {
        ...this.#state,
        settings: terms.settings,
        subject: { type: terms.type, province: terms.province },
        progress: { ...step.progress, dues: [...terms.dues, ...step.progress.dues] },
      };
    }
    return { messages };
  }

  outcomeOf(known: KnownOutcome): ActionOutcome {
    return { ...known, stage: this.progress.stage, visit: this.progress.visit };
  }

  deliveryOf(seq: number): DeliveryRequest {
    return { orderId: this.input.orderId, seq };
  }

  work(work: FilingWork): ReturnType<typeof doWork> {
    return doWork(this.input, work);
  }

  /** Destroys the personal data when its time has come: first the images, then the order's key (R-SM-13). */
  async finish(): Promise<void> {
    if (!this.#state.forget) return;
    await patientActivities.eraseDocuments({ orderId: this.input.orderId });
    const cause: Cause = { actor: TIMER_ACTOR, action: 'erase', outcome: 'APPLIED' };
    await this.#apply(cause, { outcome: 'APPLIED', effects: ['eraseData'] }, this.now());
    this.#state = { ...this.#state, forget: false };
  }

  async stored(): Promise<Stored<FilingKind>> {
    const { orderId } = this.input;
    const { steps, lastAt, ownTime, undelivered, work, ...state } = await storedFiling({ orderId });
    const { progress, settings, type, province, forget } = state;
    return {
      steps,
      lastAt,
      ownTime,
      work,
      deliveries: undelivered.map((seq) => this.deliveryOf(seq)),
      state: { progress, settings, subject: { type, province }, forget, shown: this.#view.shown },
    };
  }

  standAt({ shown: _shown, ...state }: FilingState): void {
    this.#state = state;
  }

  #stillToForget(asked: boolean = false): { forget?: true } {
    return asked || this.#state.forget ? { forget: true } : {};
  }

  /** The audit row says which clock rang, when it was due, and what became of it. */
  async #clockRings(alarm: ClockAlarm): Promise<void> {
    const { name, at: dueAt, does, clock } = alarm;
    const clocks = afterAlarm(this.progress.clocks ?? [], alarm);
    const reaction = this.#clocks[clock.kind]?.[REACTION_TO[does]];
    if (!reaction) throw new Error(`no reaction to ${name}`);
    const outcome = await reaction(this, clock, dueAt);
    const cause: Cause = { actor: TIMER_ACTOR, action: name, outcome: 'APPLIED', dueAt };
    await this.#apply(cause, { ...outcome, change: { clocks, ...outcome.change } }, dueAt);
  }

  /** An applicant who submits a draft too early is told what the draft still lacks. */
  async #explained(refused: Refused): Promise<Refused> {
    if (refused.reason !== 'INCOMPLETE') return refused;
    return refuse('INCOMPLETE', { items: (await this.check('SUBMISSION')).blocking });
  }

  async #acceptImplicitly({ actor, askedAs }: ReceivedAction): Promise<void> {
    const { handOver } = this.progress;
    await this.#engine.take({
      kind: 'ACTION',
      action: 'forwardAccepted',
      actionId: `${this.input.orderId}:implied:${handOver}`,
      actor: { ...actor, role: 'bureau' },
      data: { handOver },
      ...present({ askedAs }),
    });
  }

  async #apply(cause: Cause, outcome: Applied<Stage>, at: Instant): Promise<void> {
    const from = this.progress.stage;
    const to = outcome.to ?? from;
    const via = outcome.via ?? [];
    const moved = outcome.to !== undefined;
    const base = moved ? entering(this.progress, to, at, via.length + 1) : this.progress;
    const termsFrom = outcome.termsFrom ?? (moved ? at : undefined);
    const progress = { ...base, ...outcome.change };
    const detail = [outcome.detail, ...clockEvidence(this.progress.clocks, progress.clocks)].filter(Boolean).join('; ');
    const written = await this.#engine.write({
      cause: { ...cause, ...present({ detail: detail || undefined, items: outcome.items }) },
      from,
      via,
      to,
      progress,
      ...present({ termsFrom }),
      notices: [...accessClosed(this.progress, progress, at), ...(outcome.notices ?? [])],
      tasks: outcome.tasks ?? [],
      effects: outcome.effects ?? [],
      begins: outcome.work ?? [],
      ...this.#stillToForget(outcome.forget),
      ...present({ websites: outcome.websites, record: outcome.record }),
      at,
    });
    if (!written) return;
    if (outcome.forget === true) this.#state = { ...this.#state, forget: true };
    for (const work of outcome.work ?? []) this.#engine.begin(work);
  }
}
