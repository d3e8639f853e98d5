/**
 * What MIIT says of a record without an order here reaches everything that depends on the record. All of it is stored together; what
 * cannot be sent at once is sent later.
 */
import type { OrderId } from '../../domain/identifiers.ts';
import { rectifyBy } from '../../domain/inspection/rectify-by.ts';
import { printedNumber } from '../../domain/record/icp-number.ts';
import type { SyncEvent } from '../../domain/record/sync-event.ts';
import type { Actor } from '../../domain/role.ts';
import { instant } from '../../domain/time/instant.ts';
import { openInspections, wasOnRecord, type ToldBy } from '../../store/inspections/inspections.ts';
import { filingOf } from '../../store/orders/order-workflows.ts';
import { inTransaction } from '../../store/postgres/database.ts';
import type { SyncResult } from '../../store/records/sync-record.ts';
import { takeNews, type GoneReport } from '../../store/records/take-news.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { deliver } from '../outbox/send-noted.ts';
import type { SendDependencies } from '../outbox/send-action.ts';

export interface SyncNews {
  event: SyncEvent;
  eventId: string;
  actor: Actor;
}

type Changed = Extract<SyncResult, { outcome: 'CHANGED' }>;

export type SyncTaken = (Exclude<SyncResult, Changed> | Pick<Changed, 'outcome' | 'number'>) & {
  /** Orders in progress that contradict it; operators have a task about each. */
  orders: OrderId[];
};

/** Takes the news once; the same event again changes nothing. */
export async function takeSync(
  deps: SendDependencies & Pick<UseCaseDependencies, 'deskEmail'>,
  news: SyncNews,
): Promise<SyncTaken> {
  const { database, vault, deskEmail } = deps;
  const { event, eventId } = news;
  const by = await toldBy(deps, news);
  if (event.change === 'FOUND') return takeFound(deps, event, by);
  const { result, reports, orders } = await inTransaction(database, (trx) =>
    takeNews(trx, vault, { event, eventId, by: by.by, at: by.at, dueAt: by.dueAt, deskEmail }),
  );
  for (const { orderId, sent } of reports) await send(deps, orderId, sent);
  return { ...result, orders };
}

async function toldBy({ rules, now }: SendDependencies, { actor, eventId }: SyncNews): Promise<ToldBy> {
  const at = instant(now());
  return { at, dueAt: rectifyBy((await rules()).policies, at), by: actor.id, eventId };
}

/** Nothing of the record changes: its holder has to put it right, and the access gate looks at it (R-INSP-3). */
async function takeFound(
  deps: SendDependencies,
  { website, found }: Extract<SyncEvent, { change: 'FOUND' }>,
  by: ToldBy,
): Promise<SyncTaken> {
  const number = printedNumber(website);
  return inTransaction(deps.database, async (trx) => {
    if (!(await wasOnRecord(trx, number))) return { outcome: 'NOT_ON_RECORD', orders: [] };
    const opened = await openInspections(trx, [{ number, found }], by);
    return { outcome: opened.length > 0 ? 'CHANGED' : 'UNCHANGED', number, orders: [] };
  });
}

async function send(deps: SendDependencies, orderId: OrderId, sent: GoneReport): Promise<void> {
  try {
    const filing = await filingOf(deps.database, orderId);
    if (filing !== undefined) await deliver(deps, filing, sent);
  } catch (error) {
    deps.log.warn({ orderId, kind: error instanceof Error ? error.name : 'unknown' }, 'sent later');
  }
}
