/** Uploads that wait too long although the bureau takes them (miit-interface §8.4): an operator sees why. */
import type { MiitClient } from '../../adapters/bureau/miit/client.ts';
import { instant } from '../../domain/time/instant.ts';
import { bureauAccount } from '../../store/bureau/accounts.ts';
import { waitingSince } from '../../store/bureau/uploads.ts';
import { inTransaction } from '../../store/postgres/database.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { closeDeskTask, openDeskTask } from './desk-task.ts';

/** Shorter waits are those between tries, or behind other uploads. */
const TOO_LONG_MS = 3_600_000;

export async function watchUploads(
  { database, vault }: Pick<ActivityDependencies, 'database' | 'vault'>,
  { name, opensAt }: Pick<MiitClient, 'name' | 'opensAt'>,
): Promise<void> {
  const at = instant(Date.now());
  const hourAgo = instant(at - TOO_LONG_MS);
  await inTransaction(database, async (trx) => {
    const { number: visit, hoursSaid } = await bureauAccount(trx, name);
    const isOpen = opensAt(hourAgo, hoursSaid) === hourAgo && opensAt(at, hoursSaid) === at;
    const since = await waitingSince(trx, name);
    if (since === undefined) await closeDeskTask(trx, { kind: 'BUREAU_UPLOADS_WAIT', visit, at });
    else if (isOpen && since < hourAgo) await openDeskTask(trx, vault, { kind: 'BUREAU_UPLOADS_WAIT', visit, at });
  });
}
