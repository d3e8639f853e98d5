/** What an action does to an inspection, and what its due date does (R-INSP-3, R-INSP-4, R-INSP-13). */
import type { NoticeFacts } from '../messages/notice.ts';
import type { RefusalCode } from '../refusal.ts';
import type { TaskKind } from '../tasks/task.ts';
import { formatInstant, parseInstant, type Instant } from '../time/instant.ts';
import type { InspectionTaken } from './inspection-actions.ts';
import { isAtBureau, type InspectionProgress, type OrderPlace } from './inspection.ts';

/** N-13 with the text of a variant; what was found and until when is added when it is written. */
export type InspectionNotice = Pick<NoticeFacts, 'variant'>;

/** How the inspection stands afterwards, and what follows. */
export interface InspectionChange {
  after: InspectionProgress;
  notices: readonly InspectionNotice[];
  tasks: readonly TaskKind[];
  /** Tasks that it ends. */
  closes: readonly TaskKind[];
  /** What happened, for the history; a text of a person stands in it as its reference. */
  detail?: string;
}

export type InspectionOutcome =
  ({ outcome: 'APPLIED' } & InspectionChange) | { outcome: 'REFUSED'; reason: RefusalCode; detail?: string };

const ABOUT_DUE = ['INSPECTION_OVERDUE'] as const;

export function takeInspectionAction(
  before: InspectionProgress,
  taken: InspectionTaken,
  at: Instant,
): InspectionOutcome {
  switch (taken.action) {
    case 'itemInspected': {
      const { group, result, note } = taken.data;
      return noted({ ...before, items: { ...before.items, [group]: result } }, `${group}: ${result}`, note);
    }
    case 'callLogged': {
      const { phone, reached, note } = taken.data;
      const after = { ...before, calls: [...before.calls, { at, phone, reached }] };
      return noted(after, `${phone}: ${reached ? 'reached' : 'not reached'}`, note);
    }
    case 'videoNoted': {
      const { passed, note } = taken.data;
      const after = { ...before, videos: [...before.videos, { at, passed }] };
      return noted(after, passed ? 'passed' : 'not passed', note);
    }
    case 'phoneProved': {
      const { personId } = taken.data;
      if (before.phonesProved.includes(personId)) return { outcome: 'REFUSED', reason: 'ALREADY_DONE' };
      return noted({ ...before, phonesProved: [...before.phonesProved, personId] }, personId);
    }
    case 'explained':
      return { ...noted(before, taken.data.text), tasks: ['INSPECTION_ANSWERED'] };
    case 'orderLinked':
      return linked(before, taken.data.orderId);
    case 'orderMoved':
      return moved(before, taken.data);
    case 'deadlineOverride':
      return extended(before, parseInstant(taken.data.dueAt), { at, reason: taken.data.reason });
    case 'accessLeft':
      return { ...noted(before, taken.data.reason), closes: ABOUT_DUE };
    case 'accessCancelled':
      return cancelled(before, at, taken.data.note);
    case 'rectified':
      return rectified(before, taken.data.note);
    default:
      return taken satisfies never;
  }
}

type Applied = { outcome: 'APPLIED' } & InspectionChange;

function noted(after: InspectionProgress, ...said: readonly (string | undefined)[]): Applied {
  const detail = said.filter((part) => part !== undefined).join('; ');
  const change = { after, notices: [], tasks: [], closes: [] };
  return detail === '' ? { outcome: 'APPLIED', ...change } : { outcome: 'APPLIED', ...change, detail };
}

function linked(before: InspectionProgress, id: string): InspectionOutcome {
  if (before.order?.id === id) return { outcome: 'REFUSED', reason: 'ALREADY_DONE' };
  const state = before.state === 'OPEN' ? 'RECTIFYING' : before.state;
  return noted({ ...before, state, order: { id, place: 'AT_PROVIDER' } }, id);
}

/** An order that completes is the answer; one that ends otherwise leaves the inspection without one. */
function moved(
  before: InspectionProgress,
  { orderId, place }: { orderId: string; place: OrderPlace },
): InspectionOutcome {
  if (before.order?.id !== orderId || before.order.place === place) return { outcome: 'REFUSED', reason: 'NO_EFFECT' };
  if (place === 'COMPLETED') return rectified({ ...before, order: { id: orderId, place } }, orderId);
  if (place !== 'ENDED') return noted({ ...before, order: { id: orderId, place } }, `${orderId}: ${place}`);
  const { order: _ended, ...rest } = before;
  return noted({ ...rest, state: rest.state === 'RECTIFYING' ? 'OPEN' : rest.state }, `${orderId}: ${place}`);
}

function extended(
  before: InspectionProgress,
  dueAt: Instant,
  { at, reason }: { at: Instant; reason: string },
): InspectionOutcome {
  if (dueAt <= before.dueAt || dueAt <= at) return { outcome: 'REFUSED', reason: 'NOT_LATER' };
  const state = before.order === undefined ? 'OPEN' : 'RECTIFYING';
  return {
    ...noted({ ...before, state, dueAt }, `${formatInstant(before.dueAt)} → ${formatInstant(dueAt)}`, reason),
    notices: [{ variant: 'EXTENDED' }],
    closes: ABOUT_DUE,
  };
}

/** Inside the term the website is served (R-INSP-4), and so it is while a change that was sent in time is with the bureau. */
function cancelled(before: InspectionProgress, at: Instant, note: string | undefined): InspectionOutcome {
  if (before.state !== 'OVERDUE' && isAtBureau(before)) return { outcome: 'REFUSED', reason: 'LOCKED_AT_BUREAU' };
  if (before.state !== 'OVERDUE' && at <= before.dueAt) return { outcome: 'REFUSED', reason: 'NOT_DUE' };
  return {
    ...noted({ ...before, state: 'ACCESS_CANCELLED' }, note),
    notices: [{ variant: 'CANCELLED' }],
    closes: ABOUT_DUE,
  };
}

const rectified = (before: InspectionProgress, note: string | undefined): Applied => ({
  ...noted({ ...before, state: 'RECTIFIED' }, note),
  closes: ['INSPECTION_OVERDUE', 'INSPECTION_ANSWERED'],
});

/** An instant at which an inspection moves by itself. */
export interface InspectionAlarm {
  name: 'overdue';
  at: Instant;
}

/** While the change is with the bureau nothing is overdue. */
export const alarmsOf = (progress: InspectionProgress): InspectionAlarm[] =>
  (progress.state === 'OPEN' || progress.state === 'RECTIFYING') && !isAtBureau(progress)
    ? [{ name: 'overdue', at: progress.dueAt }]
    : [];

/** The due date has passed: an operator decides what follows (R-INSP-4). */
export const overdue = (before: InspectionProgress): InspectionChange => ({
  after: { ...before, state: 'OVERDUE' },
  notices: [],
  tasks: ABOUT_DUE,
  closes: [],
});
