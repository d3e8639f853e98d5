/**
 * What a type of order is (domain-spec §2, §5.2): one row holds all differences between types. Lengths, persons and
 * scopes that have a date and a source are policy (domain-spec §11).
 */
import type { FieldsAsked } from '../check-order/field-advice.ts';
import type { DutyKind } from '../duties/duty.ts';
import type { SlotName } from '../materials/slots.ts';
import type { Bilingual } from '../messages/texts/wording.ts';
import type { Entity, Person, Website } from '../order/form.ts';
import type { EntityRecord, OrderOnRecord, RecordChange, Synced, SyncNames } from '../record/record-change.ts';
import type { OrderType } from './order-type.ts';
import type { OrderPath } from './path.ts';

export const FAMILIES = ['ADDING', 'TRANSFER', 'CHANGE', 'REMOVAL'] as const;
export type Family = (typeof FAMILIES)[number];

export interface OrderTypeRow {
  /** The name of the type. */
  names: Bilingual;
  /** When somebody needs this type of order. */
  purpose: Bilingual;
  family: Family;
  /**
   * How an order gets this type. `BY_TYPE_CHECK`: a look-up of certificate and domains determines the type of a draft,
   * and every submission determines it again (R-TYPE-1, R-TYPE-5). `FROM_RECORD`: the customer chooses what to do with
   * an approved record, and no look-up changes the type.
   */
  opens: 'BY_TYPE_CHECK' | 'FROM_RECORD';
  /** What the customer gives. */
  content: ContentAsked;
  /** The fields that must be filled in. */
  fields: FieldsAsked;
  /** The parts that go to a bureau in MIIT's codes and that this order can correct, where the bureau takes codes (R-HO-2 to R-HO-4). */
  inCodes: PartsInCodes;
  /** The scans that the type may require; policy says which of them, where and since when. */
  slots: readonly SlotName[];
  /** Scans required only when one of these parts of the form changes. A part is named by the beginning of its path. */
  slotsIfChanged: Partial<Readonly<Record<SlotName, readonly string[]>>>;
  /** Which rules check the order, and which part of it. */
  judged: Readonly<Record<Subject, Extent>>;
  /** The policy that limits the websites of one order. */
  websiteLimit: 'site.maxPerOrder' | 'site.maxPerTransfer';
  /**
   * Whether a server is named: for each website, where the address changes, or for none (§5.2 "Instance verification").
   */
  instance: 'EACH_WEBSITE' | 'IF_ADDRESS_CHANGES' | 'NONE';
  /** Who confirms the order: the customer, or the customer with a code that is sent to the holder (R-DEREG-7). */
  confirmedBy: 'CUSTOMER' | 'CUSTOMER_WITH_CODE';
  path: OrderPath;
  /** The policy that says within how many business days the bureau or MIIT decides. */
  decidedWithin: 'bureau.expectedBd' | 'dereg.bd';
  /** What a submission keeps from other orders until this one has ended (R-ORD-2, R-ORD-12). */
  reservations: readonly Reservation[];
  /**
   * When the network may serve the websites (§6): once the number is issued; for a limited time from the preliminary
   * approval on (R-TRF-6); without change; or without change until the approval (R-DEREG-11).
   */
  access: 'WITH_NUMBER' | 'PROVISIONAL' | 'STAYS' | 'ENDS_WITH_APPROVAL';
  /**
   * The numbers that MIIT issues with the approval, because at the submission its record held none. What is on record here
   * under an older number was deregistered meanwhile (R-PUB-3). Numbers that are not issued stood on record before.
   */
  issues: 'ENTITY_AND_WEBSITES' | 'WEBSITES' | 'NOTHING';
  /**
   * The type of what is left of an order when the bureau decides on each website and has approved some of them (R-BUR-4). Absent where
   * an order is one request, on which a bureau decides as a whole.
   */
  restIs?: OrderType;
  /** What MIIT's synchronisation must report. */
  syncNames: SyncNames;
  /**
   * What the completed order changes in the record. An undefined record means that the entity is not on record here.
   */
  changeRecord: (record: EntityRecord | undefined, order: OrderOnRecord, synced: Synced) => RecordChange[];
  /** The duties after the approval, website by website (R-POST-4). */
  duties: readonly DutyRule[];
  /** Whether orders of the type can be opened in this release. Other types are only determined and explained. */
  runs: boolean;
}

/** What the customer gives: the whole form; changes to a record; or the part of a record to remove, and why. */
export type ContentAsked =
  /** `onRecord`: what stands in MIIT's record and cannot be changed by the order (R-ORD-4). */
  | { kind: 'FORM'; onRecord?: FieldsOnRecord }
  | { kind: 'CHANGES'; mayChange: ChangeableFields }
  | { kind: 'REMOVAL'; removes: 'ENTITY' | 'WEBSITES' | 'ACCESSES' };

/** Fields of a form that only show what is on record. */
export interface FieldsOnRecord {
  entity: readonly (keyof Entity)[];
  website: readonly (keyof Website)[];
}

export interface PartsInCodes {
  entity: boolean;
  /** Whose office phones are asked. */
  people: readonly ('ENTITY_HEAD' | 'SITE_HEADS')[];
  websites: boolean;
  servers: boolean;
}

/** The fields of a record that one kind of change may touch. */
export interface ChangeableFields {
  entity: readonly (keyof Entity)[];
  /** Whose data may change. */
  people: 'ENTITY_HEAD' | 'SITE_HEADS';
  person: readonly (keyof Person)[];
  website: readonly (keyof Website)[];
}

/** The parts of an order that rules check. */
export const SUBJECTS = [
  'SERVERS',
  'FIELDS',
  'ENTITY',
  'PEOPLE',
  'WEBSITE_COUNT',
  'RECORDED_WEBSITES',
  'WEBSITES',
  'DOMAINS',
  'DOCUMENTS',
  'FACE_CHECKS',
  'REMOVAL',
  'BUREAU',
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** `CHANGED`: rules check only the changed fields, because the order cannot correct the rest of the record. */
export type Extent = 'WHOLE' | 'CHANGED' | 'NOT';

/** `SITE_HEADS`: nobody is site head of two organisations, also while neither is on record yet (R-PER-4). */
export const RESERVATIONS = ['DOMAINS', 'CERTIFICATE', 'SITE_HEADS'] as const;
export type Reservation = (typeof RESERVATIONS)[number];

export interface DutyRule {
  kind: Exclude<DutyKind, 'PSB_ICON'>;
  /**
   * Which websites get the duty, judged when the order is completed. `COPYRIGHT_SUGGESTED_HERE`: all websites, in the
   * provinces that policy names. `ENTITY_NAME_CHANGED`: all websites, when the order changed the name of their entity.
   */
  when:
    'ALWAYS' | 'NO_PSB_NUMBER_ON_RECORD' | 'COPYRIGHT_SUGGESTED_HERE' | 'WEBSITE_EARNS_MONEY' | 'ENTITY_NAME_CHANGED';
  /**
   * The day from which the term of the duty counts: the issue of the number or the completion, as policy says (C-6), or
   * the completion in any case. A duty without it has no due date.
   */
  dayZero?: 'AS_POLICY_SAYS' | 'COMPLETION';
}
