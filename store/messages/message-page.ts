/**
 * Lists of messages page by page. All messages of a step have the same instant, so a page ends at a position
 * in the list, not at an instant.
 */
import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import { isKnownInstant } from '../../domain/time/date-range.ts';
import { cursorNumber, readCursor } from '../postgres/cursor.ts';
import { cutPage, type PageRequest } from '../postgres/page.ts';
import type { Vault } from '../sealing/vault.ts';
import { toListedMessage, type selectMessages, type StoredMessage } from './message-row.ts';

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
  direction: Direction = 'desc',
): Promise<MessagePage> {
  const from = cursor === undefined ? query : query.where(isBeyond[direction](readCursor(placeSchema, cursor)));
  const read = await from.limit(limit + 1).execute();
  const { rows: messages, ...rest } = cutPage(
    read.map((row) => toListedMessage(vault, row)),
    limit,
    placeOf,
  );
  return { messages, ...rest };
}

type Direction = 'asc' | 'desc';

/** When it was written, its place in the step, and its id. */
const placeSchema = z.tuple([z.int().refine(isKnownInstant), cursorNumber, z.uuid()]);
type Place = z.infer<typeof placeSchema>;

const PLACE = sql`(messages.at, messages.seq, messages.id)`;
const valuesOf = ([at, seq, id]: Place) => sql`(${new Date(at)}::timestamptz, ${seq}::int, ${id}::uuid)`;
const isBeyond: Readonly<Record<Direction, (place: Place) => RawBuilder<boolean>>> = {
  asc: (place) => sql<boolean>`${PLACE} > ${valuesOf(place)}`,
  desc: (place) => sql<boolean>`${PLACE} < ${valuesOf(place)}`,
};

const placeOf = ({ at, seq, id }: StoredMessage): Place => [at, seq, id];
