/**
 * Once a day the heads of all audit chains and chains of reads that grew are sealed. Each seal is chained to the one before and signed with a
 * key that is not in the database, so even somebody who can write every table cannot shorten a chain unnoticed.
 */
import { sql } from 'kysely';
import type { Instant } from '../../domain/time/instant.ts';
import { FIRST_PREVIOUS } from './row-hash.ts';
import { fromDate, inTransaction, toDate, type Database } from '../postgres/database.ts';
import { grownReadHeads, keepReadHeads, type ReadHead } from '../reads/read-seals.ts';
import { sha256 } from '../sealing/sha256.ts';
import type { AuditMac } from '../sealing/index-key.ts';

/** A seal noted outside the database, from the day's log. */
export interface ExpectedSeal {
  number: number;
  hash: string;
}

/** Reads `number:hash`; undefined for anything else. */
export function parseSeal(text: string): ExpectedSeal | undefined {
  const [, number, hash] = /^(\d{1,9}):([0-9a-f]{64})$/.exec(text) ?? [];
  return number === undefined || hash === undefined ? undefined : { number: Number(number), hash };
}

export interface AuditSeal {
  number: number;
  sealedAt: Instant;
  /** Chains that grew since the last seal. */
  heads: number;
  /** The hash that fixes all seals so far; housekeeping logs it, so that it is kept outside the database. */
  hash: string;
}

const SEAL_LOCK = 'beian audit seal';
const HEADS_PER_INSERT = 5000;

/** Seals the heads of all chains that grew since the last seal. Several processes may call this; one works at a time. */
export function sealHeads(db: Database, mac: AuditMac, at: Instant): Promise<AuditSeal> {
  return inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${SEAL_LOCK}, 0))`.execute(trx);
    const last = await trx
      .selectFrom('audit_seals')
      .select(['number', 'hash'])
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    const grown = await trx
      .updateTable('cases')
      .set((eb) => ({ sealed_length: eb.ref('audit_length') }))
      .whereRef('audit_length', '>', 'sealed_length')
      .returning(['id', 'audit_length', 'audit_head'])
      .execute();
    const heads = grown
      .map((row) => ({ case_id: row.id, position: row.audit_length, hash: row.audit_head ?? FIRST_PREVIOUS }))
      .toSorted((a, b) => (a.case_id < b.case_id ? -1 : 1));
    const readHeads = await grownReadHeads(trx);
    const number = (last?.number ?? 0) + 1;
    const previous = last?.hash ?? FIRST_PREVIOUS;
    const hash = sealHash({ number, sealedAt: toDate(at), previous, heads, readHeads });
    await trx
      .insertInto('audit_seals')
      .values({
        number,
        sealed_at: toDate(at),
        heads: heads.length,
        prev_hash: previous,
        hash,
        mac: sealMac(mac, hash),
      })
      .execute();
    for (let start = 0; start < heads.length; start += HEADS_PER_INSERT) {
      const part = heads.slice(start, start + HEADS_PER_INSERT).map((head) => ({ seal: number, ...head }));
      await trx.insertInto('audit_seal_heads').values(part).execute();
    }
    await keepReadHeads(trx, number, readHeads);
    return { number, sealedAt: at, heads: heads.length, hash };
  });
}

/** The newest seal that was made since an instant of the wall clock; undefined when none was. */
export async function newestSealSince(db: Database, since: Instant): Promise<AuditSeal | undefined> {
  const row = await db
    .selectFrom('audit_seals')
    .select(['number', 'sealed_at', 'heads', 'hash'])
    .where('sealed_at', '>=', toDate(since))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { number: row.number, sealedAt: fromDate(row.sealed_at), heads: row.heads, hash: row.hash };
}

/** When the newest seal was made; undefined while there is none. */
export async function sealedLast(db: Database): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('audit_seals')
    .select('sealed_at')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && fromDate(row.sealed_at);
}

/**
 * Who made a seal. `WITH_MACS` was made when rows had keyed digests: all rows since the first such seal have one. `BEFORE` was made
 * earlier. Undefined when it was made without the key.
 */
export function makerOf(mac: AuditMac, seal: { hash: string; mac: string }): 'WITH_MACS' | 'BEFORE' | undefined {
  if (seal.mac === sealMac(mac, seal.hash)) return 'WITH_MACS';
  return seal.mac === mac(seal.hash) ? 'BEFORE' : undefined;
}

const sealMac = (mac: AuditMac, hash: string): string => mac(`seal of rows with macs\n${hash}`);

interface SealedHead {
  case_id: string;
  position: number;
  hash: string;
}

interface SealContents {
  number: number;
  sealedAt: Date;
  previous: string;
  heads: readonly SealedHead[];
  /** Ends of chains of reads; seals of before there were any have none. */
  readHeads: readonly ReadHead[];
}

/** SHA-256 over everything a seal fixes. */
export const sealHash = ({ number, sealedAt, previous, heads, readHeads }: SealContents): string =>
  sha256(
    JSON.stringify([
      number,
      sealedAt.toISOString(),
      previous,
      heads.map((head) => [head.case_id, head.position, head.hash]),
      ...(readHeads.length === 0 ? [] : [readHeads.map((head) => [head.reader_id, head.position, head.hash])]),
    ]),
  );
