/** Addresses that are reported to the bureaus, and what the bureaus said of them. */
import {
  SERVING,
  type AddressToReport,
  type ReportKind,
  type ReportState,
} from '../../domain/bureau/address-to-report.ts';
import type { AddressRange } from '../../domain/assets/reported-addresses.ts';
import { present } from '../../domain/present.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { fromDate, fromOptionalDate, toDate, type Database } from '../postgres/database.ts';
import type { Column } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

const CONTENT: Column<AddressToReport> = { name: 'bureau_addresses.content' };

/** Notes a range that is going to be reported; its number names it at the bureau. */
export async function noteAddress(
  trx: Database,
  vault: Vault,
  { account, address, by, at }: { account: string; address: AddressToReport; by: string; at: Instant },
): Promise<number> {
  const { id } = await trx
    .insertInto('bureau_addresses')
    .values({
      account,
      kind: address.kind,
      from_ip: address.from,
      to_ip: address.to,
      content: vault.sealPassing(CONTENT, address),
      state: 'REPORTED',
      codes: '[]',
      entered_by: by,
      entered_at: toDate(at),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export interface ReportedAddress {
  id: number;
  account: string;
  kind: ReportKind;
  from: string;
  to: string;
  state: ReportState;
  codes: readonly string[];
  enteredAt: Instant;
  miitId?: string;
  answeredAt?: Instant;
}

const COLUMNS = [
  'id',
  'account',
  'kind',
  'from_ip as from',
  'to_ip as to',
  'state',
  'codes',
  'entered_at',
  'miit_id',
  'answered_at',
] as const;

/** The newest first. */
export async function addressesOf(db: Database, account: string, most: number): Promise<ReportedAddress[]> {
  const rows = await db
    .selectFrom('bureau_addresses')
    .select(COLUMNS)
    .where('account', '=', account)
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ entered_at: entered, miit_id: miitId, answered_at: answered, ...row }) => ({
    ...row,
    enteredAt: fromDate(entered),
    ...present({ miitId: miitId ?? undefined, answeredAt: fromOptionalDate(answered) }),
  }));
}

/** Takes back a range that the bureau has accepted; undefined when there is none of this number in that state. */
export async function noteRemoval(
  trx: Database,
  id: number,
): Promise<{ account: string; kind: ReportKind; miitId: string } | undefined> {
  const row = await trx
    .updateTable('bureau_addresses')
    .set({ state: 'REMOVAL_REPORTED' })
    .where('id', '=', id)
    .where('state', '=', 'ACCEPTED')
    .where('miit_id', 'is not', null)
    .returning(['account', 'kind', 'miit_id'])
    .executeTakeFirst();
  return row?.miit_id == null ? undefined : { account: row.account, kind: row.kind, miitId: row.miit_id };
}

/** What the bureau answered. False when nothing here has this number or id. */
export async function noteAnswer(
  trx: Database,
  account: string,
  { own, miitId, removed, codes, at }: AddressAnswer,
): Promise<boolean> {
  const done = codes.length === 0;
  const state: ReportState = removed ? (done ? 'REMOVED' : 'ACCEPTED') : done ? 'ACCEPTED' : 'REFUSED';
  const { numUpdatedRows } = await trx
    .updateTable('bureau_addresses')
    .set({
      state,
      codes: JSON.stringify(codes),
      answered_at: toDate(at),
      ...(miitId === undefined ? {} : { miit_id: miitId }),
    })
    .where('account', '=', account)
    .where((is) => (own === undefined ? is('miit_id', '=', miitId ?? '') : is('id', '=', own)))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export interface AddressAnswer {
  own: number | undefined;
  miitId: string | undefined;
  /** It answers a range that was taken back. */
  removed: boolean;
  /** Faults; none where the report is in order. */
  codes: readonly string[];
  at: Instant;
}

/** The addresses on which a website may be filed; undefined where no report was ever accepted, for others may have reported. */
export async function acceptedAddresses(db: Database): Promise<AddressRange[] | undefined> {
  const rows = await db
    .selectFrom('bureau_addresses')
    .select(['kind', 'from_ip as from', 'to_ip as to'])
    .where('state', 'in', ['ACCEPTED', 'REMOVAL_REPORTED'])
    .execute();
  if (rows.length === 0) return undefined;
  return rows.filter(({ kind }) => SERVING.includes(kind)).map(({ from, to }) => ({ from, to }));
}
