/**
 * Site heads of organisations with an open order. The submission reserves them, as it does domains and certificate, so that of
 * two organisations that name one person at the same time only one is filed (R-PER-4). An individual's own website does not
 * count, and neither does a further order of the same organisation.
 */
import { sql } from 'kysely';
import type { OrderId, PersonId } from '../../domain/identifiers.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { siteHeads } from '../../domain/order/heads.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import type { Database } from '../postgres/database.ts';
import { ifReadable } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { headIndex } from '../records/recorded-facts.ts';
import { selectOrders } from './order-row.ts';
import { toOrder, type Order } from './orders.ts';

interface Head {
  id: PersonId;
  index: Buffer;
}

/** The site heads that the form names by a document. */
const headsOf = (vault: Vault, form: OrderForm): Head[] =>
  siteHeads(form).flatMap((id) => {
    const index = headIndex(vault, form.people[id]);
    return index === undefined ? [] : [{ id, index }];
  });

const isOrganisation = ({ entity: { kind } }: OrderForm): boolean => kind !== 'INDIVIDUAL';

/** People of the form whom an open order of another organisation names as site heads. */
export async function headsInOpenOrders(
  db: Database,
  vault: Vault,
  orderId: OrderId,
  form: OrderForm,
): Promise<PersonId[]> {
  const heads = isOrganisation(form) ? headsOf(vault, form) : [];
  if (heads.length === 0) return [];
  const rows = await db
    .selectFrom('order_site_heads')
    .select('head_index')
    .distinct()
    .where('order_id', '<>', orderId)
    .where(
      'head_index',
      'in',
      heads.map(({ index }) => index),
    )
    .execute();
  return heads.filter(({ index }) => rows.some((row) => row.head_index.equals(index))).map(({ id }) => id);
}

/** The same, and nobody else can reserve one of these people until the transaction ends. */
export async function headsTaken(trx: Database, vault: Vault, orderId: OrderId, form: OrderForm): Promise<PersonId[]> {
  if (!isOrganisation(form)) return [];
  await reserveOfEarlierOrders(trx, vault);
  const names = headsOf(vault, form).map(({ index }) => `claim site head ${index.toString('hex')}`);
  await sql`
    select pg_advisory_xact_lock(lock) from (
      select distinct hashtextextended(name, 0) as lock from unnest(${sql.val(names)}::text[]) as name order by lock
    ) as locks`.execute(trx);
  return headsInOpenOrders(trx, vault, orderId, form);
}

/** Sets the order's site heads; those it named before are free. Ask {@link headsTaken} first. */
export async function reserveSiteHeads(
  trx: Database,
  vault: Vault,
  { id, form }: Pick<Order, 'id' | 'form'>,
): Promise<void> {
  await releaseSiteHeads(trx, id);
  const rows = form !== undefined && isOrganisation(form) ? headsOf(vault, form) : [];
  if (rows.length > 0) {
    await trx
      .insertInto('order_site_heads')
      .values(rows.map(({ index }) => ({ order_id: id, head_index: index })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await trx.updateTable('orders').set({ heads_claimed: true }).where('id', '=', id).execute();
}

export async function releaseSiteHeads(trx: Database, orderId: OrderId): Promise<void> {
  await trx.deleteFrom('order_site_heads').where('order_id', '=', orderId).execute();
}

/** Orders that were submitted before site heads were reserved. Each is read once; one that cannot be opened reserves nobody. */
async function reserveOfEarlierOrders(trx: Database, vault: Vault): Promise<void> {
  const rows = await selectOrders(trx)
    .where('claimed_certificate', 'is not', null)
    .where('heads_claimed', 'is', null)
    .forUpdate('orders')
    .skipLocked()
    .execute();
  for (const row of rows) {
    const reserves = row.type !== null && rowOf(row.type).reservations.includes('SITE_HEADS');
    const order = reserves ? ifReadable(() => toOrder(vault, row)) : undefined;
    await reserveSiteHeads(trx, vault, { id: row.id, form: order?.form });
  }
}
