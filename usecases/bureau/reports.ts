/** Puts a report that belongs to no order into the queue of its account, in the transaction that notes it; both or neither. */
import type { ReportToSend } from '../../domain/bureau/report-to-send.ts';
import { instant } from '../../domain/time/instant.ts';
import { queueUpload } from '../../store/bureau/uploads.ts';
import { inTransaction, type Database } from '../../store/postgres/database.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

export type ReportDependencies = Pick<UseCaseDependencies, 'database' | 'vault' | 'bureau' | 'now'>;

/**
 * `NO_ACCOUNT`: Beian has no account of this name at a bureau, or does not speak to bureaus itself. `UNKNOWN`: there is nothing of this
 * number to report. `NOT_TAKEN`: the interface does not take the element.
 */
export type ReportOutcome =
  | { outcome: 'REPORTED'; id: number }
  | { outcome: 'NO_ACCOUNT' | 'UNKNOWN' }
  | { outcome: 'NOT_TAKEN'; element: string };

/** What is not queued is not noted either. `note` returns undefined when there is nothing to report. */
export async function report(
  { database, vault, bureau, now }: ReportDependencies,
  note: (trx: Database) => Promise<{ report: ReportToSend; key: string; id: number } | undefined>,
): Promise<ReportOutcome> {
  try {
    return await inTransaction(database, async (trx) => {
      const noted = await note(trx);
      if (noted === undefined) throw new NotQueued({ outcome: 'UNKNOWN' });
      const packed = bureau.report?.(noted.report);
      if (packed === undefined) throw new NotQueued({ outcome: 'NO_ACCOUNT' });
      if ('element' in packed) throw new NotQueued({ outcome: 'NOT_TAKEN', element: packed.element });
      const upload = { account: noted.report.account, key: noted.key, ...packed };
      await queueUpload(trx, vault, upload, instant(now()));
      return { outcome: 'REPORTED', id: noted.id };
    });
  } catch (error) {
    if (error instanceof NotQueued) return error.outcome;
    throw error;
  }
}

class NotQueued extends Error {
  readonly outcome: ReportOutcome;
  constructor(outcome: ReportOutcome) {
    super('not queued');
    this.outcome = outcome;
  }
}
