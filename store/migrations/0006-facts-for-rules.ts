/**
 * What rules ask the database for: who is in charge of a website that is on record already (R-PER-4), whom a reviewer allowed
 * the photo (R-AUTH-8), and which certificate an open order was submitted with (R-ORD-2). Domains that drafts had claimed by
 * naming them are free again (R-ORD-12).
 */
import { sql, type Kysely } from 'kysely';

/** As they were called when this was written. */
const DRAFTING = sql.join([
  'DRAFT', 'TYPE_DETERMINED', 'INSTANCE_VERIFIED', 'INFO_FILLED', 'MATERIALS_PENDING', 'AUTHENTICITY_PENDING', 'CONFIRMATION',
]); // prettier-ignore

const statements = [
  sql`alter table record_websites add column head_index bytea`,

  sql`create table photo_permissions (
    order_id text not null references orders,
    person_id text not null,
    person_fingerprint bytea not null,
    allowed_at timestamptz not null,
    primary key (order_id, person_id)
  )`,

  sql`alter table orders add column claimed_certificate bytea`,
  sql`update orders set claimed_certificate = certificate_index from (
      select distinct on (certificate_index) id from orders
      where holds_place and certificate_index is not null and stage not in (${DRAFTING})
      order by certificate_index, opened_at
    ) as first
    where orders.id = first.id`,
  sql`update order_domains set claimed = false from orders
    where orders.id = order_id and stage in (${DRAFTING})`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
