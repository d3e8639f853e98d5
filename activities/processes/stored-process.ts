/** Where Postgres says that a process stands, for one that was lost, reset or overtaken. */
import { ApplicationFailure } from '@temporalio/activity';
import { dutyTerms } from '../../domain/duties/duty-terms.ts';
import type { CaseId, OrderId } from '../../domain/identifiers.ts';
import { readOrder } from '../../store/orders/orders.ts';
import { readStoredDuties } from '../../store/processes/stored-duties.ts';
import { ContradictoryState, readStoredFiling } from '../../store/processes/stored-filing.ts';
import { readStoredInspection } from '../../store/processes/stored-inspection.ts';
import { SealError } from '../../store/sealing/seal.ts';
import type { StoredProcessActivities } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';

type StoredDependencies = Pick<ActivityDependencies, 'database' | 'vault' | 'rules'>;

export function createStoredProcesses({ database, vault, rules }: StoredDependencies): StoredProcessActivities {
  return {
    storedFiling: ({ orderId }) => readable(orderId, async () => readStoredFiling(database, vault, orderId as OrderId)),
    storedInspection: ({ orderId }) => readable(orderId, () => readStoredInspection(database, orderId as CaseId)),
    storedDuties: ({ orderId }) =>
      readable(orderId, async () => {
        const read = await readStoredDuties(database, vault, orderId as OrderId);
        if (read === undefined) return undefined;
        const { issuedOn, startedAt: _startedAt, ...stored } = read;
        if (stored.terms !== undefined || stored.steps === 0) return stored;
        const order = await readOrder(database, vault, orderId as OrderId);
        if (order?.type === undefined) return undefined;
        const { type, province } = order;
        const { policies } = await rules();
        return { ...stored, terms: dutyTerms({ type, province, issuedOn, policies }) };
      }),
  };
}

/** What is not there, or cannot be read, will not be there at the next try: the process ends, and a person is asked in the end. */
async function readable<Stored>(orderId: string, read: () => Promise<Stored | undefined>): Promise<Stored> {
  try {
    const stored = await read();
    if (stored !== undefined) return stored;
  } catch (error) {
    if (!(error instanceof SealError || error instanceof ContradictoryState)) throw error;
    throw ApplicationFailure.nonRetryable(`what is stored of ${orderId} cannot be read`, error.name);
  }
  throw ApplicationFailure.nonRetryable(`${orderId} is not in the database`, 'UNKNOWN_ORDER');
}
