/** The process of an order's duties: turns each report and each due alarm into a step. */
import { setCurrentDetails } from '@temporalio/workflow';
import type { DeliveryRequest, DutiesActivities, StoredProcessActivities } from '../../activities/contract.ts';
import { changeOf, isClosed, withChanges, type Duty } from '../../domain/duties/duty.ts';
import { nextAlarmOf, openDuty, ring, type DutyAlarm } from '../../domain/duties/duty-alarms.ts';
import {
  isReportName,
  mayReport,
  report,
  reportData,
  type Report,
  type ReportName,
} from '../../domain/duties/duty-reports.ts';
import type { DutiesStep } from '../../domain/duties/duty-step.ts';
import type { DutyTerms } from '../../domain/duties/duty-terms.ts';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { Notice } from '../../domain/messages/notice.ts';
import { present } from '../../domain/present.ts';
import { TIMER_ACTOR } from '../../domain/role.ts';
import { formatInstant } from '../../domain/time/instant.ts';
import { shortWork } from '../engine/activity-options.ts';
import { refuseToCancel } from '../engine/cancel-request.ts';
import type { Engine, KnownOutcome, Place, ProcessDefinition, Refusal, Stored, Written } from '../engine/definition.ts';
import type { CarriedOver } from '../engine/going-on.ts';
import type { Received } from '../engine/inbox.ts';
import { DUTIES_WORKFLOW, type DutiesInput, type DutiesView } from '../messages/duties.ts';

const { openObligations, recordObligations, storedDuties } = shortWork<
  DutiesActivities & Pick<StoredProcessActivities, 'storedDuties'>
>();

export interface DutiesKind {
  name: ReportName;
  alarm: DutyAlarm;
  step: Omit<DutiesStep, 'orderId' | 'seq'>;
  event: never;
  work: never;
  outcome: KnownOutcome;
  state: DutiesState;
}
export type CarriedDuties = CarriedOver<DutiesKind>;

/** The state of the duties' process. */
interface DutiesState {
  duties: Duty[];
  /** Lengths of the terms as they were when the duties began. */
  terms: DutyTerms | undefined;
}

export class DutiesProcess implements ProcessDefinition<DutiesKind> {
  readonly isKnown = isReportName;
  readonly firstStep = 'openObligations';
  readonly #engine: Engine<DutiesKind>;
  readonly #input: DutiesInput;
  #state: DutiesState;

  /** @param carried the state of the run before; undefined in the first run */
  constructor(engine: Engine<DutiesKind>, input: DutiesInput, carried: DutiesState | undefined) {
    this.#engine = engine;
    this.#input = input;
    this.#state = carried ?? { duties: [], terms: undefined };
  }

  get duties(): readonly Duty[] {
    return this.#state.duties;
  }

  get ended(): boolean {
    return this.duties.every(isClosed);
  }

  state(): DutiesState {
    return this.#state;
  }

