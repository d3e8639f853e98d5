/** Tables of reads of personal data, and of alarms about people who read much. */
import type { Generated } from 'kysely';
import type { OrderId } from '../../domain/identifiers.ts';
import type { ReadDoor, ReadGround, ReadReason, ReadShown, ReadSubject } from '../../domain/reads/read.ts';
import type { CallerRole } from '../../domain/role.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import type { Defaulted, Optional } from '../postgres/columns.ts';

/** Rows are only ever added. */
export interface DataReadsTable {
  /** Numbers the reads in the order in which they were written. */
  id: Generated<number>;
  at: Generated<Date>;
  door: ReadDoor;
  reader_id: string;
  reader_role: CallerRole;
  reader_account: Optional<string>;
  subject: ReadSubject;
  order_id: Optional<string>;
  slot: Optional<string>;
  account_id: Optional<string>;
  record_number: Optional<string>;
  count: Defaulted<number>;
  shown: ReadShown;
  ground: ReadGround;
  reason: Optional<ReadReason>;
  reference: Optional<string>;
  /** Place in the chain of the reader, from 1; null in rows of before there were chains, like the next three. */
  position: Optional<number>;
  prev_hash: Optional<string>;
  hash: Optional<string>;
  /** Keyed digest of the hash; null as well in rows of the codec server, which has no key. */
  mac: Optional<string>;
}

/** Where the chain of each reader ends, and how much of it the last seal covers. */
export interface ReadChainsTable {
  reader_id: string;
  length: Defaulted<number>;
  head: Optional<string>;
  sealed_length: Defaulted<number>;
}

/** Ends of chains of reads that a seal of the audit trail fixes. */
export interface ReadSealHeadsTable {
  seal: number;
  reader_id: string;
  position: number;
  hash: string;
}

/** One row for each person and day on which they read more than policy says. */
export interface ReadAlarmsTable {
  reader_id: string;
  /** The civil day in China, as `2026-03-02`. */
  day: CivilDate;
  raised_at: Date;
  /** How many reads in clear there were then, and how many are usual. */
  reads: number;
  usual: number;
  /** The order whose task says so; null when no order was among what was read. */
  order_id: Optional<OrderId>;
}
