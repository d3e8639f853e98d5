/** Which images in the object store may go (R-MAT-6), and which objects documents name. */
import { sql } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import { isEditable, STAGES } from '../../domain/lifecycle/stage.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';

export interface ReplacedScan {
  orderId: OrderId;
  slot: string;
  version: number;
  objectKeys: string[];
}

/** States in which somebody else than the applicant has the scans before them. */
const DECIDING = STAGES.filter((stage) => !isEditable(stage));

export interface ReplacedBefore {
  /** Scans that nobody decided on, when they were replaced then or earlier. */
  undecided: Instant;
  /** The same of scans that were in their slot while the order was being decided on, or at the bureau: they are evidence. */
  decided: Instant;
}

/** Where a page of scans goes on. */
export type ScanPlace = Pick<ReplacedScan, 'orderId' | 'slot' | 'version'>;

/** Scans that another version replaced, or that were taken out of their slot, before a term that goes by their order's own clock. */
export async function replacedScans(
  db: Database,
  before: ReplacedBefore,
  { after, limit }: { after?: ScanPlace | undefined; limit: number },
): Promise<ReplacedScan[]> {
  const rows = await db
    .selectFrom(
      db
        .selectFrom('documents')
        .innerJoin('orders', 'orders.id', 'documents.order_id')
        .select([
          'documents.order_id',
          'documents.slot',
          'documents.version',
          'documents.object_key',
          'documents.shown_key',
          'documents.uploaded_at',
          'documents.image_removed_at',
          'orders.clock_skew_ms',
        ])
        .select(
          sql<Date | null>`coalesce(documents.removed_at, lead(documents.uploaded_at) over
            (partition by documents.order_id, documents.slot order by documents.version))`.as('replaced_at'),
        )
        .as('versions'),
    )
    .select(['order_id', 'slot', 'version', 'object_key', 'shown_key'])
    .where('image_removed_at', 'is', null)
    .where((eb) =>
      eb.or([
        replacedBy(before.decided),
        eb.and([
          replacedBy(before.undecided),
          eb.not(
            eb.exists(
              eb
                .selectFrom('audit')
                .select('audit.position')
                .whereRef('audit.case_id', '=', sql.ref('versions.order_id'))
                .where('audit.to_stage', 'in', DECIDING)
                .where(sql<boolean>`audit.at between versions.uploaded_at and versions.replaced_at`),
            ),
          ),
        ]),
      ]),
    )
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(order_id, slot, version) > (${after?.orderId}, ${after?.slot}, ${after?.version}::int)`,
      ),
    )
    .orderBy('order_id')
    .orderBy('slot')
    .orderBy('version')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    orderId: row.order_id,
    slot: row.slot,
    version: row.version,
    objectKeys: [row.object_key, ...(row.shown_key === null ? [] : [row.shown_key])],
  }));
}

const replacedBy = (before: Instant) =>
  sql<boolean>`replaced_at <= ${toDate(before)}::timestamptz + clock_skew_ms * interval '1 millisecond'`;

/** Notes that the images of a version are gone; its hash, its uploader and its dates stay. */
export async function noteImageRemoved(db: Database, scan: ReplacedScan, at: Instant): Promise<void> {
  await db
    .updateTable('documents')
    .set({ image_removed_at: toDate(at) })
    .where('order_id', '=', scan.orderId)
    .where('slot', '=', scan.slot)
    .where('version', '=', scan.version)
    .execute();
}

/**
 * Those of these object keys that rows name, also rows whose image was removed: their object may be on its way out. Nothing of an
 * erased order is named any more, so that an object which outlived the erasure goes too.
 */
export async function namedAmong(db: Database, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const named = (column: 'object_key' | 'shown_key') =>
    db
      .selectFrom('documents')
      .innerJoin('cases', 'cases.id', 'documents.order_id')
      .select(sql<string>`${sql.ref(`documents.${column}`)}`.as('key'))
      .where('cases.erased_at', 'is', null)
      .where(sql<boolean>`${sql.ref(`documents.${column}`)} collate "C" = any(${keys}::text[])`);
  const rows = await named('object_key').unionAll(named('shown_key')).execute();
  return new Set(rows.map(({ key }) => key));
}

/**
 * The object keys that rows name, after `after` and up to `upTo`, in the order of their bytes. Orders whose data was erased
 * have none any more.
 */
export async function objectKeysBetween(
  db: Database,
  after: string,
  upTo: string | undefined,
): Promise<{ key: string; orderId: OrderId }[]> {
  const within = (column: 'object_key' | 'shown_key') =>
    upTo === undefined
      ? sql<boolean>`${sql.ref(`documents.${column}`)} collate "C" > ${after}`
      : sql<boolean>`${sql.ref(`documents.${column}`)} collate "C" > ${after} and ${sql.ref(`documents.${column}`)} collate "C" <= ${upTo}`;
  const named = (column: 'object_key' | 'shown_key') =>
    db
      .selectFrom('documents')
      .innerJoin('cases', 'cases.id', 'documents.order_id')
      .select([sql<string>`${sql.ref(`documents.${column}`)}`.as('key'), 'documents.order_id as orderId'])
      .where('cases.erased_at', 'is', null)
      .where('documents.image_removed_at', 'is', null)
      .where(within(column));
  const rows = await named('object_key').unionAll(named('shown_key')).execute();
  return rows;
}
