/** Announces a step to all who wait for it, once its transaction commits. */
import { sql } from 'kysely';
import type { ActionId, CaseId } from '../../domain/identifiers.ts';

/** Channel on which every step is announced: `<caseId> <seq> <actionId>`. */
export const STEP_CHANNEL = 'beian_step';
/** An expression to select; it announces a step once the transaction commits. Contains no personal data. */
export function announcement(step: { caseId: CaseId; seq: number; actionId: ActionId | undefined }) {
  const payload = `${step.caseId} ${step.seq} ${step.actionId ?? ''}`.trimEnd();
  return sql<void>`pg_notify(${STEP_CHANNEL}, ${payload})`.as('announced');
}
