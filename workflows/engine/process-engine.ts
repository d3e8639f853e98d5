/**
 * The engine of every long process. It reads signals and alarms one at a time, changes the state only after a step is
 * written, does work in the world in the background, and goes on in a new run before a history gets too long. Each process
 * has its own {@link ProcessDefinition}.
 */
import {
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  setDefaultSignalHandler,
  setHandler,
  type SignalDefinition,
} from '@temporalio/workflow';
import type { DeliveryRequest } from '../../activities/contract.ts';
import type { ActionId } from '../../domain/identifiers.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import { present } from '../../domain/present.ts';
import { TIMER_ACTOR } from '../../domain/role.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import type { ActionMessage } from '../messages/envelope.ts';
import { cleaned, shortened } from '../../domain/text/strange-text.ts';
import { compareSignal, type ProcessInput } from '../messages/process-input.ts';
import { deliverMessages, isUnwritable, refuseBeforeFirstStep } from './activity-options.ts';
import { AlarmClock } from './alarm-clock.ts';
import { Background } from './background.ts';
import { ProcessClock } from './clock.ts';
import type { Engine, Kind, ProcessDefinition, Refusal, Stored } from './definition.ts';
import { shouldGoOn, type CarriedOver } from './going-on.ts';
import { takeFlood } from './flood.ts';
import { HeldAlarms } from './held-alarms.ts';
import { readSignal, type InboxEntry, type Malformed, type Received } from './inbox.ts';
import { KnownOutcomes } from './known-outcomes.ts';

/** The input with which a process begins. */
interface Beginning<K extends Kind> {
  input: ProcessInput;
  clockOffset: number;
  /** On the process's own clock; now if left out. */
  startedAt?: Instant;
  /** The state handed over by the run before; undefined in the first run. */
  carried: CarriedOver<K> | undefined;
}

/** Each signal a process knows, with what operators read beside it in Temporal UI. */
type Signals = Iterable<readonly [name: string, SignalDefinition<[ActionMessage]>, description: string]>;

/** Postgres stands at another step than the process believes. Nothing was written. */
class StandsElsewhere extends Error {
  override readonly name = 'StandsElsewhere';
}

const COMPARE = 'Compares this process with Postgres, which it follows. Beian sends it where the two differ.';

/** What operators read as the last that happened. */
const AS_STORED: Cause = {
  actor: { id: 'system', role: 'system', door: 'timer' },
  action: 'goesOnFromPostgres',
  outcome: 'APPLIED',
};

/** The last work of a process, whose step could not be written. */
const FINISH: Cause = { actor: TIMER_ACTOR, action: 'erase', outcome: 'REFUSED' };

/** What is answered and told where a step can never be written. */
const NOT_WRITABLE: Refusal = { reason: 'NOT_WRITABLE', tasks: ['STEP_NOT_WRITTEN'] };

/** The signal was sent after the due instant, while no worker could act on either: the due instant comes first (§0.3). */
const sentAfter = (entry: InboxEntry<string, object>, dueAt: Instant): boolean =>
  entry.kind === 'ACTION' && entry.sentAt !== undefined && entry.sentAt > dueAt;

/** Whether the audit trail says by an id that an entry was answered, as long as the process counts its steps as before. */
const hasId = ({ kind }: InboxEntry<string, object>): boolean => kind === 'ACTION' || kind === 'CANCEL_REQUESTED';

/** False when what is to be written can never be written. */
async function isWritable(doing: () => Promise<void>): Promise<boolean> {
  try {
    await doing();
    return true;
  } catch (error) {
    if (!isUnwritable(error)) throw error;
    return false;
  }
}

export class ProcessEngine<K extends Kind> implements Engine<K> {
  readonly now: () => Instant;
  readonly #clock: ProcessClock;
  readonly #input: ProcessInput;
  readonly #carried: CarriedOver<K> | undefined;
  readonly #alarmClock: AlarmClock;
  readonly #held: HeldAlarms;
  #inbox: InboxEntry<K['name'], K['event']>[];
  readonly #work = new Background<K['work']>();
  readonly #deliveries = new Background<DeliveryRequest>();
  #definition: ProcessDefinition<K> | undefined;
  #signals = 0;
  /** Whether the first step stands, or there is none to write. */
  #isOpen: boolean;
  #steps: number;
  #lastAt: Instant;
  /** When the last step of earlier runs, or of those that Postgres told of, took effect; undefined without any. */
  #earlierUntil: Instant | undefined;
  #outcomes: KnownOutcomes<K['outcome']>;

