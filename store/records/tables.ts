/** Tables of the filing record, and of look-ups in MIIT’s record that staff make by hand. */
import type { Generated } from 'kysely';
import type { RecordLookup } from '../../domain/assets/asset-facts.ts';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { EntityKind } from '../../domain/order-types/order-type.ts';
import type { Province } from '../../domain/order/form.ts';
import type { Defaulted, NullableJson, Optional, Sealed } from '../postgres/columns.ts';

export type RecordStatus = 'ACTIVE' | 'SHELL' | 'DEREGISTERED';

export interface RecordEntitiesTable {
  id: Generated<string>;
  account_id: AccountId;
  number: string;
  province: Province;
  serial: string;
  kind: EntityKind;
  certificate_index: Buffer;
  details: Optional<Sealed>;
  wrapped_key: Buffer | null;
  status: Defaulted<RecordStatus>;
  issued_on: string;
  order_id: OrderId;
  changed_at: Date;
}

export interface RecordWebsitesTable {
  id: Generated<string>;
  entity_id: string;
  number: string;
  suffix: number;
  domain: string;
  details: Optional<Sealed>;
  /** The person in charge, for look-ups; absent in older records. */
  head_index: Optional<Buffer>;
  status: Defaulted<RecordStatus>;
  order_id: OrderId;
  issued_on: string;
  changed_at: Date;
}

export interface RecordAccessesTable {
  id: Generated<string>;
  website_id: string;
  type: 'FILED' | 'TRANSFERRED';
  instance_id: Optional<string>;
  order_id: OrderId;
  opened_at: Date;
  closed_at: Optional<Date>;
}

/** Look-ups the filing desk makes by hand. */
export interface RecordLookupsTable {
  id: Generated<string>;
  certificate_index: Buffer;
  domain: string;
  /** Certificate type and number; gone once it is answered. */
  question: Sealed | null;
  asked_at: Defaulted<Date>;
  /** The order that asked last, and its account; null in rows of earlier versions. */
  order_id: Optional<string>;
  account_id: Optional<string>;
  answer: NullableJson<RecordLookup>;
  answered_by: Optional<string>;
  answered_at: Optional<Date>;
}
