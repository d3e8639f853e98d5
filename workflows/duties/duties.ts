/** The duties of one order: what is reported, what rings, and the one way a step is written before it is believed. */
import { condition, proxyLocalActivities, setCurrentDetails } from '@temporalio/workflow';
import type { DutiesActivities } from '../../activities/contract.ts';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import { formatInstant, instant, type Instant } from '../../domain/time/instant.ts';
import type { Notice } from '../../domain/messages/notice.ts';
import { changeOf, isClosed, withChanges, type Duty } from '../../domain/duties/duty.ts';
import { nextAlarmOf, openDuty, ring, type DutyAlarm } from '../../domain/duties/duty-alarms.ts';
import {
  isReportName,
  mayReport,
  reportData,
  report,
  type ReportName,
  type Report,
} from '../../domain/duties/duty-reports.ts';
import type { DutiesStep } from '../../domain/duties/duty-step.ts';
import type { DutyTerms } from '../../domain/duties/duty-terms.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import { TIMER_ACTOR, type Actor } from '../../domain/role.ts';
import { patientActivities } from '../engine/activity-options.ts';
import { AlarmClock } from '../engine/alarm-clock.ts';
import { filingClock, type FilingClock } from '../engine/clock.ts';
import { readSignal, type CancelRequested, type Malformed, type Received } from '../engine/inbox.ts';
import { DUTIES_WORKFLOW, type DutiesInput, type DutiesView } from '../messages/duties.ts';
import type { ActionOutcome } from '../messages/envelope.ts';

const { openObligations, recordObligations } = proxyLocalActivities<DutiesActivities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

type InboxEntry = Received<ReportName> | Malformed | CancelRequested;
type Happened = Pick<DutiesStep, 'cause'> & Partial<Pick<DutiesStep, 'changed' | 'notices' | 'tasks'>>;

export class Duties {
  duties: Duty[] = [];
  readonly #input: DutiesInput;
  readonly #now: FilingClock;
  readonly #alarmClock: AlarmClock;
  readonly #inbox: InboxEntry[] = [];
  readonly #outcomes = new Map<string, Pick<ActionOutcome, 'outcome' | 'reason'>>();
  #terms: DutyTerms | undefined;
  #steps = 0;
  #lastAt: Instant;
  #deliveries = 0;

  /** The clock goes on from the instant at which the order was completed (design §5). */
  constructor(input: DutiesInput) {
    this.#input = input;
    this.#now = filingClock(input.startedAt - Date.now());
    this.#alarmClock = new AlarmClock(this.#now);
    this.#lastAt = input.startedAt;
  }

  get allClosed(): boolean {
    return this.duties.every(isClosed);
  }