  constructor({ input, clockOffset, startedAt, carried }: Beginning<K>) {
    this.#input = input;
    this.#carried = carried;
    this.#clock = new ProcessClock(carried?.clockOffset ?? clockOffset);
    this.now = this.#clock.now;
    this.#alarmClock = new AlarmClock(this.now);
    this.#held = new HeldAlarms(carried?.held);
    this.#inbox = [...(carried?.inbox ?? [])];
    this.#isOpen = (carried?.steps ?? 0) > 0;
    this.#steps = carried?.steps ?? 0;
    this.#lastAt = carried?.lastAt ?? startedAt ?? this.now();
    this.#earlierUntil = carried?.lastAt;
    this.#outcomes = new KnownOutcomes(input.orderId, this.#earlierUntil);
  }

  get steps(): number {
    return this.#steps;
  }

  /** How an action ended, as far as this run knows. */
  outcomeOf(actionId: string): K['outcome'] | undefined {
    return this.#outcomes.get(actionId);
  }

  /**
   * Runs the process to its end, or until it goes on in a new run. Handlers only put entries into the inbox; a cancel
   * request from Temporal becomes an entry too, so that it is answered and does not end the process.
   */
  async run(definition: ProcessDefinition<K>, signals: Signals): Promise<void> {
    this.#definition = definition;
    const receive = (signal: string, args: readonly unknown[]): void => {
      this.#signals += 1;
      this.#inbox.push(readSignal(signal, args, definition.isKnown));
    };
    for (const [name, signal, description] of signals) {
      setHandler(signal, (...args: unknown[]) => receive(name, args), { description });
    }
    setHandler(compareSignal, () => void this.#inbox.push({ kind: 'COMPARE' }), { description: COMPARE });
    setDefaultSignalHandler((name, ...args) => receive(name, args));
    CancellationScope.current().cancelRequested.catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
      this.#inbox.push({ kind: 'CANCEL_REQUESTED', actionId: `cancel:${this.#steps}` });
    });
    await CancellationScope.nonCancellable(() => this.#fromBeginningToEnd(definition));
  }

