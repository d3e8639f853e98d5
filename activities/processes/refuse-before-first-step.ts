import type { OrderId } from '../../domain/identifiers.ts';
import { refuseBeforeFirstStep } from '../../store/audit/before-first-step.ts';
import type { ProcessActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** What a process refuses while its first step cannot be written. */
export const createRefuseBeforeFirstStep =
  ({ database, vault }: Pick<ActivityDependencies, 'database' | 'vault'>): ProcessActivities['refuseBeforeFirstStep'] =>
  (refused) =>
    refuseBeforeFirstStep(database, vault, { ...refused, orderId: refused.orderId as OrderId });
