/**
 * Look-ups in MIIT's record that have no interface: questions that the filing desk answers by hand (R-TYPE-2, R-PUB-1). A
 * question is put once for each certificate and domain; its answer serves everybody for a while. The certificate number
 * stands in it only until it is answered.
 */
import { sql } from 'kysely';
import { z } from 'zod';
import { recordLookupSchema, type RecordLookup } from '../../domain/assets/asset-facts.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { fromDate, toDate, type Database } from '../postgres/database.ts';
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

/** The desk's answer, if it is not older than `notBefore`; otherwise the question is put. */
export async function askRecord(
  db: Database,
  vault: Vault,
  { domain, ...certificate }: RecordQuestion,
  notBefore: Instant,
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
  if (known !== undefined && known.answer === null) return undefined;
  const asked = { question: vault.sealPassing(QUESTION, certificate), asked_at: new Date() };
  await db
    .insertInto('record_lookups')
    .values({ certificate_index: index, domain, ...asked })
    .onConflict((conflict) =>
      conflict
        .columns(['certificate_index', 'domain'])
        .doUpdateSet({ ...asked, answer: null, answered_by: null, answered_at: null })
        .where('record_lookups.answer', 'is not', null),
    )
    .execute();
  return undefined;
}

export interface OpenQuestion extends RecordQuestion {
  id: string;
  askedAt: Instant;
}

/** Questions nobody has answered, oldest first. Throws `CursorError` for a cursor that was not given out here. */
export async function openQuestions(
  db: Database,
  vault: Vault,
  { limit, cursor }: PageRequest,
): Promise<Page<OpenQuestion>> {
  let query = db
    .selectFrom('record_lookups')
    .select(['id', 'domain', 'question', 'asked_at'])
    .where('answer', 'is', null)
    .where('question', 'is not', null);
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
