/** Tables of orders, of the domains they file, and of how often actions were taken on them. */
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { Clock } from '../../domain/lifecycle/clocks.ts';
import type { Due } from '../../domain/lifecycle/due.ts';
import type { Settings } from '../../domain/lifecycle/settings.ts';
import type { Stage, WaitingOn } from '../../domain/lifecycle/stage.ts';
import type { RecordedNumbers } from '../../domain/assets/asset-facts.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import type { Province } from '../../domain/order/form.ts';
import type { Defaulted, NullableJson, Optional, Sealed } from '../postgres/columns.ts';

export interface OrdersTable {
  /** Also the id of its case, which has its data key and its audit chain. */
  id: OrderId;
  account_id: AccountId;
  type: Optional<OrderType>;
  province: Optional<Province>;
  stage: Stage;
  visit: number;
  round: number;
  entered_at: Date;
  opened_at: Date;
  edited_at: Date;
  assignee: Optional<string>;
  waiting_on: WaitingOn;
  overdue: Defaulted<boolean>;
  /** Earliest due instant; `next_due` says of what and in which unit. */
  due_at: Optional<Date>;
  due_kind: Optional<(Due | Clock)['kind']>;
  next_due: NullableJson<Due | Clock>;
  progress: Optional<Sealed>;
  form: Optional<Sealed>;
  form_version: Defaulted<number>;
  holds_place: Defaulted<boolean>;
  rules_confirmed: Defaulted<boolean>;
  submitted: Defaulted<boolean>;
  /** Filing time minus wall time; 0 in production. */
  clock_skew_ms: Defaulted<number>;
  workflow_started: Defaulted<boolean>;
  settings: NullableJson<Settings>;
  policy_version: Optional<string>;
  calendar_version: Optional<string>;
  certificate_index: Optional<Buffer>;
  /** The certificate that is reserved: the order was submitted with it and is open (R-ORD-2). */
  claimed_certificate: Optional<Buffer>;
  copied_from: Optional<OrderId>;
  /** Numbers on record when the type was found, by website id. */
  on_record: NullableJson<Record<string, RecordedNumbers>>;
  /** The entity's number on the record that the order was opened from. */
  record_number: Optional<string>;
  /** Whether its site heads are in `order_site_heads`; null for orders that were submitted before there was one. */
  heads_claimed: Optional<boolean>;
}

/** Site heads of organisations whose order was submitted and is open: nobody is one of two organisations (R-PER-4). */
export interface OrderSiteHeadsTable {
  order_id: OrderId;
  /** Blind index of the person's document number. */
  head_index: Buffer;
}

export interface ActionCountsTable {
  order_id: OrderId;
  /** Of the filing's time. */
  day: string;
  /** An opaque name of who took the action. */
  who: string;
  action: string;
  count: number;
}

/** Certificate numbers whose type was asked for, by account and day. */
export interface TypeChecksTable {
  account_id: AccountId;
  /** By the wall clock, in China. */
  day: string;
  certificate_index: Buffer;
  count: number;
}

/** What was submitted in this round and in the one before. */
export interface SubmittedFormsTable {
  order_id: OrderId;
  round: number;
  submitted_at: Date;
  content: Sealed;
}

export interface OrderDomainsTable {
  order_id: OrderId;
  website_id: string;
  domain: string;
  /** Reserved for the order, which only one open order can have (R-ORD-12); see `reservations.ts`. */
  claimed: boolean;
}
