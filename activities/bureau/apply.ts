/** Lets the facts of a stored file have their effects, each once: the effects and the file's mark are one transaction. */
import { sql } from 'kysely';
import type { MiitClient } from '../../adapters/bureau/miit/client.ts';
import type { Turn } from '../../domain/bureau/exchange.ts';
import { instant } from '../../domain/time/instant.ts';
import {
  fileToApply,
  markApplied,
  MOST_APPLICATIONS,
  noteApplicationFailed,
  type FileToApply,
} from '../../store/bureau/downloads.ts';
import { inTransaction, type Database } from '../../store/postgres/database.ts';
import { isPostgresUnavailable } from '../../store/postgres/unavailable.ts';
import type { BureauActivities } from '../contract.ts';
import { LOOK_AGAIN_MS, waits, type ExchangeDependencies } from './account-turn.ts';
import { openDeskTask } from './desk-task.ts';
import { logPlace } from './log-place.ts';
import { lookAround, type BetweenFilesDependencies } from './between-files.ts';
import { NoEffectError, type DownloadEffects, type PlaceOfFact, type SingleFact } from './download-effects.ts';

export function createBureauApplier(
  deps: ExchangeDependencies & BetweenFilesDependencies,
  effects: DownloadEffects,
): BureauActivities['applyNextFile'] {
  const { database, vault, bureauAccounts = [] } = deps;
  return async ({ account }): Promise<Turn> => {
    const client = bureauAccounts.find(({ name }) => name === account);
    if (client === undefined) return waits('CONFIGURATION', LOOK_AGAIN_MS);
    try {
      const applied = await inTransaction(database, async (trx) => {
        const file = await fileToApply(trx, vault, account);
        if (file === undefined) return undefined;
        await applyFile(trx, { deps, client, effects, file });
        return file.id;
      });
      if (applied !== undefined) return { goOn: true, did: 'APPLIED', number: applied };
    } catch (error) {
      if (isPostgresUnavailable(error)) throw error;
      return failed(deps, account);
    }
    await lookAround(deps, client);
    return waits('FILES', LOOK_AGAIN_MS);
  };
}

interface Application {
  deps: ExchangeDependencies;
  client: MiitClient;
  effects: DownloadEffects;
  file: FileToApply;
}

async function applyFile(trx: Database, { deps: { vault }, client, effects, file }: Application): Promise<void> {
  const at = instant(Date.now());
  const { id, account, fileName } = file;
  // A file that cannot be read has no facts; a person knows of it since it was stored.
  const read = file.fault === null ? client.read(file.raw.bytes) : undefined;
  const facts = read === undefined || read.fault !== undefined ? [] : read.facts;
  let unapplied = 0;
  const rows = facts.flatMap((fact) => (fact.fact === 'CODE' ? [fact.row] : []));
  const whole = { account, fileName, fileId: id, index: 0, at };
  if (rows.length > 0 && !(await withEffect(trx, () => effects.CODES(trx, rows, whole)))) unapplied += rows.length;
  for (const [index, fact] of facts.entries()) {
    if (fact.fact === 'CODE') continue;
    const done = await withEffect(trx, () => take(effects, trx, fact, { account, fileName, fileId: id, index, at }));
    if (!done) unapplied += 1;
  }
  if (unapplied > 0) await openDeskTask(trx, vault, { kind: 'BUREAU_FILE_NEEDS_PERSON', visit: id, at });
  await markApplied(trx, id, unapplied, at);
}

/** The function of the fact's kind; the compiler cannot see that a kind and its function belong together. */
const take = (effects: DownloadEffects, trx: Database, fact: SingleFact, place: PlaceOfFact): Promise<void> => {
  const effect = effects[fact.fact] as (trx: Database, fact: SingleFact, place: PlaceOfFact) => Promise<void>;
  return effect(trx, fact, place);
};

/** False when nothing follows from a fact: what its function did is undone, and the others have their effect. */
async function withEffect(trx: Database, effect: () => Promise<void>): Promise<boolean> {
  await sql`savepoint fact`.execute(trx);
  try {
    await effect();
    await sql`release savepoint fact`.execute(trx);
    return true;
  } catch (error) {
    if (isPostgresUnavailable(error)) throw error;
    await sql`rollback to savepoint fact`.execute(trx);
    if (!(error instanceof NoEffectError)) logPlace('a fact of a file could not be applied', error);
    return false;
  }
}

/** After some tries a person looks, and the files behind it go on. */
async function failed({ database, vault }: ExchangeDependencies, account: string): Promise<Turn> {
  await inTransaction(database, async (trx) => {
    const tried = await noteApplicationFailed(trx, account);
    if (tried !== undefined && tried.failures >= MOST_APPLICATIONS)
      await openDeskTask(trx, vault, {
        kind: 'BUREAU_FILE_NEEDS_PERSON',
        visit: tried.id,
        at: instant(Date.now()),
      });
  });
  return { goOn: true, did: 'NOT_APPLIED' };
}
