/**
 * Change of the master key: put the new key first in `BEIAN_MASTER_KEYS`, keep the old one after it, restart, rotate, and
 * remove the old one. Only the wraps of data keys change; data sealed under the data keys stays as it is.
 */
import type { AccountId, CaseId } from '../../domain/identifiers.ts';
import { inTransaction, type Database } from '../postgres/database.ts';
import type { Vault } from './vault.ts';
import { resealCodes } from '../assets/authorization-codes.ts';

export interface Rotation {
  cases: number;
  accounts: number;
  records: number;
  codes: number;
}

const ROWS_PER_TURN = 500;

/** Wraps every data key again that is not under the current master key. May be stopped and started again. */
export async function rotateKeys(db: Database, vault: Vault): Promise<Rotation> {
  return {
    cases: await everyTurn<CaseId>((after) => rotateCases(db, vault, after)),
    accounts: await everyTurn<AccountId>((after) => rotateAccounts(db, vault, after)),
    records: await everyTurn<string>((after) => rotateRecords(db, vault, after)),
    codes: await resealCodes(db, vault),
  };
}

/** Rows changed in one turn, and the row the next turn goes on after; none when all are through. */
interface Turn<Id> {
  changed: number;
  last: Id | undefined;
}

async function everyTurn<Id>(turn: (after: Id | undefined) => Promise<Turn<Id>>): Promise<number> {
  let { changed, last } = await turn(undefined);
  while (last !== undefined) {
    const next = await turn(last);
    changed += next.changed;
    last = next.last;
  }
  return changed;
}

function rotateCases(db: Database, vault: Vault, after: CaseId | undefined): Promise<Turn<CaseId>> {
  return inTransaction(db, async (trx) => {
    const query = trx
      .selectFrom('cases')
      .select(['id', 'id as owner', 'wrapped_key'])
      .where('wrapped_key', 'is not', null)
      .orderBy('id')
      .limit(ROWS_PER_TURN)
      .forUpdate();
    const rows = await (after === undefined ? query : query.where('id', '>', after)).execute();
    return rewrapAll(vault, rows, async (id, wrapped) => {
      await trx.updateTable('cases').set({ wrapped_key: wrapped }).where('id', '=', id).execute();
    });
  });
}

function rotateAccounts(db: Database, vault: Vault, after: AccountId | undefined): Promise<Turn<AccountId>> {
  return inTransaction(db, async (trx) => {
    const query = trx
      .selectFrom('accounts')
      .select(['id', 'id as owner', 'wrapped_key'])
      .where('wrapped_key', 'is not', null)
      .orderBy('id')
      .limit(ROWS_PER_TURN)
      .forUpdate();
    const rows = await (after === undefined ? query : query.where('id', '>', after)).execute();
    return rewrapAll(vault, rows, async (id, wrapped) => {
      await trx.updateTable('accounts').set({ wrapped_key: wrapped }).where('id', '=', id).execute();
    });
  });
}

function rotateRecords(db: Database, vault: Vault, after: string | undefined): Promise<Turn<string>> {
  return inTransaction(db, async (trx) => {
    const query = trx
      .selectFrom('record_entities')
      .select(['number as id', 'number as owner', 'wrapped_key'])
      .where('wrapped_key', 'is not', null)
      .orderBy('number')
      .limit(ROWS_PER_TURN)
      .forUpdate();
    const rows = await (after === undefined ? query : query.where('number', '>', after)).execute();
    return rewrapAll(vault, rows, async (number, wrapped) => {
      await trx.updateTable('record_entities').set({ wrapped_key: wrapped }).where('number', '=', number).execute();
    });
  });
}

async function rewrapAll<Id extends string>(
  vault: Vault,
  rows: readonly { id: Id; owner: string; wrapped_key: Buffer | null }[],
  write: (id: Id, wrapped: Buffer) => Promise<void>,
): Promise<Turn<Id>> {
  let changed = 0;
  for (const { id, owner, wrapped_key: wrapped } of rows) {
    const rewrapped = wrapped === null ? undefined : vault.rewrap(owner, wrapped);
    if (rewrapped === undefined) continue;
    await write(id, rewrapped);
    changed += 1;
  }
  return { changed, last: rows.length < ROWS_PER_TURN ? undefined : rows.at(-1)?.id };
}