  receive(signal: string, args: readonly unknown[]): void {
    this.#inbox.push(readSignal(signal, args, isReportName));
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
    const changed = duties.map((duty) => openDuty(duty, at, terms));
    const detail = changed.map((duty) => changeOf(undefined, duty)).join('; ');
    await this.#write(
      { cause: { actor: TIMER_ACTOR, action: 'openObligations', outcome: 'APPLIED', detail }, changed },
      at,
    );
  }

  /** One thing that happens: the oldest message, or else the next reminder or due date; waits until there is either. */
  turn(): Promise<void> {
    const entry = this.#inbox.shift();
    if (entry) return this.#read(entry);
    const alarm = this.#nextAlarm();
    if (alarm && alarm.at <= this.#now()) return this.#ring(alarm);
    this.#alarmClock.set(alarm, alarm && `${alarm.duty.websiteId} ${alarm.duty.kind}: ${alarm.name}`);
    return condition(() => this.#inbox.length > 0 || (alarm !== undefined && alarm.at <= this.#now()));
  }

  /** Lets deliveries finish and answers what still arrives; then the workflow may end. */
  async settle(): Promise<void> {
    this.#alarmClock.set(undefined);
    while (this.#deliveries > 0 || this.#inbox.length > 0) {
      const entry = this.#inbox.shift();
      if (entry) await this.#read(entry);
      else await condition(() => this.#deliveries === 0 || this.#inbox.length > 0);
    }
  }

  view(): DutiesView {
    const { orderId } = this.#input;
    return { orderId, now: this.#now(), steps: this.#steps, obligations: this.duties };
  }

  outcomeOf(actionId: string): Pick<ActionOutcome, 'outcome' | 'reason'> | undefined {
    return this.#outcomes.get(actionId);
  }

  /** Lengths as they were when the duties began. */
  get #settings(): DutyTerms {
    if (!this.#terms) throw new Error('opening the duties sets their terms');
    return this.#terms;
  }

  #nextAlarm(): DutyAlarm | undefined {
    return this.duties
      .flatMap((duty) => nextAlarmOf(duty, this.#settings) ?? [])
      .toSorted((one, other) => one.at - other.at)[0];
  }

  #read(entry: InboxEntry): Promise<void> {
    switch (entry.kind) {
      case 'ACTION':
        return this.#take(entry);
      case 'MALFORMED': {
        const actor: Actor = { id: 'unknown', role: 'system', door: 'temporal' };
        const { signal: action, actionId, reason } = entry;
        return this.#refuse({ actor, action, actionId }, reason, { tasks: ['MALFORMED_SIGNAL'] });
      }
      case 'CANCEL_REQUESTED': {
        const actor: Actor = { id: 'temporal', role: 'operator', door: 'temporal' };
        const detail = 'Duties end when they are done. Report each one, or that its website was removed.';
        return this.#refuse({ actor, action: 'cancel', actionId: `cancel:${this.#steps}` }, 'NO_EFFECT', { detail });
      }
      default:
        return entry satisfies never;
    }
  }

  async #take({ action, actionId, actor, data }: Received<ReportName>): Promise<void> {
    if (this.#outcomes.has(actionId)) return;
    const sent = { actor, action, actionId };
    if (!mayReport(action, actor.role)) return this.#refuse(sent, 'ROLE_NOT_ALLOWED');
    const parsed = reportData[action]().safeParse(data ?? {});
    if (!parsed.success) {
      const detail = parsed.error.issues
        .map(({ path, message }) => `${path.join('.') || 'data'}: ${message}`)
        .join('; ');
      return this.#refuse(sent, 'MALFORMED', { detail: detail.slice(0, 500) });
    }
    const said = { action, data: parsed.data } as Report;
    const outcome = report(this.duties, said, this.#now(), this.#settings);
    if (outcome.outcome === 'REFUSED') return this.#refuse(sent, outcome.reason, outcome);
    const { changed, detail } = outcome;
    const cause = { actor, action, actionId: actionId as ActionId, outcome: 'APPLIED', detail } as const;
    await this.#write({ cause, changed }, this.#now());
  }

  /** A reminder, or word that the due date has passed; each once (R-PSB-5). */
  async #ring(alarm: DutyAlarm): Promise<void> {
    const { name, at, duty } = alarm;
    const after = ring(alarm);
    const detail = changeOf(duty, after);
    const cause = { actor: TIMER_ACTOR, action: name, outcome: 'APPLIED', dueAt: at, detail } as const;
    await this.#write({ cause, changed: [after], notices: [noticeOf(alarm)] }, at);
  }

  #refuse(
    sent: { actor: Actor; action: string; actionId: string | undefined },
    reason: RefusalCode,
    and: { detail?: string; tasks?: DutiesStep['tasks'] } = {},
  ): Promise<void> {
    const cause = {
      actor: sent.actor,
      action: sent.action.slice(0, 60),
      ...(sent.actionId === undefined ? {} : { actionId: sent.actionId as ActionId }),
      outcome: 'REFUSED',
      reason,
      ...present({ detail: and.detail }),
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
    this.duties = withChanges(this.duties, changed);
    if (cause.actionId) {
      const { outcome, reason } = cause;
      this.#outcomes.set(cause.actionId, { outcome, ...present({ reason }) });
    }
    setCurrentDetails(details(this.duties));
    if (messages) this.#deliver(seq);
  }

  #deliver(seq: number): void {
    this.#deliveries += 1;
    const done = (): void => {
      this.#deliveries -= 1;
    };
    const request = { orderId: this.#input.orderId, seq, source: DUTIES_WORKFLOW };
    void patientActivities.deliverMessages(request).then(done, done);
  }
}

function noticeOf({ name, duty, days }: DutyAlarm): Notice {
  const { kind, number, due } = duty;
  return {
    code: 'N-18',
    facts: {
      variant: name === 'overdue' ? 'OVERDUE' : 'REMINDER',
      obligations: [{ name: kind, ...(due === undefined ? {} : { due: due.at }) }],
      numbers: [number],
      ...(due === undefined ? {} : { due: due.at }),
      ...present({ days }),
    },
  };
}

/** What operators read in Temporal UI. */
const details = (duties: readonly Duty[]): string =>
  [
    '| website | duty | state | due |',
    '|---|---|---|---|',
    ...duties.map(({ websiteId, number, kind, state, due }) => {
      const by = due === undefined ? '–' : `${formatInstant(due.at)} (${due.amount} ${due.unit})`;
      return `| ${websiteId} ${number} | ${kind} | ${state} | ${by} |`;
    }),
    '',
    'The applicant or an operator reports each step; nothing is filed with the police here.',
  ].join('\n');
