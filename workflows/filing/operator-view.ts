/** What operators see of a filing in Temporal UI: search attributes and current details. Neither contains personal data. */
import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributeUpdatePair } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { formatInstant } from '../../domain/time/instant.ts';
import { nextDue } from '../../domain/lifecycle/clocks.ts';
import { lifecycleTable } from '../../domain/lifecycle/table.ts';
import type { Terms } from '../../domain/lifecycle/terms.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { FilingView } from '../messages/filing.ts';

const STAGE = defineSearchAttributeKey('FilingStage', SearchAttributeType.KEYWORD);
const TYPE = defineSearchAttributeKey('FilingType', SearchAttributeType.KEYWORD);
const PROVINCE = defineSearchAttributeKey('FilingProvince', SearchAttributeType.KEYWORD);
const WAITING_ON = defineSearchAttributeKey('FilingWaitingOn', SearchAttributeType.KEYWORD);
const ASSIGNEE = defineSearchAttributeKey('FilingAssignee', SearchAttributeType.KEYWORD);
const DUE_AT = defineSearchAttributeKey('FilingDueAt', SearchAttributeType.DATETIME);
const OVERDUE = defineSearchAttributeKey('FilingOverdue', SearchAttributeType.BOOL);
const ROUND = defineSearchAttributeKey('FilingRound', SearchAttributeType.INT);

/** Search attributes as they were shown last, by name. */
export type Shown = Record<string, string>;
type Subject = Pick<Terms, 'type' | 'province'>;

/** Shows the present state of a filing; unchanged attributes are not written again, to keep the history small. */
export class OperatorView {
  #shown: Shown;

  constructor(shown: Shown = {}) {
    this.#shown = shown;
  }

  get shown(): Shown {
    return this.#shown;
  }

  show(view: FilingView, subject: Subject, last: Cause): void {
    const changed = attributes(view, subject).filter(
      ({ key, value }) => (this.#shown[key.name] ?? 'null') !== shownAs(value),
    );
    if (changed.length > 0) upsertSearchAttributes(changed);
    this.#shown = {
      ...this.#shown,
      ...Object.fromEntries(changed.map(({ key, value }) => [key.name, shownAs(value)])),
    };
    setCurrentDetails(details(view, subject, last));
  }
}

const shownAs = String;

function attributes(view: FilingView, { type, province }: Subject): SearchAttributeUpdatePair[] {
  const due = nextDue(view.dues, view.clocks);
  return [
    { key: STAGE, value: view.stage },
    { key: TYPE, value: type ?? null },
    { key: PROVINCE, value: province ?? null },
    { key: WAITING_ON, value: lifecycleTable[view.stage].waitingOn },
    { key: ASSIGNEE, value: view.claim?.by ?? null },
    { key: DUE_AT, value: due ? new Date(due.at) : null },
    { key: OVERDUE, value: view.overdue },
    { key: ROUND, value: view.round },
  ];
}

function details(view: FilingView, { type, province }: Subject, last: Cause): string {
  const { awaits, waitingOn } = lifecycleTable[view.stage];
  const due = nextDue(view.dues, view.clocks);
  const lines = [
    `**${view.stage}** — ${awaits}`,
    `- order: ${type ?? 'type not checked yet'}${province === undefined ? '' : ` in ${province}`}`,
    `- who must act: ${waitingOn}${view.claim ? ` (claimed by ${view.claim.by})` : ''}`,
    `- by when: ${due ? `${formatInstant(due.at)} (${due.amount} ${due.unit}, ${due.kind})` : 'no due instant'}${view.overdue ? ' — **overdue**' : ''}`,
    `- last: ${last.action} by ${last.actor.role} through ${last.actor.door}: ${last.outcome}${last.reason ? ` ${last.reason}` : ''}`,
    `- round ${view.round}, visit ${view.visit}, step ${view.steps}`,
    stuck(view),
  ];
  return lines.join('\n');
}

function stuck({ handOverUnderWay, cancelRequest }: FilingView): string {
  if (cancelRequest) return '- stuck? A cancel request waits for the consent of a second person (`consentToCancel`).';
  if (handOverUnderWay) return '- stuck? The hand-over is tried until the gateway answers; see the pending activity.';
  return '- stuck? Look at pending activities first; then at the open tasks of this order in Beian.';
}
