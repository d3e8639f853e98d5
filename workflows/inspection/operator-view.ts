/** What operators see of an inspection in Temporal UI: search attributes and current details. Neither contains personal data. */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { alarmsOf } from '../../domain/inspection/take-action.ts';
import type { InspectionProgress, InspectionState } from '../../domain/inspection/inspection.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { WaitingOn } from '../../domain/lifecycle/stage.ts';
import { formatInstant } from '../../domain/time/instant.ts';

const STAGE = defineSearchAttributeKey('FilingStage', SearchAttributeType.KEYWORD);
const WAITING_ON = defineSearchAttributeKey('FilingWaitingOn', SearchAttributeType.KEYWORD);
const DUE_AT = defineSearchAttributeKey('FilingDueAt', SearchAttributeType.DATETIME);
const OVERDUE = defineSearchAttributeKey('FilingOverdue', SearchAttributeType.BOOL);

/** Operators decide what is overdue, which nobody else is asked for. */
const WAITS: Readonly<Record<InspectionState, WaitingOn>> = {
  OPEN: 'applicant',
  RECTIFYING: 'applicant',
  OVERDUE: 'system',
  ACCESS_CANCELLED: 'applicant',
  RECTIFIED: 'nobody',
};

/** The attributes of filings serve inspections too: workflows of type `inspection` are told apart by their type. */
export function showInspection(progress: InspectionProgress, last: Cause): void {
  const { state, dueAt } = progress;
  upsertSearchAttributes([
    { key: STAGE, value: state },
    { key: WAITING_ON, value: WAITS[state] },
    { key: DUE_AT, value: alarmsOf(progress).length === 0 ? null : new Date(dueAt) },
    { key: OVERDUE, value: state === 'OVERDUE' },
  ]);
  setCurrentDetails(details(progress, last));
}

const details = ({ state, dueAt, items, calls, videos, order }: InspectionProgress, last: Cause): string =>
  [
    `**${state}**`,
    `- to be put right by: ${formatInstant(dueAt)}`,
    `- looked at: ${Object.entries(items)
      .map(([group, result]) => `${group} ${result}`)
      .join(', ')}; ${calls.length} calls, ${videos.length} videos`,
    `- order that answers it: ${order === undefined ? 'none' : `${order.id} (${order.place})`}`,
    `- last: ${last.action} by ${last.actor.role} through ${last.actor.door}: ${last.outcome}${last.reason ? ` ${last.reason}` : ''}`,
  ].join('\n');
