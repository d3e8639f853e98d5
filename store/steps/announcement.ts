/** What is announced to all who wait for it once a transaction commits: steps, and changes of what lists show. */
import { sql } from 'kysely';
import type { ActionId, CaseId } from '../../domain/identifiers.ts';

/** Channel on which every step is announced: `<caseId> <seq> <actionId>`. */
export const STEP_CHANNEL = 'beian_step';
/** Channel on which the tables of `0056-announced-changes.ts` announce that a row of theirs was written: the table's name. */
export const CHANGE_CHANNEL = 'beian_change';
export const ANNOUNCED_TABLES = [
  'tasks',
  'erasures',
  'record_lookups',
  'bureau_accounts',
  'bureau_uploads',
  'bureau_downloads',
  'messages',
] as const;
/** What a list can follow: the steps of all orders, or what is written into a table. */
export type Followed = 'steps' | (typeof ANNOUNCED_TABLES)[number];

/** An expression to select; it announces a step once the transaction commits. Contains no personal data. */
export function announcement(step: { caseId: CaseId; seq: number; actionId: ActionId | undefined }) {
  const payload = `${step.caseId} ${step.seq} ${step.actionId ?? ''}`.trimEnd();
  return sql<void>`pg_notify(${STEP_CHANNEL}, ${payload})`.as('announced');
}
