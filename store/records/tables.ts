/** Tables of the filing record, and of look-ups in MIIT’s record that staff make by hand. */
import type { Generated } from 'kysely';
import type { AddressRange } from '../../domain/assets/reported-addresses.ts';
import type { RecordLookup } from '../../domain/assets/asset-facts.ts';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { EntityKind } from '../../domain/order-types/order-type.ts';
import type { Province } from '../../domain/order/form.ts';
import type { Defaulted, Json, NullableJson, Optional, Sealed } from '../postgres/columns.ts';

export type RecordStatus = 'ACTIVE' | 'SHELL' | 'DEREGISTERED';

export interface RecordEntitiesTable {
  id: Generated<string>;
  /** Null in an imported record that no account has taken over. */
  account_id: Optional<AccountId>;
  number: string;
  province: Province;
  serial: string;
  kind: EntityKind;
  certificate_index: Buffer;
  details: Optional<Sealed>;
  wrapped_key: Buffer | null;
  status: Defaulted<RecordStatus>;
  issued_on: string;
  /** Null in a record that was imported. */
  order_id: Optional<OrderId>;
  changed_at: Date;
  /** MIIT's id of the entity. */
  miit_id: Optional<string>;
  /** Number of the newest version. */
  version: Defaulted<number>;
  /** The version whose days are watched (`store/record-watches/`). */
  watched_version: Optional<number>;
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
  order_id: Optional<OrderId>;
  issued_on: string;
  changed_at: Date;
  miit_id: Optional<string>;
  domain_miit_id: Optional<string>;
  /** Number of the police's filing, as MIIT's record or an import tells it. */
  psb_number: Optional<string>;
}

/** Accesses through this provider. */
export interface RecordAccessesTable {
  id: Generated<string>;
  website_id: string;
  type: 'FILED' | 'TRANSFERRED';
  instance_id: Optional<string>;
  order_id: Optional<OrderId>;
  opened_at: Date;
  closed_at: Optional<Date>;
  miit_id: Optional<string>;
  /** As MIIT has them; absent until it told. */
  addresses: NullableJson<readonly AddressRange[]>;
}

/** Accesses through other providers, named by MIIT's code, by name, or both. */
export interface RecordAccessesElsewhereTable {
  id: Generated<string>;
  website_id: string;
  provider_code: Optional<string>;
  provider_name: Optional<string>;
  miit_id: Optional<string>;
  opened_at: Date;
  closed_at: Optional<Date>;
}

/** Imports that were carried out. */
export interface RecordImportsTable {
  id: string;
  imported_at: Date;
  imported_by: string;
  entities: number;
  websites: number;
}

/** What one operator entered by hand of the number of an entity or website, until a second one enters the same. */
export interface RecordEntriesTable {
  number: string;
  said: Buffer;
  entered_by: string;
  entered_at: Date;
}

/** One part of one version of a record: the entity, or a website. A version holds the parts that it changed. */
export interface RecordVersionsTable {
  entity_id: string;
  version: number;
  /** `ENTITY`, or the number of a website. */
  part: string;
  website_id: Optional<string>;
  changed_at: Date;
  cause: VersionCause;
  order_id: Optional<OrderId>;
  import_id: Optional<string>;
  event_id: Optional<string>;
  changed_by: Optional<string>;
  /** Names of the fields that differ from the version before; empty in the first one. */
  changed: string[];
  /** What is in clear in the record's own tables. */
  state: Json<PartState>;
  /** The personal details, sealed as in the record's own table. */
  details: Optional<Sealed>;
}

/** What changed a record: a completed order, an import, or what MIIT said without an order. */
export type VersionCause = 'ORDER' | 'IMPORT' | 'SYNC';

/** The clear part of a version. */
export type PartState = Readonly<Record<string, unknown>>;

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
