/** The duties of one order: what is reported, what rings, and the one way a step is written before it is believed. */
import { condition, proxyLocalActivities, setCurrentDetails } from '@temporalio/workflow';
import type { ObligationActivities } from '../../activities/contract.ts';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { formatInstant, instant, type Instant } from '../../domain/time/instant.ts';
import type { Notice } from '../../domain/messages/notice.ts';
import {
  changeOf,
  isClosed,
  isObligationAction,
  mayReport,
  nextAlarmOf,
  obligationActionData,
  openObligation,
  report,
  ring,
  withChanges,
  type Obligation,
  type ObligationAction,
  type ObligationAlarm,
  type ObligationReport,
  type ObligationStep,
  type ObligationTerms,
} from '../../domain/duties/obligation.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import { TIMER_ACTOR, type Actor } from '../../domain/role.ts';
import { patientActivities } from '../engine/activity-options.ts';
import { AlarmClock } from '../engine/alarm-clock.ts';
import { filingClock, type FilingClock } from '../engine/clock.ts';
import { readSignal, type CancelRequested, type Malformed, type Received } from '../engine/inbox.ts';
import {
  OBLIGATIONS_WORKFLOW,
  type ActionOutcome,
  type ObligationsInput,
  type ObligationsView,
} from '../messages/messages.ts';

const { openObligations, recordObligations } = proxyLocalActivities<ObligationActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

type Letter = Received<ObligationAction> | Malformed | CancelRequested;
type Happened = Pick<ObligationStep, 'cause'> & Partial<Pick<ObligationStep, 'changed' | 'notices' | 'tasks'>>;

export class Duties {
  obligations: Obligation[] = [];
  readonly #input: ObligationsInput;
  readonly #now: FilingClock;
  readonly #alarmClock: AlarmClock;
  readonly #inbox: Letter[] = [];
  readonly #outcomes = new Map<string, Pick<ActionOutcome, 'outcome' | 'reason'>>();
  #terms: ObligationTerms | undefined;
  #steps = 0;
  #lastAt: Instant;
  #deliveries = 0;

  /** The clock goes on from the instant at which the order was completed (design §5). */
  constructor(input: ObligationsInput) {
    this.#input = input;
    this.#now = filingClock(input.startedAt - Date.now());
    this.#alarmClock = new AlarmClock(this.#now);
    this.#lastAt = input.startedAt;
  }

  get allClosed(): boolean {
    return this.obligations.every(isClosed);
  }

  receive(signal: string, args: readonly unknown[]): void {
    this.#inbox.push(readSignal(signal, args, isObligationAction));
  }

  cancelRequested(): void {
    this.#inbox.push({ kind: 'CANCEL_REQUESTED' });
  }

