/**
 * What goes on by itself about websites without a filing (R-DIAG-3, A-191): the owner of the server is found and told, a term that passes
 * reaches an operator, and a website that was filed meanwhile needs nobody any more. The access gate blocks the domain all the while.
 */
import { log } from '@temporalio/activity';
import { AskPersonError, PermanentError, RetryableError } from '../../adapters/delivery-faults.ts';
import type { InstanceFacts } from '../../domain/assets/asset-facts.ts';
import type { AccountId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import {
  endFiled,
  noteOwner,
  overdueUnfiled,
  ownersToAsk,
  type OpenUnfiled,
} from '../../store/bureau-unfiled/open-unfiled.ts';
import { UNFILED_SOURCE } from '../../store/messages/messages.ts';
import { inTransaction, type Database } from '../../store/postgres/database.ts';
import type { Vault } from '../../store/sealing/vault.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { tellAccount } from '../messages/tell-account.ts';
import { closeDeskTask, openDeskTask } from './desk-task.ts';

type TendingDependencies = Pick<ActivityDependencies, 'database' | 'vault'> & {
  assets: Pick<ActivityDependencies['assets'], 'serverAt'>;
};

/** Owners that are asked for in one turn: the files of the bureau come first. */
const OWNERS_PER_TURN = 20;

export async function tendUnfiled({ database, vault, assets }: TendingDependencies, account: string): Promise<void> {
  const at = instant(Date.now());
  await inTransaction(database, async (trx) => {
    for (const id of await endFiled(trx, account, at)) await closeUnfiledTasks(trx, id, at);
    for (const id of await overdueUnfiled(trx, account, at))
      await openDeskTask(trx, vault, { kind: 'UNFILED_OVERDUE', visit: id, at });
  });
  for (const website of await ownersToAsk(database, account, OWNERS_PER_TURN)) {
    const server = await askedFor(assets, website.address);
    if (server === 'LATER') return;
    await inTransaction(database, (trx) => tellOwner(trx, vault, website, { server, at }));
  }
}

/** It has been dealt with: by a report, or by a filing. */
async function closeUnfiledTasks(trx: Database, id: number, at: Instant): Promise<void> {
  for (const kind of ['UNFILED_WEBSITE', 'UNFILED_OVERDUE'] as const) await closeDeskTask(trx, { kind, visit: id, at });
}

/** `LATER`: the provider's own systems do not answer now. What they refuse is left to people. */
async function askedFor(
  assets: TendingDependencies['assets'],
  address: string,
): Promise<InstanceFacts | undefined | 'LATER'> {
  try {
    return await assets.serverAt(address);
  } catch (error) {
    if (error instanceof RetryableError) return 'LATER';
    if (!(error instanceof AskPersonError) && !(error instanceof PermanentError)) throw error;
    log.warn('the owner of a server cannot be asked for', { reason: error.message });
    return undefined;
  }
}

/** N-19, once each time that the bureau tells the website. */
async function tellOwner(
  trx: Database,
  vault: Vault,
  website: OpenUnfiled,
  { server, at }: { server: InstanceFacts | undefined; at: Instant },
): Promise<void> {
  const { id, domain, dueAt } = website;
  const accountId = server?.ownerAccountId as AccountId | undefined;
  const owner =
    server === undefined || accountId === undefined ? undefined : { instanceId: server.instanceId, accountId };
  if (!(await noteOwner(trx, website, owner, at)) || owner === undefined) return;
  const facts = { domain, reference: `UW-${id}`, ...present({ due: dueAt }) };
  await tellAccount(trx, vault, owner.accountId, { code: 'N-19', source: `${UNFILED_SOURCE}${id}`, facts, at });
}