  view(): DutiesView {
    const { now, steps } = this.#engine;
    return { orderId: this.#input.orderId, now: now(), steps, obligations: this.#state.duties };
  }

  show(): void {
    setCurrentDetails(details(this.duties));
  }

  /** Determines the duties and writes them; an order without duties writes nothing. */
  async open(): Promise<void> {
    const { orderId, startedAt: at, issuedOn } = this.#input;
    const { duties, terms } = await openObligations({ orderId, at, issuedOn });
    this.#state = { duties: [], terms };
    if (duties.length === 0) return;
    const changed = duties.map((duty) => openDuty(duty, at, terms));
    const detail = changed.map((duty) => changeOf(undefined, duty)).join('; ');
    const cause: Cause = { actor: TIMER_ACTOR, action: this.firstStep, outcome: 'APPLIED', detail };
    await this.#engine.write({ cause, at, changed, notices: [], tasks: [], terms });
  }

  async take({ action, actionId, actor, data, askedAs }: Received<ReportName>): Promise<void> {
    const named = { actionId: actionId as ActionId, ...present({ askedAs }) };
    const cause: Cause = { actor, action, ...named, outcome: 'APPLIED' };
    if (!mayReport(action, actor.role)) return this.refuse(cause, { reason: 'ROLE_NOT_ALLOWED' });
    const parsed = reportData[action]().safeParse(data ?? {});
    if (!parsed.success) {
      const detail = parsed.error.issues
        .map(({ path, message }) => `${path.join('.') || 'data'}: ${message}`)
        .join('; ');
      return this.refuse({ ...cause, detail: detail.slice(0, 500) }, { reason: 'MALFORMED' });
    }
    const at = this.#engine.now();
    const outcome = report(this.duties, { action, data: parsed.data } as Report, at, this.#terms);
    if (outcome.outcome === 'REFUSED') {
      const { reason, detail } = outcome;
      return this.refuse({ ...cause, ...present({ detail }) }, { reason });
    }
    const { changed, detail } = outcome;
    await this.#engine.write({ cause: { ...cause, detail }, at, changed, notices: [], tasks: [] });
  }

  async happened(event: never): Promise<void> {
    return event;
  }

  cancelRequested(actionId: string): Promise<void> {
    return refuseToCancel(
      this,
      actionId,
      'Duties end when they are done. Report each one, or that its website was removed.',
    );
  }

  async refuse(cause: Cause, { reason, tasks = [] }: Refusal): Promise<void> {
    const refused: Cause = { ...cause, outcome: 'REFUSED', reason };
    await this.#engine.write({ cause: refused, at: this.#engine.now(), changed: [], notices: [], tasks });
  }

  alarms(): DutyAlarm[] {
    return this.duties
      .flatMap((duty) => nextAlarmOf(duty, this.#terms) ?? [])
      .toSorted((one, other) => one.at - other.at);
  }

  summaryOf({ duty, name }: DutyAlarm): string {
    return `${duty.websiteId} ${duty.kind}: ${name}`;
  }

  /** Sends a reminder, or says that the due date has passed; each once (R-PSB-5). */
  async ring(alarm: DutyAlarm): Promise<void> {
    const { name, at, duty } = alarm;
    const after = ring(alarm);
    const detail = changeOf(duty, after);
    const cause: Cause = { actor: TIMER_ACTOR, action: name, outcome: 'APPLIED', dueAt: at, detail };
    await this.#engine.write({ cause, at, changed: [after], notices: [noticeOf(alarm)], tasks: [] });
  }

  async write(step: DutiesKind['step'], { seq, at }: Place<never>): Promise<Written> {
    const written = await recordObligations({ ...step, seq, at, orderId: this.#input.orderId as OrderId });
    if (written.standsAt !== undefined || written.refused !== undefined) return written;
    this.#state = { ...this.#state, duties: withChanges(this.duties, step.changed) };
    return written;
  }

  outcomeOf(known: KnownOutcome): KnownOutcome {
    return known;
  }

  deliveryOf(seq: number): DeliveryRequest {
    return { orderId: this.#input.orderId, seq, source: DUTIES_WORKFLOW };
  }

  /** Its only work in the world is the delivery of messages. */
  async work(work: never): Promise<void> {
    return work;
  }

  async stored(): Promise<Stored<DutiesKind>> {
    const { orderId } = this.#input;
    const { steps, lastAt, ownTime, undelivered, duties, terms } = await storedDuties({ orderId });
    const deliveries = undelivered.map((seq) => this.deliveryOf(seq));
    return { steps, lastAt, ownTime, work: [], deliveries, state: { duties, terms } };
  }

  standAt(state: DutiesState): void {
    this.#state = state;
  }

  get #terms(): DutyTerms {
    if (!this.#state.terms) throw new Error('opening the duties sets their terms');
    return this.#state.terms;
  }
}

function noticeOf({ name, duty, days }: DutyAlarm): Notice {
  const { kind, number, due } = duty;
  return {
    code: 'N-18',
    facts: {
      variant: name === 'overdue' ? 'OVERDUE' : 'REMINDER',
      obligations: [{ name: kind, ...present({ due: due?.at }) }],
      numbers: [number],
      ...present({ due: due?.at }),
      ...present({ days }),
    },
  };
}

/** The text that operators read in Temporal UI. */
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
