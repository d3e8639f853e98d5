/**
 * The duties after an approval, as pages list them, and the one place where they are written: a step is one transaction,
 * and becomes visible once, however often it is tried. Its audit rows continue the order's chain.
 */
import type { Selectable } from 'kysely';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import { calendarDays } from '../../domain/time/instant.ts';
import type { ApprovedWebsite } from '../../domain/duties/duties-of-order.ts';
import type { Duty } from '../../domain/duties/duty.ts';
import type { DutiesStep } from '../../domain/duties/duty-step.ts';
import { announcement } from '../steps/announcement.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { fromDate, fromOptionalDate, inTransaction, toDate, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { insertMessages, type NewMessage } from '../messages/messages.ts';
import { readOrder } from '../orders/orders.ts';
import { websiteOf } from '../records/website-of-form.ts';
import type { DutiesTable } from './tables.ts';
import { openTask } from '../tasks/tasks.ts';

/** Who wrote the messages of this workflow (`messages.source`). */
export const DUTIES_SOURCE = 'obligations';

/** The websites an order brought into the record, with what their duties depend on. */
export async function approvedWebsites(db: Database, vault: Vault, orderId: OrderId): Promise<ApprovedWebsite[]> {
  const order = await readOrder(db, vault, orderId);
  const rows = await db
    .selectFrom('record_websites')
    .select(['domain', 'number', 'suffix'])
    .where('order_id', '=', orderId)
    .where('status', '<>', 'DEREGISTERED')
    .orderBy('suffix')
    .execute();
  const known = await psbNumbers(
    db,
    rows.map(({ number }) => number),
  );
  return rows.map(({ domain, number, suffix }) => {
    const found = order?.form && websiteOf(order.form, domain);
    const psbNumber = known.get(number);
    return {
      websiteId: found?.id ?? `W${suffix}`,
      domain,
      number,
      incomeGenerating: found?.website.incomeGenerating ?? false,
      ...present({ psbNumber }),
    };
  });
}

/** PSB numbers that were reported under earlier orders, by website number. */
async function psbNumbers(db: Database, numbers: readonly string[]): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map();
  const rows = await db
    .selectFrom('obligations')
    .select(['number', 'psb_number'])
    .where('number', 'in', numbers)
    .where('psb_number', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.number, row.psb_number ?? '']));
}

/** Answer to a step that was written before; undefined when it was not. */
export function writtenDutiesStep(
  db: Database,
  orderId: OrderId,
  seq: number,
): Promise<{ messages: boolean } | undefined> {
  return db
    .selectFrom('obligation_steps')
    .select('messages')
    .where('order_id', '=', orderId)
    .where('seq', '=', seq)
    .executeTakeFirst();
}

/** Writes a step, or returns the stored answer unchanged when it was written before. Throws when there is no such order. */
export function writeDutiesStep(
  db: Database,
  vault: Vault,
  step: DutiesStep,
  messages: readonly NewMessage[],
): Promise<{ messages: boolean }> {
  const { orderId, seq, at, cause } = step;
  return inTransaction(db, async (trx) => {
    const order = await trx
      .selectFrom('orders')
      .select(['stage', 'visit', 'round', 'wrapped_key', 'audit_length', 'audit_head'])
      .where('id', '=', orderId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const before = await writtenDutiesStep(trx, orderId, seq);
    if (before !== undefined) return before;

    const { stage, visit, round } = order;
    const key = order.wrapped_key === null ? undefined : vault.unwrap(orderId, order.wrapped_key);
    const answer = { messages: messages.length > 0 };
    const entry = { orderId, seq: undefined, at, cause, from: stage, to: stage, visit, round };
    await appendAudit(trx, { orderId, key, head: order, entries: [entry] })
      .with('written', (query) => query.insertInto('obligation_steps').values({ order_id: orderId, seq, ...answer }))
      .selectNoFrom(announcement({ orderId, seq: 0, actionId: cause.actionId }))
      .execute();
    for (const duty of step.changed) await writeDuty(trx, orderId, duty);
    for (const kind of step.tasks) await openTask(trx, { orderId, kind, visit, at });
    await insertMessages(trx, vault, { orderId, source: DUTIES_SOURCE, seq, at, key }, messages);
    return answer;
  });
}

async function writeDuty(trx: Database, orderId: OrderId, duty: Duty): Promise<void> {
  const { websiteId, kind, domain, number, state, due, openedAt, closedAt, psbNumber, remindersPassed } = duty;
  const changing = {
    state,
    closed_at: closedAt === undefined ? null : toDate(closedAt),
    psb_number: psbNumber ?? null,
    reminders_passed: remindersPassed,
  };
  await trx
    .insertInto('obligations')
    .values({
      order_id: orderId,
      website_id: websiteId,
      kind,
      domain,
      number,
      due_at: due === undefined ? null : toDate(due.at),
      due_days: due?.amount ?? null,
      opened_at: toDate(openedAt),
      ...changing,
    })
    .onConflict((conflict) => conflict.columns(['order_id', 'website_id', 'kind']).doUpdateSet(changing))
    .execute();
}

export interface ListedDuty extends Duty {
  orderId: OrderId;
}

/** Duties of an order, or of all orders of an account: what is due first comes first, what has no due date last. */
export async function listDuties(
  db: Database,
  of: { orderId: OrderId } | { accountId: AccountId },
  show: 'open' | 'all' = 'all',
): Promise<ListedDuty[]> {
  let query = db
    .selectFrom('obligations')
    .innerJoin('orders', 'orders.id', 'obligations.order_id')
    .selectAll('obligations');
  query =
    'orderId' in of ? query.where('order_id', '=', of.orderId) : query.where('orders.account_id', '=', of.accountId);
  if (show === 'open') query = query.where('closed_at', 'is', null);
  const rows = await query
    .orderBy('obligations.due_at', (order) => order.asc().nullsLast())
    .orderBy('obligations.order_id')
    .orderBy('website_id')
    .orderBy('kind')
    .execute();
  return rows.map(toDuty);
}

function toDuty(row: Selectable<DutiesTable>): ListedDuty {
  const closedAt = fromOptionalDate(row.closed_at);
  return {
    orderId: row.order_id,
    websiteId: row.website_id,
    domain: row.domain,
    number: row.number,
    kind: row.kind,
    state: row.state,
    openedAt: fromDate(row.opened_at),
    remindersPassed: row.reminders_passed,
    ...(row.due_at === null || row.due_days === null
      ? {}
      : { due: { at: fromDate(row.due_at), unit: 'CD', amount: calendarDays(row.due_days) } }),
    ...present({ closedAt }),
    ...(row.psb_number === null ? {} : { psbNumber: row.psb_number }),
  };
}
