/**
 * Cursors of lists: the last row's values of the columns by which the list is ordered. A cursor that comes back is checked
 * like any other input.
 */
import { z } from 'zod';
import { strangeIn } from '../../domain/text/strange-text.ts';
import { isKnownInstant } from '../../domain/time/date-range.ts';

export class CursorError extends Error {
  override readonly name = 'CursorError';
}

/** An instant of a list's order, to the millisecond. */
export const cursorInstant = z.iso.datetime({ precision: 3 }).refine((iso) => isKnownInstant(Date.parse(iso)));

/** A number of a list's order, as a column of Postgres holds it. */
export const cursorNumber = z.int32();

export const cursorAt = (place: readonly unknown[]): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** Throws {@link CursorError} for a cursor that was not given out here. */
export function readCursor<Place extends z.ZodType>(schema: Place, cursor: string): z.output<Place> {
  const told = jsonIn(Buffer.from(cursor, 'base64url').toString('utf8'));
  const place = schema.safeParse(told);
  if (place.success && strangeIn(told).length === 0) return place.data;
  throw new CursorError('this cursor was not given out here; read from the first page');
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not a position in any list
  }
}
