/** Websites without a filing that the bureaus found on the provider's addresses: what was told, who owns the server, what was reported. */
import type { UNFILED_STATES } from '../../domain/bureau/unfiled-report.ts';
import type { AccountId } from '../../domain/identifiers.ts';
import { registrableDomain } from '../../domain/identity/domain-name.ts';
import { present } from '../../domain/present.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { fromDate, fromOptionalDate, toDate, type Database } from '../postgres/database.ts';

export interface ToldUnfiled {
  account: string;
  domain: string;
  address: string;
  carrier: string;
  province?: string | undefined;
}

/**
 * A website that is told again, after it was reported or filed, is open again, with a new term. Returns its number when it is new or open
 * again.
 */
export async function noteUnfiled(
  trx: Database,
  { account, domain, address, carrier, province }: ToldUnfiled,
  { at, dueAt }: { at: Instant; dueAt: Instant },
): Promise<number | undefined> {
  const open = {
    state: 'OPEN' as const,
    gate_domain: registrableDomain(domain) ?? domain,
    told_at: toDate(at),
    due_at: toDate(dueAt),
    asked_at: null,
    closed_at: null,
  };
  const row = await trx
    .insertInto('bureau_unfiled')
    .values({ account, domain, address, carrier, province: province ?? null, ...open })
    .onConflict((known) =>
      known.columns(['account', 'domain', 'address']).doUpdateSet(open).where('bureau_unfiled.state', '<>', 'OPEN'),
    )
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export interface UnfiledWebsite {
  id: number;
  domain: string;
  address: string;
  state: (typeof UNFILED_STATES)[number];
  toldAt: Instant;
  /** Until when the bureau has to hear what was done. */
  dueAt?: Instant;
  /** The server that has the address, and the account that owns it, as the provider's own systems say. */
  instanceId?: string;
  accountId?: AccountId;
  handling?: number;
  reportedAt?: Instant;
  closedAt?: Instant;
}

/** Those that nobody has dealt with first, by their terms, then the newest. */
export async function unfiledOf(db: Database, account: string, most: number): Promise<UnfiledWebsite[]> {
  const rows = await db
    .selectFrom('bureau_unfiled')
    .selectAll()
    .where('account', '=', account)
    .orderBy((is) => is('state', '<>', 'OPEN'))
    .orderBy((is) => is.case().when('state', '=', 'OPEN').then(is.ref('due_at')).end())
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map(({ id, domain, address, state, told_at: told, ...row }) => ({
    id,
    domain,
    address,
    state,
    toldAt: fromDate(told),
    ...present({
      dueAt: fromOptionalDate(row.due_at),
      instanceId: row.instance_id ?? undefined,
      accountId: row.account_id ?? undefined,
      handling: row.handling ?? undefined,
      reportedAt: fromOptionalDate(row.reported_at),
      closedAt: fromOptionalDate(row.closed_at),
    }),
  }));
}

export interface ReportedUnfiled {
  account: string;
  domain: string;
  address: string;
  carrier: string;
  province: string | null;
  toldAt: Instant;
}

/** Notes what was done; undefined when there is no such website that is still to be reported. */
export async function noteHandled(
  trx: Database,
  { id, handling, by, at }: { id: number; handling: number; by: string; at: Instant },
): Promise<ReportedUnfiled | undefined> {
  const row = await trx
    .updateTable('bureau_unfiled')
    .set({ state: 'REPORTED', handling, reported_by: by, reported_at: toDate(at) })
    .where('id', '=', id)
    .where('state', '<>', 'REPORTED')
    .returning(['account', 'domain', 'address', 'carrier', 'province', 'told_at'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { told_at: told, ...rest } = row;
  return { ...rest, toldAt: fromDate(told) };
}
