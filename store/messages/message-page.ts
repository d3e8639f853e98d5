/**
 * Lists of messages page by page, newest first. All messages of a step have the same instant, so a page ends at a position
 * in the list, not at an instant.
 */
import { sql } from 'kysely';
import { z } from 'zod';
import { cursorAt, readCursor } from '../postgres/cursor.ts';
import type { Vault } from '../sealing/vault.ts';
import { toMessage, type selectMessages, type StoredMessage } from './message-row.ts';

export interface PageRequest {
  limit: number;
  /** Of the page before. */
  cursor?: string;
}

export interface MessagePage {
  messages: StoredMessage[];
  /** Give it back to read on; absent on the last page. */
  cursor?: string;
}

/** One page of a list. Throws a `CursorError` for a cursor that was not given out here. */
export async function pageOf(
  vault: Vault,
  query: ReturnType<typeof selectMessages>,
  { limit, cursor }: PageRequest,
): Promise<MessagePage> {
  const rows = await (cursor === undefined ? query : query.where(isAfter(readCursor(placeSchema, cursor))))
    .limit(limit + 1)
    .execute();
  const messages = rows.slice(0, limit).map((row) => toMessage(vault, row));
  const last = messages.at(-1);
  return rows.length > limit && last !== undefined ? { messages, cursor: cursorAt(placeOf(last)) } : { messages };
}

/** When it was written, its place in the step, and its id. */
const placeSchema = z.tuple([z.number(), z.int(), z.uuid()]);
type Place = z.infer<typeof placeSchema>;

const isAfter = ([at, seq, id]: Place) =>
  sql<boolean>`(messages.at, messages.seq, messages.id) < (${new Date(at)}::timestamptz, ${seq}::int, ${id}::uuid)`;

const placeOf = ({ at, seq, id }: StoredMessage): Place => [at, seq, id];
