/**
 * Lists of messages page by page, newest first. All messages of a step have the same instant, so a page ends at a place in
 * the order of the list, not at an instant.
 */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Vault } from './envelope.ts';
import { toMessage, type selectMessages, type StoredMessage } from './message-row.ts';
import { CursorError } from './orders.ts';

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

/** One page of a list. Throws {@link CursorError} for a cursor that was not given out here. */
export async function pageOf(
  vault: Vault,
  query: ReturnType<typeof selectMessages>,
  { limit, cursor }: PageRequest,
): Promise<MessagePage> {
  const rows = await (cursor === undefined ? query : query.where(isAfter(readCursor(cursor))))
    .limit(limit + 1)
    .execute();
  const messages = rows.slice(0, limit).map((row) => toMessage(vault, row));
  const last = messages.at(-1);
  return rows.length > limit && last !== undefined ? { messages, cursor: cursorAt(last) } : { messages };
}

const placeSchema = z.tuple([z.number(), z.int(), z.uuid()]);
type Place = z.infer<typeof placeSchema>;

const isAfter = ([at, seq, id]: Place) =>
  sql<boolean>`(messages.at, messages.seq, messages.id) < (${new Date(at)}::timestamptz, ${seq}::int, ${id}::uuid)`;

const cursorAt = ({ at, seq, id }: StoredMessage): string =>
  Buffer.from(JSON.stringify([at, seq, id] satisfies Place)).toString('base64url');

function readCursor(cursor: string): Place {
  const place = placeSchema.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (place.success) return place.data;
  throw new CursorError('this cursor was not given out here; read from the first page');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
