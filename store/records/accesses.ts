/** The accesses of recorded websites: through this provider, and through others as far as MIIT told of them. */
import { sql } from 'kysely';
import type { AddressRange } from '../../domain/assets/reported-addresses.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import type { AccessType, OtherProvider } from '../../domain/record/record-change.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { endDutiesOf } from '../duties/removed-websites.ts';
import { releaseConsumed } from '../assets/instance-reservations.ts';
import { toDate, type Database } from '../postgres/database.ts';

/** Opens the access of a website here, named by its number; one that is open stays as it is. */
export async function openAccess(
  trx: Database,
  { orderId, at }: { orderId: OrderId; at: Instant },
  access: { website: string; type: AccessType; instanceId: string | undefined },
): Promise<void> {
  const { id } = await trx
    .selectFrom('record_websites')
    .select('id')
    .where('number', '=', access.website)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('record_accesses')
    .values({
      website_id: id,
      type: access.type,
      instance_id: access.instanceId ?? null,
      order_id: orderId,
      opened_at: toDate(at),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** From where a website is served: the provider's server where it is known, else the addresses that MIIT has. */
export interface ServerOnRecord {
  instanceId: string | undefined;
  addresses: readonly AddressRange[];
}

/** What is known of the servers that websites have their open access here from, by the numbers of the websites. */
export async function serversOnRecord(
  db: Database,
  websites: readonly string[],
): Promise<ReadonlyMap<string, ServerOnRecord>> {
  if (websites.length === 0) return new Map();
  const rows = await db
    .selectFrom('record_accesses')
    .innerJoin('record_websites', 'record_websites.id', 'record_accesses.website_id')
    .select(['number', 'instance_id', 'addresses'])
    .where('number', 'in', websites)
    .where('closed_at', 'is', null)
    .execute();
  return new Map(
    rows.flatMap(({ number, instance_id: id, addresses }) =>
      id === null && (addresses ?? []).length === 0
        ? []
        : [[number, { instanceId: id ?? undefined, addresses: addresses ?? [] }]],
    ),
  );
}

/** The open access of a website here goes to another server. */
export async function moveAccess(
  trx: Database,
  { website, instanceId }: { website: string; instanceId: string },
): Promise<void> {
  await trx
    .updateTable('record_accesses')
    .set({ instance_id: instanceId })
    .where('website_id', '=', idOf(trx, website))
    .where('closed_at', 'is', null)
    .execute();
}

/** Ends the access of a website here, and its duties with it. */
export async function closeAccess(trx: Database, at: Instant, website: string): Promise<void> {
  const closed = await trx
    .updateTable('record_accesses')
    .set({ closed_at: toDate(at) })
    .where('website_id', '=', idOf(trx, website))
    .where('closed_at', 'is', null)
    .returning(['website_id', 'order_id', 'instance_id'])
    .execute();
  await freeServers(trx, at, closed);
  await endDutiesOf(
    trx,
    closed.map(({ website_id: id }) => id),
  );
}

/** Ends every access and duty of websites that leave the record, here and elsewhere; the websites are named by the ids of their rows. */
export async function closeEveryAccess(trx: Database, at: Instant, websiteIds: readonly string[]): Promise<void> {
  if (websiteIds.length === 0) return;
  const closed = await trx
    .updateTable('record_accesses')
    .set({ closed_at: toDate(at) })
    .where('website_id', 'in', websiteIds)
    .where('closed_at', 'is', null)
    .returning(['order_id', 'instance_id'])
    .execute();
  await freeServers(trx, at, closed);
  await trx
    .updateTable('record_accesses_elsewhere')
    .set({ closed_at: toDate(at) })
    .where('website_id', 'in', websiteIds)
    .where('closed_at', 'is', null)
    .execute();
  await endDutiesOf(trx, websiteIds);
}

/** The server of an access that ended has room for another website (R-SRV-6); a code that named it stays used (R-CODE-5). */
async function freeServers(
  trx: Database,
  at: Instant,
  closed: readonly { order_id: OrderId | null; instance_id: string | null }[],
): Promise<void> {
  for (const { order_id: orderId, instance_id: instanceId } of closed) {
    if (orderId !== null && instanceId !== null) await releaseConsumed(trx, { orderId, instanceId, at });
  }
}

/** Notes an access of a website through another provider; one that is open stays as it is. */
export async function openElsewhere(
  trx: Database,
  at: Instant,
  { website, provider: { code, name } }: { website: string; provider: OtherProvider },
): Promise<void> {
  await sql`
    insert into record_accesses_elsewhere (website_id, provider_code, provider_name, opened_at)
    select id, ${code ?? null}, ${name ?? null}, ${toDate(at)} from record_websites
    where number = ${website} and status <> 'DEREGISTERED'
    on conflict do nothing`.execute(trx);
}

export async function closeElsewhere(
  trx: Database,
  at: Instant,
  { website, provider: { code, name } }: { website: string; provider: OtherProvider },
): Promise<void> {
  await trx
    .updateTable('record_accesses_elsewhere')
    .set({ closed_at: toDate(at) })
    .where('website_id', '=', idOf(trx, website))
    .where(sql<boolean>`coalesce(provider_code, provider_name) = ${code ?? name ?? ''}`)
    .where('closed_at', 'is', null)
    .execute();
}

const idOf = (trx: Database, website: string) =>
  trx.selectFrom('record_websites').select('id').where('number', '=', website);
