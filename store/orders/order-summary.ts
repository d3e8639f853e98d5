/** What a list shows of an order. */
import type { Selectable } from 'kysely';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { Clock } from '../../domain/lifecycle/clocks.ts';
import type { Due } from '../../domain/lifecycle/due.ts';
import type { Stage, WaitingOn } from '../../domain/lifecycle/stage.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import type { Province } from '../../domain/order/form.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { OrdersTable } from './tables.ts';
import { fromDate, fromOptionalDate } from '../postgres/database.ts';

/** What a list shows of an order; no personal data. */
export interface OrderSummary {
  id: OrderId;
  accountId: AccountId;
  type: OrderType | undefined;
  province: Province | undefined;
  stage: Stage;
  visit: number;
  round: number;
  enteredAt: Instant;
  openedAt: Instant;
  editedAt: Instant;
  assignee: string | undefined;
  waitingOn: WaitingOn;
  overdue: boolean;
  /** The earliest due date, with its unit. */
  nextDue: Due | Clock | undefined;
  submitted: boolean;
  holdsPlace: boolean;
  erasedAt: Instant | undefined;
}

/** Columns of the order's row; when its data was erased stands with its case. */
export const SUMMARY_COLUMNS = [
  'id', 'account_id', 'type', 'province', 'stage', 'visit', 'round', 'entered_at', 'opened_at', 'edited_at',
  'assignee', 'waiting_on', 'overdue', 'due_at', 'next_due', 'submitted', 'holds_place',
] as const; // prettier-ignore

type SummaryRow = Pick<Selectable<OrdersTable>, (typeof SUMMARY_COLUMNS)[number]> & { erased_at: Date | null };

export function toSummary(row: SummaryRow): OrderSummary {
  return {
    id: row.id,
    accountId: row.account_id,
    type: row.type ?? undefined,
    province: row.province ?? undefined,
    stage: row.stage,
    visit: row.visit,
    round: row.round,
    enteredAt: fromDate(row.entered_at),
    openedAt: fromDate(row.opened_at),
    editedAt: fromDate(row.edited_at),
    assignee: row.assignee ?? undefined,
    waitingOn: row.waiting_on,
    overdue: row.overdue,
    nextDue: row.next_due ?? undefined,
    submitted: row.submitted,
    holdsPlace: row.holds_place,
    erasedAt: fromOptionalDate(row.erased_at),
  };
}
