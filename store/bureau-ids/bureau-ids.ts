/** Numbers for parts of orders at the bureau. A part that has one keeps it, whoever asks and however often. */
import type { OrderId } from '../../domain/identifiers.ts';
import type { Database } from '../postgres/database.ts';

/** A part that is to be named. */
export interface PartToName {
  key: string;
  kind: string;
  orderId: string;
  websiteId?: string;
  handOver?: number;
}

/** The number of each part, by its key. */
export async function nameParts(db: Database, parts: readonly PartToName[]): Promise<ReadonlyMap<string, string>> {
  if (parts.length === 0) return new Map();
  await db
    .insertInto('bureau_ids')
    .values(
      parts.map(({ key, kind, orderId, websiteId, handOver }) => ({
        key,
        kind,
        order_id: orderId as OrderId,
        website_id: websiteId ?? null,
        hand_over: handOver ?? null,
      })),
    )
    .onConflict((known) => known.column('key').doNothing())
    .execute();
  const rows = await db
    .selectFrom('bureau_ids')
    .select(['key', 'id'])
    .where(
      'key',
      'in',
      parts.map(({ key }) => key),
    )
    .execute();
  return new Map(rows.map(({ key, id }) => [key, String(id)]));
}
