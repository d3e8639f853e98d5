/** The files that the bureaus handed out: stored before they are acknowledged, and applied once. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { present } from '../../domain/present.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { inTransaction, toDate, type Database } from '../postgres/database.ts';
import type { Column } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

/** What the bureau sent: the zip, or its envelope where that cannot be opened. */
export interface RawFile {
  form: 'ZIP' | 'ENVELOPE';
  bytes: Uint8Array;
}

interface SealedFile {
  form: RawFile['form'];
  base64: string;
}
const CONTENT: Column<SealedFile> = { name: 'bureau_downloads.content' };

export interface FileToStore {
  account: string;
  fileName: string;
  raw: RawFile;
  /** The document in the zip, where it can be read: a bureau may pack the same document anew each time it hands it out. */
  document?: string;
  /** What is wrong with it; left out for a file that could be read. */
  fault?: string;
  /** The kinds of facts in it. */
  kinds?: readonly string[];
  at: Instant;
}

export interface StoredFile {
  id: number;
  /** `NEW`: stored now. `REPEAT`: it was there, with this content. `OTHER`: another file came under its name. */
  was: 'NEW' | 'REPEAT' | 'OTHER';
  /** How often it came without being acknowledged. */
  tries: number;
  acknowledged: boolean;
}

const digestOf = ({ raw, document }: Pick<FileToStore, 'raw' | 'document'>): string =>
  createHash('md5')
    .update(document ?? raw.bytes)
    .digest('base64');

/**
 * Stores a file before it is acknowledged. A file that could not be opened is replaced when it comes again in order. Another
 * content under the name of a good file is stored beside it, under a name that says so, and waits for a person.
 */
export function storeFile(db: Database, vault: Vault, file: FileToStore): Promise<StoredFile> {
  return inTransaction(db, async (trx) => {
    const known = await trx
      .selectFrom('bureau_downloads')
      .select(['id', 'digest', 'fault', 'tries', 'acknowledged_at'])
      .where('account', '=', file.account)
      .where('file_name', '=', file.fileName)
      .forUpdate()
      .executeTakeFirst();
    if (known === undefined) return insert(trx, vault, file, 'NEW');
    const same = known.digest === digestOf(file);
    // What cannot be read can only be compared as it was packed, so a repeat of it counts as the same.
    const isOther = !same && (known.fault === null || (known.acknowledged_at !== null && file.fault === undefined));
    if (isOther) {
      const fileName = `${file.fileName} (${digestOf(file).slice(0, 8)})`;
      return insert(trx, vault, { ...file, fileName, fault: 'OTHER_CONTENT' }, 'OTHER');
    }
    const tries = known.tries + (known.acknowledged_at === null ? 1 : 0);
    await trx
      .updateTable('bureau_downloads')
      .set({ tries, ...(same && known.fault === (file.fault ?? null) ? {} : contentOf(vault, file)) })
      .where('id', '=', known.id)
      .execute();
    return { id: known.id, was: 'REPEAT', tries, acknowledged: known.acknowledged_at !== null };
  });
}

async function insert(trx: Database, vault: Vault, file: FileToStore, was: 'NEW' | 'OTHER'): Promise<StoredFile> {
  const { id, tries, acknowledged_at } = await trx
    .insertInto('bureau_downloads')
    .values({
      account: file.account,
      file_name: file.fileName,
      received_at: toDate(file.at),
      // Of another content under a known name nothing is acknowledged or applied: the name is the first file's.
      ...(was === 'OTHER' ? { acknowledged_at: toDate(file.at), applied_at: toDate(file.at) } : {}),
      ...contentOf(vault, file),
    })
    .onConflict((known) =>
      known.columns(['account', 'file_name']).doUpdateSet({ tries: sql`bureau_downloads.tries + 1` }),
    )
    .returning(['id', 'tries', 'acknowledged_at'])
    .executeTakeFirstOrThrow();
  return { id, was, tries, acknowledged: acknowledged_at !== null };
}

const contentOf = (
  vault: Vault,
  { raw, document, fault, kinds = [] }: Omit<FileToStore, 'fileName' | 'account' | 'at'>,
) => ({
  content: vault.sealPassing(CONTENT, { form: raw.form, base64: Buffer.from(raw.bytes).toString('base64') }),
  digest: digestOf({ raw, ...present({ document }) }),
  size: raw.bytes.length,
  fault: fault ?? null,
  kinds: JSON.stringify([...new Set(kinds)].toSorted()),
});

