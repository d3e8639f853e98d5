/** What people report about the duties after an approval (R-POST-4). */
import { isReportName, mayReport, reportData } from '../../domain/duties/duty-reports.ts';
import { readOutcome, type ActionOutcome } from '../../store/audit/history.ts';
import { readOrder, type Order } from '../../store/orders/orders.ts';
import { actorOf, type Caller } from '../access/caller.ts';
import { inDateRange } from '../dates/date-range.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { findingsIn } from '../misread.ts';
import { limitFor } from '../order/daily-limit.ts';
import { askedDigest, notedBefore, sendNoted } from '../outbox/send-noted.ts';
import { storedId } from '../outbox/stored-id.ts';
import { refusal } from '../refusal.ts';

export interface DutyReportAsked {
  /** `footerConfirmed`, `psbSubmitted`, … */
  action: string;
  /** The caller's name for it: sent again with the same data, it has the first outcome. */
  name: string;
  data: unknown;
}

export interface DutyReported {
  /** What became of it; undefined when it is stored and no worker has answered yet. */
  outcome: ActionOutcome | undefined;
  order: Order;
  isRepeat: boolean;
}

export async function reportDuty(
  deps: UseCaseDependencies,
  order: Order,
  caller: Caller,
  { action, name, data: given }: DutyReportAsked,
): Promise<DutyReported> {
  if (!isReportName(action)) throw refusal('UNKNOWN_ACTION', { detail: `There is no report ${action}.` });
  if (!mayReport(action, caller.role)) throw refusal('ROLE_NOT_ALLOWED');
  if (order.stage !== 'COMPLETED') throw refusal('WRONG_STAGE', { detail: `The order is in ${order.stage}.` });
  const actionId = storedId(caller, name);
  const digest = askedDigest(deps, action, given ?? {});
  await notedBefore(deps, order, actionId, digest);
  const before = await readOutcome(deps.database, deps.vault, order.id, actionId);
  const schema = reportData[action]();
  const read = schema.safeParse(given ?? {});
  if (!read.success) throw refusal('INVALID', { findings: findingsIn(read.error, 'data') });
  const data = await inDateRange(deps, schema, read.data, 'data');
  const sent = { to: 'obligations', action, actionId, actor: actorOf(caller), data } as const;
  const limit = await limitFor(deps, order, caller, action);
  const outcome = before ?? (await sendNoted(deps, order, sent, { digest, limit }));
  const after = (await readOrder(deps.database, deps.vault, order.id)) ?? order;
  return { outcome, order: after, isRepeat: before !== undefined };
}
