/** What operators do to the exchange with the bureaus: stop and start an account, send again, let a file pass, look into a file. */
import { fetcherId, senderId, WAKE } from '../../domain/bureau/exchange.ts';
import { instant } from '../../domain/time/instant.ts';
import { bureauAccount, startAccount, stopAccount } from '../../store/bureau/accounts.ts';
import { applyAgain, rawFile, setAside, type RawFile } from '../../store/bureau/downloads.ts';
import { queueAgain } from '../../store/bureau/uploads.ts';
import { DESK_CASE } from '../../store/cases/desk-case.ts';
import { inTransaction } from '../../store/postgres/database.ts';
import { noteReads } from '../../store/reads/note-reads.ts';
import { closingTasks } from '../../store/tasks/tasks.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import type { Asking } from '../reads/show.ts';
import { refusal } from '../refusal.ts';

type ExchangeDependencies = Pick<UseCaseDependencies, 'database' | 'vault' | 'temporal' | 'limits' | 'now'>;

/** The call under way ends, and no other begins. A repeat changes nothing. */
export const stopExchange = ({ database, now }: ExchangeDependencies, account: string, by: string): Promise<boolean> =>
  stopAccount(database, account, by, instant(now()));

/** What stands or fails again opens its task again. */
const ENDED_BY_START = ['BUREAU_ACCOUNT_HALTED', 'BUREAU_EXCHANGE_STUCK'] as const;

/** Whatever was stopped, halted or paused goes on at once. False when there is no such account. */
export async function startExchange(deps: ExchangeDependencies, account: string, by: string): Promise<boolean> {
  const at = instant(deps.now());
  const started = await inTransaction(deps.database, async (trx) => {
    if (!(await startAccount(trx, account))) return false;
    const { number } = await bureauAccount(trx, account);
    await closingTasks(trx, { caseId: DESK_CASE, kinds: ENDED_BY_START, by, at }).where('visit', '=', number).execute();
    return true;
  });
  if (started) await wake(deps, account);
  return started;
}

/** A refused upload goes out again as it is. False when there is none of this id that was refused and can still be read. */
export async function sendAgain(deps: ExchangeDependencies, uploadId: number): Promise<boolean> {
  const upload = await queueAgain(deps.database, uploadId);
  if (upload !== undefined) await wake(deps, upload.account);
  return upload !== undefined;
}

/**
 * A file that cannot be opened is acknowledged, so that those behind it come; any other file has its effects once more. False when there
 * is none of this id to which that can be done.
 */
export async function passFile(deps: ExchangeDependencies, fileId: number): Promise<boolean> {
  if (await setAside(deps.database, fileId)) return true;
  const account = await applyAgain(deps.database, fileId);
  if (account !== undefined) await wake(deps, account);
  return account !== undefined;
}

/** The raw file: it may be about many people, so a reason is needed, and the reading is written down before anything is shown. */
export async function readFile(
  { database, vault }: ExchangeDependencies,
  { caller, reason }: Asking,
  fileId: number,
): Promise<{ account: string; fileName: string; raw: RawFile } | undefined> {
  if (reason === undefined) throw refusal('READ_REASON_NEEDED');
  const file = await rawFile(database, vault, fileId);
  if (file === undefined) return undefined;
  const { id, role } = caller;
  await noteReads(database, vault.auditMac, [
    { door: 'api', reader: { id, role }, subject: 'BUREAU_FILES', shown: 'CLEAR', ground: 'REASON', reason },
  ]);
  return file;
}

/** Sender and fetcher look by themselves within a minute, so that they cannot be told now costs nothing more. */
async function wake({ temporal, limits }: ExchangeDependencies, account: string): Promise<void> {
  const signal = (workflowId: string) =>
    temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, () =>
      temporal.workflow.getHandle(workflowId).signal(WAKE),
    );
  await Promise.allSettled([signal(senderId(account)), signal(fetcherId(account))]);
}