  /** Finds out what the duties are and writes them down; an order that brings none writes nothing. */
  async open(): Promise<void> {
    const { orderId, startedAt: at, issuedOn } = this.#input;
    const { duties, terms } = await openObligations({ orderId, at, issuedOn });
    this.#terms = terms;
    if (duties.length === 0) return;
    const changed = duties.map((duty) => openObligation(duty, at, terms));
    const detail = changed.map((obligation) => changeOf(undefined, obligation)).join('; ');
    await this.#write(
      { cause: { actor: TIMER_ACTOR, action: 'openObligations', outcome: 'APPLIED', detail }, changed },
      at,
    );
  }

  /** One thing that happens: the oldest message, or else the next reminder or due date; waits until there is either. */
  turn(): Promise<void> {
    const letter = this.#inbox.shift();
    if (letter) return this.#read(letter);
    const alarm = this.#nextAlarm();
    if (alarm && alarm.at <= this.#now()) return this.#ring(alarm);
    this.#alarmClock.set(alarm, alarm && `${alarm.obligation.websiteId} ${alarm.obligation.kind}: ${alarm.name}`);
    return condition(() => this.#inbox.length > 0 || (alarm !== undefined && alarm.at <= this.#now()));
  }

  /** Lets deliveries finish and answers what still arrives; then the workflow may end. */
  async settle(): Promise<void> {
    this.#alarmClock.set(undefined);
    while (this.#deliveries > 0 || this.#inbox.length > 0) {
      const letter = this.#inbox.shift();
      if (letter) await this.#read(letter);
      else await condition(() => this.#deliveries === 0 || this.#inbox.length > 0);
    }
  }

  view(): ObligationsView {
    const { orderId } = this.#input;
    return { orderId, now: this.#now(), steps: this.#steps, obligations: this.obligations };
  }

  outcomeOf(actionId: string): Pick<ActionOutcome, 'outcome' | 'reason'> | undefined {
    return this.#outcomes.get(actionId);
  }

  /** Lengths as they were when the duties began. */
  get #settings(): ObligationTerms {
    if (!this.#terms) throw new Error('opening the duties sets their terms');
    return this.#terms;
  }

  #nextAlarm(): ObligationAlarm | undefined {
    return this.obligations
      .flatMap((obligation) => nextAlarmOf(obligation, this.#settings) ?? [])
      .toSorted((one, other) => one.at - other.at)[0];
  }

  #read(letter: Letter): Promise<void> {
    switch (letter.kind) {
      case 'ACTION':
        return this.#take(letter);
      case 'MALFORMED': {
        const actor: Actor = { id: 'unknown', role: 'system', door: 'temporal' };
        const { signal: action, actionId, reason } = letter;
        return this.#refuse({ actor, action, actionId }, reason, { tasks: ['MALFORMED_SIGNAL'] });
      }
      case 'CANCEL_REQUESTED': {
        const actor: Actor = { id: 'temporal', role: 'operator', door: 'temporal' };
        const detail = 'Duties end when they are done. Report each one, or that its website was removed.';
        return this.#refuse({ actor, action: 'cancel', actionId: `cancel:${this.#steps}` }, 'NO_EFFECT', { detail });
      }
      default:
        return letter satisfies never;
    }
  }

  async #take({ action, actionId, actor, data }: Received<ObligationAction>): Promise<void> {
    if (this.#outcomes.has(actionId)) return;
    const sent = { actor, action, actionId };
    if (!mayReport(action, actor.role)) return this.#refuse(sent, 'ROLE_NOT_ALLOWED');
    const parsed = obligationActionData[action]().safeParse(data ?? {});
    if (!parsed.success) {
      const detail = parsed.error.issues
        .map(({ path, message }) => `${path.join('.') || 'data'}: ${message}`)
        .join('; ');
      return this.#refuse(sent, 'MALFORMED', { detail: detail.slice(0, 500) });
    }
    const said = { action, data: parsed.data } as ObligationReport;
    const outcome = report(this.obligations, said, this.#now(), this.#settings);
    if (outcome.outcome === 'REFUSED') return this.#refuse(sent, outcome.reason, outcome);
    const { changed, detail } = outcome;
    const cause = { actor, action, actionId: actionId as ActionId, outcome: 'APPLIED', detail } as const;
    await this.#write({ cause, changed }, this.#now());
  }

  /** A reminder, or word that the due date has passed; each once (R-PSB-5). */
  async #ring(alarm: ObligationAlarm): Promise<void> {
    const { name, at, obligation } = alarm;
    const after = ring(alarm);
    const detail = changeOf(obligation, after);
    const cause = { actor: TIMER_ACTOR, action: name, outcome: 'APPLIED', dueAt: at, detail } as const;
    await this.#write({ cause, changed: [after], notices: [noticeOf(alarm)] }, at);
  }

  #refuse(
    sent: { actor: Actor; action: string; actionId: string | undefined },
    reason: RefusalCode,
    and: { detail?: string; tasks?: ObligationStep['tasks'] } = {},
  ): Promise<void> {
    const cause = {
      actor: sent.actor,
      action: sent.action.slice(0, 60),
      ...(sent.actionId === undefined ? {} : { actionId: sent.actionId as ActionId }),
      outcome: 'REFUSED',
      reason,
      ...(and.detail === undefined ? {} : { detail: and.detail }),
    } as const;
    return this.#write({ cause, tasks: and.tasks ?? [] }, this.#now());
  }

  /** Writes a step and only then believes it. */
  async #write({ cause, changed = [], notices = [], tasks = [] }: Happened, when: Instant): Promise<void> {
    const seq = ++this.#steps;
    const orderId = this.#input.orderId as OrderId;
    const at = instant(Math.max(when, this.#lastAt));
    const { messages } = await recordObligations({ orderId, seq, at, cause, changed, notices, tasks });
    this.#lastAt = at;
    this.obligations = withChanges(this.obligations, changed);
    if (cause.actionId) {
      const { outcome, reason } = cause;
      this.#outcomes.set(cause.actionId, { outcome, ...(reason === undefined ? {} : { reason }) });
    }
    setCurrentDetails(details(this.obligations));
    if (messages) this.#deliver(seq);
  }

  #deliver(seq: number): void {
    this.#deliveries += 1;
    const done = (): void => {
      this.#deliveries -= 1;
    };
    const request = { orderId: this.#input.orderId, seq, source: OBLIGATIONS_WORKFLOW };
    void patientActivities.deliverMessages(request).then(done, done);
  }
}

function noticeOf({ name, obligation, days }: ObligationAlarm): Notice {
  const { kind, number, due } = obligation;
  return {
    code: 'N-18',
    facts: {
      variant: name === 'overdue' ? 'OVERDUE' : 'REMINDER',
      obligations: [{ name: kind, ...(due === undefined ? {} : { due: due.at }) }],
      numbers: [number],
      ...(due === undefined ? {} : { due: due.at }),
      ...(days === undefined ? {} : { days }),
    },
  };
}

/** What operators read in Temporal UI. */
const details = (obligations: readonly Obligation[]): string =>
  [
    '| website | duty | state | due |',
    '|---|---|---|---|',
    ...obligations.map(({ websiteId, number, kind, state, due }) => {
      const by = due === undefined ? '–' : `${formatInstant(due.at)} (${due.amount} ${due.unit})`;
      return `| ${websiteId} ${number} | ${kind} | ${state} | ${by} |`;
    }),
    '',
    'The applicant or an operator reports each step; nothing is filed with the police here.',
  ].join('\n');