  async take(action: Received<K['name']>): Promise<void> {
    if (await this.#isAnswered(action.actionId)) return;
    await this.#process.take(action);
  }

  async write(step: K['step']): Promise<boolean> {
    const seq = this.#steps + 1;
    const at = instant(Math.max(step.at, this.#lastAt, this.#afterEarlierRuns));
    const written = await this.#process.write(step, { seq, at, work: this.#work.open });
    if (written.standsAt !== undefined) throw new StandsElsewhere(`Postgres stands at step ${written.standsAt}`);
    const { messages, refused } = written;
    this.#steps = seq;
    this.#lastAt = at;
    this.#remember(step.cause, refused ?? step.cause.reason);
    this.#process.show(step.cause);
    if (messages) this.#deliver(this.#process.deliveryOf(seq));
    return refused === undefined;
  }

  begin(work: K['work']): void {
    this.#work.begin(work, async () => {
      const result = await this.#process.work(work);
      if (result) this.#inbox.push(result);
    });
  }

  get #process(): ProcessDefinition<K> {
    if (!this.#definition) throw new Error('a process takes steps only while it runs');
    return this.#definition;
  }

  async #fromBeginningToEnd(definition: ProcessDefinition<K>): Promise<void> {
    await this.#begin(definition);
    for (;;) {
      while (!definition.ended) {
        if (shouldGoOn(this.#signals, this.#inbox, this.#input.goesOnAfter)) await this.#goOn(definition);
        await this.#turn(definition);
      }
      await this.#settle(definition);
      if ((await this.#finish(definition)) && definition.ended) return;
    }
  }

  /** The last work, and the answers to what arrives meanwhile. False when it has to be done again. */
  async #finish(definition: ProcessDefinition<K>): Promise<boolean> {
    let couldWrite = true;
    const isWhereStored = await this.#orAsStored(async () => {
      couldWrite = await this.#orRefused(FINISH, async () => definition.finish?.());
    });
    if (!couldWrite) {
      this.#held.hold(FINISH.action, this.now());
      await this.#rest(this.#held.ringsAt(FINISH.action, this.now()));
    }
    await this.#settle(definition);
    return couldWrite && isWhereStored;
  }

  /** Answers signals until an instant. */
  async #rest(until: Instant): Promise<void> {
    this.#alarmClock.set({ at: until }, FINISH.action);
    while (this.now() < until) {
      if (this.#inbox.length > 0) await this.#readFirst();
      else await condition(() => this.#inbox.length > 0 || this.now() >= until);
    }
  }

  async #begin(definition: ProcessDefinition<K>): Promise<void> {
    if (this.#isOpen && this.#carried) return this.#beginAgain(this.#carried);
    if (!this.#carried && this.#input.beginsAgain === true) return this.#standAs(await definition.stored());
    await this.#orAsStored(() => this.#open(definition));
  }

  /**
   * Writes the first step. While it can never be written, it is tried again with every signal and after every pause: somebody may
   * have mended the cause. A task says so, and what arrives meanwhile is refused instead of waiting.
   */
  async #open(definition: ProcessDefinition<K>): Promise<void> {
    const { firstStep } = definition;
    while (!(await isWritable(() => definition.open()))) {
      if (this.#held.ringsAt(firstStep, this.now()) <= this.now()) {
        await this.#refuse({ actor: TIMER_ACTOR, action: firstStep, outcome: 'REFUSED' }, NOT_WRITABLE);
        this.#held.hold(firstStep, this.now());
      }
      while (this.#inbox.length > 0) await this.#refuseUnopened();
      if (shouldGoOn(this.#signals, this.#inbox, this.#input.goesOnAfter)) await this.#goOn(definition);
      const until = this.#held.ringsAt(firstStep, this.now());
      this.#alarmClock.set({ at: until }, firstStep);
      await condition(() => this.#inbox.length > 0 || this.now() >= until);
    }
    this.#isOpen = true;
    this.#held.release(firstStep);
  }

  /** Answers the oldest entry of a process that has no state yet. What has nobody who waits for an answer is passed over. */
  async #refuseUnopened(): Promise<void> {
    const entry = this.#inbox.shift();
    if (entry?.kind === 'MALFORMED') return this.#refuseMalformed(entry);
    if (entry?.kind !== 'ACTION' || (await this.#isAnswered(entry.actionId))) return;
    const { actor, action, actionId } = entry;
    await this.#refuse({ actor, action, actionId: actionId as ActionId, outcome: 'REFUSED' }, NOT_WRITABLE);
  }

  /** Writes a refusal: as a step, or beside the steps while there is none. */
  async #refuse(cause: Cause, refusal: Refusal): Promise<void> {
    if (this.#isOpen) return this.#process.refuse(cause, refusal);
    const { orderId } = this.#input;
    const { reason, tasks = [] } = refusal;
    await refuseBeforeFirstStep({ orderId, at: this.now(), cause: { ...cause, reason }, tasks });
    this.#remember(cause, reason);
  }

  /** One turn: takes the oldest entry, or else the next due instant, and waits until there is one. */
  async #turn(definition: ProcessDefinition<K>): Promise<void> {
    const [entry] = this.#inbox;
    const next = this.#nextAlarm(definition);
    const rings = next !== undefined && next.at <= this.now();
    if (entry && !(rings && sentAfter(entry, next.at))) {
      await this.#readFirst();
      return;
    }
    if (rings) {
      await this.#orAsStored(() => this.#ring(next.alarm));
      return;
    }
    this.#alarmClock.set(next, next && definition.summaryOf(next.alarm));
    await condition(() => this.#inbox.length > 0 || (next !== undefined && next.at <= this.now()));
  }

  /** The alarm that rings next, and when: later than it is due while its step cannot be written. */
  #nextAlarm(definition: ProcessDefinition<K>): { alarm: K['alarm']; at: Instant } | undefined {
    return definition
      .alarms()
      .map((alarm) => ({ alarm, at: this.#held.ringsAt(this.#nameOf(alarm), alarm.at) }))
      .toSorted((one, other) => one.at - other.at)[0];
  }

  /** A due instant whose step can never be written becomes a task. It rings again later, and everything else goes on. */
  async #ring(alarm: K['alarm']): Promise<void> {
    const name = this.#nameOf(alarm);
    const cause: Cause = { actor: TIMER_ACTOR, action: alarm.name, outcome: 'REFUSED', dueAt: alarm.at };
    if (await this.#orRefused(cause, () => this.#process.ring(alarm))) return this.#held.release(name);
    this.#held.keepOnly(new Set(this.#process.alarms().map((each) => this.#nameOf(each))));
    this.#held.hold(name, this.now());
  }

  #nameOf(alarm: K['alarm']): string {
    return `${this.#process.summaryOf(alarm)} ${alarm.at}`;
  }

  /** Lets work in the world finish and answers signals that still arrive; then the workflow may end. */
  async #settle(definition: ProcessDefinition<K>): Promise<void> {
    this.#alarmClock.set(undefined);
    while (definition.ended && (!this.#isStill || this.#inbox.length > 0)) {
      if (this.#inbox.length > 0) await this.#readFirst();
      else await condition(() => this.#isStill || this.#inbox.length > 0);
    }
  }

  get #isStill(): boolean {
    return this.#work.isDone && this.#deliveries.isDone;
  }

  /** Reads the oldest entry. It stays unread when Postgres stands elsewhere, and is answered from there. */
  async #readFirst(): Promise<void> {
    const entry = this.#inbox.shift();
    if (entry) await this.#orAsStored(() => this.#read(entry), entry);
  }

  /**
   * Does something that writes steps. When Postgres stands elsewhere, the process goes on from there, and an action that was to be
   * read is unread again. What has no id is not: its step may be one of those that Postgres has. False in that case.
   */
  async #orAsStored(doing: () => Promise<void>, unread?: InboxEntry<K['name'], K['event']>): Promise<boolean> {
    try {
      await doing();
      return true;
    } catch (error) {
      if (!(error instanceof StandsElsewhere)) throw error;
    }
    const stored = await this.#process.stored();
    if (unread && (hasId(unread) || stored.steps <= this.#steps)) this.#inbox.unshift(unread);
    await this.#standAs(stored);
    return false;
  }

  /**
   * Goes on from where Postgres says that the process stands. What is to be done there is begun unless it is under way; answers to
   * anything else find the state that they are about gone, and are refused or ignored by it. A process that was set back has all
   * its signals again: those that are no actions, which have ids, were answered before.
   */
  async #standAs({ steps, lastAt, ownTime, state, work, deliveries }: Stored<K>): Promise<void> {
    const wasSetBack = steps > this.#steps + 1;
    if (wasSetBack) this.#inbox = this.#inbox.filter(({ kind }) => kind === 'ACTION');
    if (ownTime !== undefined) this.#clock.reach(ownTime);
    this.#isOpen = steps > 0;
    this.#steps = steps;
    this.#lastAt = lastAt;
    this.#earlierUntil = steps === 0 ? undefined : lastAt;
    this.#outcomes = new KnownOutcomes(this.#input.orderId, this.#earlierUntil);
    this.#process.standAt(state);
    if (steps === 0) return this.#open(this.#process);
    for (const request of deliveries) if (!this.#deliveries.isUnderWay(request)) this.#deliver(request);
    for (const one of work) if (!this.#work.isUnderWay(one)) this.begin(one);
    this.#process.show(AS_STORED);
  }

  async #compare(): Promise<void> {
    const stored = await this.#process.stored();
    if (stored.steps !== this.#steps || stored.lastAt !== this.#lastAt) await this.#standAs(stored);
  }

  #read(entry: InboxEntry<K['name'], K['event']>): Promise<void> {
    switch (entry.kind) {
      case 'ACTION':
        return this.#takeOrRefuse(entry);
      case 'EVENT':
        return this.#happened(entry.event);
      case 'CANCEL_REQUESTED':
        return this.#process.cancelRequested(entry.actionId ?? `cancel:${this.#steps}`);
      case 'COMPARE':
        return this.#compare();
      case 'MALFORMED':
        return this.#refuseMalformed(entry);
      default:
        return entry satisfies never;
    }
  }

  async #takeOrRefuse(received: Received<K['name']>): Promise<void> {
    const { actor, action, actionId } = received;
    const cause: Cause = { actor, action, actionId: actionId as ActionId, outcome: 'REFUSED' };
    await this.#orRefused(cause, () => this.take(received));
  }

  async #happened(event: K['event']): Promise<void> {
    const cause: Cause = { ...AS_STORED, action: event.event, outcome: 'REFUSED' };
    await this.#orRefused(cause, () => this.#process.happened(event));
  }

  /** What can never be written is refused and becomes a task, and the next one has its turn. False in that case. */
  async #orRefused(cause: Cause, doing: () => Promise<void>): Promise<boolean> {
    if (await isWritable(doing)) return true;
    await this.#process.refuse(cause, NOT_WRITABLE);
    return false;
  }

  /**
   * An action keeps its first outcome, even when something else is sent under its id. In a flood, what follows and cannot be
   * acted on either is refused with it: one row says how many there were, and whoever sent them holds nobody up.
   */
  async #refuseMalformed({ signal, actionId, reason }: Malformed): Promise<void> {
    const more = takeFlood(this.#inbox);
    const isFresh = actionId !== undefined && !(await this.#isAnswered(actionId));
    const cause: Cause = {
      actor: { id: 'unknown', role: 'system', door: 'temporal' },
      action: shortened(cleaned(signal), 60),
      ...present({ actionId: isFresh ? (actionId as ActionId) : undefined }),
      outcome: 'REFUSED',
      reason,
      ...present({ detail: more === 0 ? undefined : `and ${more} more signals that cannot be acted on` }),
    };
    await this.#refuse(cause, { reason, tasks: [reason === 'ASKED_BY_HAND' ? reason : 'MALFORMED_SIGNAL'] });
  }

  #isAnswered(actionId: string): Promise<boolean> {
    return this.#outcomes.has(actionId);
  }

  #remember({ actionId }: Cause, reason: string | undefined): void {
    if (actionId === undefined) return;
    const outcome =
      reason === undefined ? ({ outcome: 'APPLIED' } as const) : ({ outcome: 'REFUSED', reason } as const);
    this.#outcomes.set(actionId, this.#process.outcomeOf(outcome));
  }

  #deliver(request: DeliveryRequest): void {
    this.#deliveries.begin(request, () => deliverMessages(request));
  }

  #beginAgain({ work, deliveries }: CarriedOver<K>): void {
    for (const request of deliveries) this.#deliver(request);
    for (const one of work) this.begin(one);
  }

  /** Steps of this run take effect after those of all earlier ones, so that the audit trail tells them apart by their time. */
  get #afterEarlierRuns(): number {
    return this.#earlierUntil === undefined ? Number.NEGATIVE_INFINITY : this.#earlierUntil + 1;
  }

  /** Ends this run. Temporal keeps signals that arrive meanwhile: it repeats this turn with them in the inbox. */
  #goOn(definition: ProcessDefinition<K>): Promise<never> {
    const carried: CarriedOver<K> = {
      runs: (this.#carried?.runs ?? 0) + 1,
      steps: this.#steps,
      lastAt: this.#lastAt,
      clockOffset: this.#clock.offset,
      state: definition.state(),
      inbox: this.#inbox,
      ...present({ held: this.#held.all.length === 0 ? undefined : this.#held.all }),
      work: this.#work.open,
      deliveries: this.#deliveries.open,
    };
    return continueAsNew<(input: ProcessInput, carried: CarriedOver<K>) => Promise<unknown>>(this.#input, carried);
  }
}
