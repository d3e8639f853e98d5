/**
 * Look-ups in MIIT's record that have no interface: questions that the filing desk answers by hand (R-TYPE-2, R-PUB-1). A
 * question is put once for each certificate and domain; its answer serves everybody for a while. The certificate number
 * stands in it only until it is answered.
 */
import { sql } from 'kysely';
import { z } from 'zod';
import { recordLookupSchema, type RecordLookup } from '../../domain/assets/asset-facts.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { fromDate, inTransaction, toDate, type Database } from '../postgres/database.ts';
import { cursorInstant, readCursor } from '../postgres/cursor.ts';
import { cutPage, type Page, type PageRequest } from '../postgres/page.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { ifReadable, type Column } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { certificateIndex } from '../orders/certificate-index.ts';

export interface RecordQuestion {
  certificateType: string;
  certificateNumber: string;
  /** Registrable domain. */
  domain: string;
}

const QUESTION: Column<Omit<RecordQuestion, 'domain'>> = { name: 'record_lookups.question' };

/** The order that needs to know, and whose account it is. */
export interface AskedFor {
  orderId: string;
  accountId: string;
}

export interface AskingTerms {
  /** Older answers are asked for again. */
  notBefore: Instant;
  /** How many questions of one account the desk has before it at one time; further ones are put when those are answered. */
  mostPerAccount: number;
}

/**
 * The desk's answer, if it is fresh. Otherwise the question is put, for the order that needs to know; nobody is asked for anybody
 * else.
 */
export async function askRecord(
  db: Database,
  vault: Vault,
  { domain, askedFor, ...certificate }: RecordQuestion & { askedFor?: AskedFor | undefined },
  { notBefore, mostPerAccount }: AskingTerms,
): Promise<RecordLookup | undefined> {
  const index = certificateIndex(vault, certificate.certificateNumber);
  const known = await db
    .selectFrom('record_lookups')
    .select(['answer', 'answered_at'])
    .where('certificate_index', '=', index)
    .where('domain', '=', domain)
    .executeTakeFirst();
  const isFresh = known?.answered_at != null && known.answered_at >= toDate(notBefore);
  if (isFresh && known.answer !== null) return recordLookupSchema.parse(known.answer);
  if (askedFor === undefined) return undefined;
  await inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`questions of ${askedFor.accountId}`}, 0))`.execute(trx);
    if ((await countOpen(trx, askedFor.accountId)) < mostPerAccount)
      await put(trx, { certificate_index: index, domain }, askedFor, vault.sealPassing(QUESTION, certificate));
  });
  return undefined;
}

/** Puts the question, unless an order in progress has put it. */
async function put(
  trx: Database,
  about: { certificate_index: Buffer; domain: string },
  { orderId, accountId }: AskedFor,
  question: Buffer,
): Promise<void> {
  const asked = { question, asked_at: new Date(), order_id: orderId, account_id: accountId };
  await trx
    .insertInto('record_lookups')
    .values({ ...about, ...asked })
    .onConflict((conflict) =>
      conflict
        .columns(['certificate_index', 'domain'])
        .doUpdateSet({ ...asked, answer: null, answered_by: null, answered_at: null })
        .where(sql<boolean>`record_lookups.answer is not null or not ${isAwaited}`),
    )
    .execute();
}

/** Questions before the desk that an account's orders wait for. */
async function countOpen(trx: Database, accountId: string): Promise<number> {
  const { count } = await trx
    .selectFrom('record_lookups')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('answer', 'is', null)
    .where(isAwaited)
    .executeTakeFirstOrThrow();
  return count;
}

/** An order in progress waits for the answer; rows of earlier versions do not say which. */
const isAwaited = sql<boolean>`(record_lookups.order_id is null or exists (
  select from orders where orders.id = record_lookups.order_id and orders.holds_place))`;

export interface OpenQuestion extends RecordQuestion {
  id: string;
  askedAt: Instant;
}

/** Questions nobody has answered and an order waits for, oldest first. Throws `CursorError` for a cursor that was not given out here. */
export async function openQuestions(
  db: Database,
  vault: Vault,
  { limit, cursor }: PageRequest,
): Promise<Page<OpenQuestion>> {
  let query = db
    .selectFrom('record_lookups')
    .select(['id', 'domain', 'question', 'asked_at'])
    .where('answer', 'is', null)
    .where('question', 'is not', null)
    .where(isAwaited);
  if (cursor !== undefined) {
    const [askedAt, id] = readCursor(placeSchema, cursor);
    query = query.where(sql<boolean>`(asked_at, id) > (${askedAt}::timestamptz, ${id}::uuid)`);
  }
  const rows = await query
    .orderBy('asked_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const { rows: page, ...rest } = cutPage(rows, limit, (row) => [row.asked_at.toISOString(), row.id]);
  // A question that cannot be opened cannot be answered either; the draft that waits for it may ask again.
  const questions = page.flatMap(({ id, domain, question, asked_at }) => {
    const asked = question && ifReadable(() => vault.openPassing(QUESTION, question));
    return asked ? [{ id, domain, askedAt: fromDate(asked_at), ...asked }] : [];
  });
  return { rows: questions, ...rest };
}

/** When it was asked, and its id. */
const placeSchema = z.tuple([cursorInstant, z.uuid()]);

/** Drafts that go on at once with an answer; further ones find it when their type is asked for. */
const AT_ONCE = 50;

/** Keeps the answer. Returns drafts that wait for it; undefined when there is no such question. */
export async function answerRecord(
  db: Database,
  found: { id: string; answer: RecordLookup; by: string; at: Instant },
): Promise<OrderId[] | undefined> {
  const question = await db
    .updateTable('record_lookups')
    .set({
      answer: JSON.stringify(found.answer),
      answered_by: found.by,
      answered_at: toDate(found.at),
      question: null,
    })
    .where('id', '=', found.id)
    .returning(['certificate_index', 'domain'])
    .executeTakeFirst();
  if (question === undefined) return undefined;
  const waiting = await db
    .selectFrom('orders')
    .innerJoin('order_domains', 'order_domains.order_id', 'orders.id')
    .select('orders.id')
    .distinct()
    .where('orders.certificate_index', '=', question.certificate_index)
    .where('order_domains.domain', '=', question.domain)
    .where('orders.stage', '=', 'DRAFT')
    .orderBy('orders.id')
    .limit(AT_ONCE)
    .execute();
  return waiting.map(({ id }) => id);
}