/** Keeps the bureau's copy of an upload that is not what was sent from here, for a person to look at. */
export async function keepEvidence(
  db: Database,
  vault: Vault,
  { account, number, raw, at }: { account: string; number: number; raw: RawFile; at: Instant },
): Promise<void> {
  const done = { acknowledged_at: toDate(at), applied_at: toDate(at) };
  await db
    .insertInto('bureau_downloads')
    .values({
      account,
      file_name: `previous-upload-${number}-${at}`,
      received_at: toDate(at),
      ...done,
      ...contentOf(vault, { raw, fault: 'EVIDENCE' }),
    })
    .onConflict((known) => known.columns(['account', 'file_name']).doNothing())
    .execute();
}

/** A file that is stored and that the bureau was not told of yet. Files that could not be opened are left out. */
export const fileToAcknowledge = (
  db: Database,
  account: string,
): Promise<{ id: number; fileName: string } | undefined> =>
  db
    .selectFrom('bureau_downloads')
    .select(['id', 'file_name as fileName'])
    .where('account', '=', account)
    .where('acknowledged_at', 'is', null)
    .where((is) => is.or([is('fault', 'is', null), is('fault', 'not like', 'ENVELOPE_%')]))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();

export async function markAcknowledged(db: Database, id: number, at: Instant): Promise<void> {
  await db
    .updateTable('bureau_downloads')
    .set({ acknowledged_at: toDate(at) })
    .where('id', '=', id)
    .execute();
}

/** An operator has decided that the bureau may go on with the next file though this one cannot be opened. */
export async function setAside(db: Database, id: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('bureau_downloads')
    .set({ fault: sql<string>`replace(fault, 'ENVELOPE_', 'SET_ASIDE_')` })
    .where('id', '=', id)
    .where('acknowledged_at', 'is', null)
    .where('fault', 'like', 'ENVELOPE_%')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Tries after which a file waits until an operator has it applied again. */
export const MOST_APPLICATIONS = 3;

export interface FileToApply {
  id: number;
  account: string;
  fileName: string;
  raw: RawFile;
  fault: string | null;
}

/** The oldest file that is acknowledged and not applied, locked for this transaction; one at a time in each account. */
export async function fileToApply(trx: Database, vault: Vault, account: string): Promise<FileToApply | undefined> {
  const row = await trx
    .selectFrom('bureau_downloads')
    .select(['id', 'account', 'file_name as fileName', 'content', 'fault'])
    .where('account', '=', account)
    .where('acknowledged_at', 'is not', null)
    .where('applied_at', 'is', null)
    .where('application_failures', '<', MOST_APPLICATIONS)
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { content, ...file } = row;
  return { ...file, raw: opened(vault, content) };
}

function opened(vault: Vault, content: Buffer): RawFile {
  const { form, base64 } = vault.openPassing(CONTENT, content);
  return { form, bytes: Buffer.from(base64, 'base64') };
}

/** Everything that follows from the file is done; `unapplied` facts were left out, and a person knows. */
export async function markApplied(trx: Database, id: number, unapplied: number, at: Instant): Promise<void> {
  await trx
    .updateTable('bureau_downloads')
    .set({ applied_at: toDate(at), unapplied })
    .where('id', '=', id)
    .execute();
}

/** The oldest file could not be applied. Returns its id and how often it failed. */
export async function noteApplicationFailed(
  db: Database,
  account: string,
): Promise<{ id: number; failures: number } | undefined> {
  const oldest = db
    .selectFrom('bureau_downloads')
    .select('id')
    .where('account', '=', account)
    .where('acknowledged_at', 'is not', null)
    .where('applied_at', 'is', null)
    .where('application_failures', '<', MOST_APPLICATIONS)
    .orderBy('id')
    .limit(1);
  return db
    .updateTable('bureau_downloads')
    .set((is) => ({ application_failures: is('application_failures', '+', 1) }))
    .where('id', '=', oldest)
    .returning(['id', 'application_failures as failures'])
    .executeTakeFirst();
}

/** An operator has a file applied again, for example after the cause of a fault was removed. */
export async function applyAgain(db: Database, id: number): Promise<string | undefined> {
  const row = await db
    .updateTable('bureau_downloads')
    .set({ applied_at: null, application_failures: 0, unapplied: null })
    .where('id', '=', id)
    .where('acknowledged_at', 'is not', null)
    .where((is) => is.or([is('fault', 'is', null), is('fault', '<>', 'OTHER_CONTENT')]))
    .returning('account')
    .executeTakeFirst();
  return row?.account;
}

/** The raw file, for a person who may read it. */
export async function rawFile(
  db: Database,
  vault: Vault,
  id: number,
): Promise<{ account: string; fileName: string; raw: RawFile } | undefined> {
  const row = await db
    .selectFrom('bureau_downloads')
    .select(['account', 'file_name as fileName', 'content'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { account: row.account, fileName: row.fileName, raw: opened(vault, row.content) };
}
