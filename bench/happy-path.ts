/**
 * The filing that is measured: an enterprise files one website for the first time, and nothing goes wrong. Entity head P1 and site
 * head P2 have a mobile each. Beian's filing and the floor have exactly these signals, waits and messages.
 */
import type { Action } from '../domain/lifecycle/action.ts';
import type { Actor } from '../domain/role.ts';

/** A message and its recipient: `P1`, `P2` or the account. */
export interface StepMessage {
  code: string;
  channel: 'SMS' | 'EMAIL';
  to: 'P1' | 'P2' | 'ACCOUNT';
}

/** One step of the filing; steps are numbered from 1, which is the opening of the order. */
export interface FilingStep {
  action: Action;
  /** Who takes the step. `GATEWAY`: the hand-over is answered by itself; every other step is a signal of the client. */
  by: 'applicant' | 'reviewer' | 'miit' | 'bureau' | 'GATEWAY';
  data: object;
  state: string;
  messages: readonly StepMessage[];
}

/** Steps that are awaited together, under one timer. */
export interface Wait {
  days: number;
  steps: readonly FilingStep[];
}

const DAY_OF_ISSUE = '2026-03-12';

/** The filing has dates of its own, whatever day it is; Beian's sandbox mode makes this possible. */
export const OPENED_AT = '2026-02-12 10:00';

function to(code: string, ...people: StepMessage['to'][]): StepMessage[] {
  return people.flatMap((person) => [
    { code, channel: 'SMS' as const, to: person },
    { code, channel: 'EMAIL' as const, to: person },
  ]);
}

/** The website's domain, and the number that MIIT gives its entity. */
export interface Numbered {
  domain: string;
  entityNumber: string;
}

/** Everything that happens to the order. In-app messages are left out, because writing them delivers them. */
export const happyPath = ({ domain, entityNumber }: Numbered): readonly Wait[] => [
  { days: 45, steps: [step('edited', 'applicant', 'CONFIRMATION')] },
  {
    days: 45,
    steps: [step('submitForReview', 'applicant', 'PRELIM_REVIEW', { confirmed: true }, to('N-1', 'P2', 'ACCOUNT'))],
  },
  { days: 2, steps: [step('approve', 'reviewer', 'READY_FOR_BUREAU', {}, to('N-2', 'P2', 'ACCOUNT'))] },
  {
    days: 2,
    steps: [
      step('forwardToBureau', 'second reviewer', 'READY_FOR_BUREAU'),
      step('forwardAccepted', 'GATEWAY', 'SMS_PENDING', {}, to('N-5', 'P1', 'P2')),
    ],
  },
  { days: 1, steps: [step('smsStarted', 'miit', 'SMS_PENDING', { handOver: 1, sentAt: '2026-02-12T10:05:00+08:00' })] },
  {
    days: 1,
    steps: [
      step('smsVerified', 'miit', 'SMS_PENDING', { handOver: 1, personId: 'P1' }),
      step('smsVerified', 'miit', 'BUREAU_REVIEW', { handOver: 1, personId: 'P2' }, to('N-8', 'P2', 'ACCOUNT')),
    ],
  },
  {
    days: 28,
    steps: [
      step(
        'bureauDecision',
        'bureau',
        'BUREAU_APPROVED',
        { handOver: 1, decision: 'APPROVED', issuedOn: DAY_OF_ISSUE },
        to('N-9', 'P1', 'P2', 'ACCOUNT'),
      ),
    ],
  },
  {
    days: 2,
    steps: [
      step(
        'recordSynced',
        'miit',
        'COMPLETED',
        { handOver: 1, entityNumber, websites: [{ domain, number: `${entityNumber}-1` }] },
        to('N-11', 'P2', 'ACCOUNT'),
      ),
    ],
  },
];

/** A step with its messages. */
function step(
  action: Action,
  by: FilingStep['by'] | 'second reviewer',
  state: string,
  data: object = {},
  messages: readonly StepMessage[] = [],
): FilingStep {
  return { action, by: by === 'second reviewer' ? 'reviewer' : by, data, state, messages };
}

/** All steps after the opening, in their order. */
export const stepsOf = (numbered: Numbered): FilingStep[] => happyPath(numbered).flatMap(({ steps }) => steps);

/** Number of SMS and emails for one filing. */
export const MESSAGES_PER_FILING = stepsOf({ domain: '', entityNumber: '' }).flatMap(({ messages }) => messages).length;

/** The actor of a step. The reviewer who hands over must not be the one who approved, so reviewers take turns. */
export function actorOf({ action, by }: FilingStep, accountId: string): Actor {
  switch (by) {
    case 'applicant':
      return { id: accountId, role: by, door: 'api' };
    case 'reviewer':
      return { id: action === 'approve' ? 'R1' : 'R2', role: by, door: 'api' };
    case 'bureau':
    case 'miit':
      return { id: by, role: by, door: 'webhook' };
    case 'GATEWAY':
      throw new Error(`nobody signals ${action}`);
    default:
      return by satisfies never;
  }
}
