/** What may happen to an order in each of its states, and how it is done over HTTP: what the table of states allows, each in its simplest way. */
import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { ACTIONS, type Action } from '../../../domain/lifecycle/action.ts';
import type { Progress } from '../../../domain/lifecycle/progress.ts';
import type { Stage } from '../../../domain/lifecycle/stage.ts';
import { lifecycleTable } from '../../../domain/lifecycle/table.ts';
import type { ApiBench, Person } from '../servers/api-bench.ts';
import type { OrderInProgress } from './customer.ts';

export interface People {
  applicant: Person;
  /** Reviews what comes in. */
  first: Person;
  /** Reviews photos and originals, and hands over. */
  second: Person;
  operator: Person;
  otherOperator: Person;
  mailroom: Person;
}

/** An action that somebody signed in takes. */
interface Taken {
  by: keyof People;
  data?: object;
}

const ITEMS = { items: [{ path: 'websites.W1.name', code: 'NAME_UNCLEAR', advice: 'Say what the website is about.' }] };

const TAKEN: Partial<Record<Action, Taken>> = {
  submitForReview: { by: 'applicant', data: { confirmed: true } },
  withdraw: { by: 'applicant' },
  abandon: { by: 'applicant' },
  reactivate: { by: 'applicant' },
  operatorCancel: { by: 'operator', data: { reason: 'asked for by phone' } },
  consentToCancel: { by: 'otherOperator' },
  annotate: { by: 'first', data: { note: 'The customer will phone again on Monday.' } },
  claim: { by: 'second' },
  release: { by: 'second' },
  approve: { by: 'first' },
  reject: { by: 'first', data: ITEMS },
  rejectOrder: { by: 'second', data: ITEMS },
  requestMaterial: { by: 'first', data: { slots: ['construction-plan'] } },
  requestMail: { by: 'first' },
  callOutcome: { by: 'second', data: { outcome: 'NO_ANSWER' } },
  mailRegistered: { by: 'applicant', data: { courier: 'SF', trackingNumber: 'SF7654321' } },
  mailReceived: { by: 'mailroom' },
  forwardToBureau: { by: 'second' },
  resubmit: { by: 'applicant' },
  smsResendRequested: { by: 'applicant' },
  changeRequested: { by: 'applicant', data: { fields: ['people.P1.mobile'] } },
};

/** An event that bureau or MIIT tells; `said` is of the present hand-over. */
type Told = (progress: Progress, synced: object) => object;

const TOLD: Partial<Record<Action, readonly Told[]>> = {
  smsVerified: [({ sms }) => ({ personId: sms?.groups.flat().find((id) => !sms.verified.includes(id)) ?? 'P1' })],
  smsFailed: [() => ({ wrongEntries: 1 })],
  smsReturned: [() => ({})],
  bureauDecision: [
    () => ({ decision: 'APPROVED' }),
    () => ({ decision: 'REJECTED', ...ITEMS }),
    () => ({ decision: 'WRONG_TYPE' }),
  ],
  recordSynced: [(_progress, synced) => synced],
};

interface Move {
  name: string;
  action?: Action;
  /** Answers whether the action was applied. */
  make: (about: { order: OrderInProgress; progress: Progress; synced: object }) => Promise<boolean>;
}

const ONWARD: Partial<Record<Stage, Action>> = {
  CONFIRMATION: 'submitForReview',
  PRELIM_REVIEW: 'approve',
  PRELIM_REJECTED: 'submitForReview',
  MAIL_PENDING: 'mailReceived',
  MAIL_REVIEW: 'approve',
  READY_FOR_BUREAU: 'forwardToBureau',
  SMS_PENDING: 'smsVerified',
  SMS_RETURNED: 'resubmit',
  BUREAU_REVIEW: 'bureauDecision',
  BUREAU_REJECTED: 'submitForReview',
  BUREAU_APPROVED: 'recordSynced',
  EXPIRED: 'reactivate',
};

/** The move that brings an order nearer to its record; time where only time does. */
export function onward(bench: ApiBench, people: People, stage: Stage): Move {
  const wanted = ONWARD[stage];
  const moves = movesIn(bench, people, stage);
  const found = wanted && moves.find(({ action }) => action === wanted);
  return found ?? hoursPass(people, 25);
}

/** Everything that may happen in a state, and time. */
export function movesIn(bench: ApiBench, people: People, stage: Stage): Move[] {
  const known = lifecycleTable[stage].actions;
  const actions = ACTIONS.filter((action) => known[action] !== undefined);
  const taken = actions.flatMap((action) => {
    const way = TAKEN[action];
    return way === undefined ? [] : [take(people, stage, action, way)];
  });
  const told = actions.flatMap((action) => (TOLD[action] ?? []).map((said) => tell(bench, action, said)));
  return [...taken, ...told, hoursPass(people, 1), hoursPass(people, 25)];
}

function take(people: People, stage: Stage, action: Action, { by, data }: Taken): Move {
  const person = people[by === 'first' && stage !== 'PRELIM_REVIEW' ? 'second' : by];
  return {
    name: action,
    action,
    async make({ order, progress }) {
      const body = { ...(data && { data }), visit: progress.visit };
      const { status, body: answer } = await person.post(`/v1/orders/${order.id}/actions/${action}`, body);
      expect([action, [200, 409].includes(status) || answer]).toEqual([action, true]);
      return status === 200;
    },
  };
}

function tell(bench: ApiBench, action: Action, said: Told): Move {
  return {
    name: action,
    action,
    async make({ order, progress, synced }) {
      const eventId = `evt-${randomUUID()}`;
      const data = { handOver: progress.handOver, ...said(progress, synced) };
      const { body } = await bench.webhook({ eventId, orderId: order.id, event: action, data });
      expect([action, body]).toEqual([action, { status: 'ACCEPTED' }]);
      return (await bench.outcome(order.id, eventId))?.outcome === 'APPLIED';
    },
  };
}

const hoursPass = ({ applicant }: People, hours: number): Move => ({
  name: `${hours} h`,
  async make({ order }) {
    const { status } = await applicant.post(`/v1/orders/${order.id}/clock`, { advanceBy: hours * 3_600_000 });
    expect(status).toBe(200);
    return true;
  },
});
