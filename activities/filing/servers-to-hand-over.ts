/** The servers of an order's websites at a hand-over (R-HO-1): those the order names, else those on record. */
import { PermanentError } from '../../adapters/delivery-faults.ts';
import type { AssetDirectory } from '../../adapters/assets/asset-directory.ts';
import type { Bureau } from '../../adapters/bureau/bureau.ts';
import { recordOf } from '../../domain/order/content.ts';
import type { Website } from '../../domain/order/form.ts';
import { servedFrom, type ServedFrom } from '../../domain/order/served-from.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import type { Policies } from '../../domain/policy/policy.ts';
import { present } from '../../domain/present.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { reservationsOf } from '../../store/assets/instance-reservations.ts';
import type { Order } from '../../store/orders/orders.ts';
import type { Database } from '../../store/postgres/database.ts';
import { serversOnRecord, type ServerOnRecord } from '../../store/records/accesses.ts';

interface ServersAsked {
  database: Database;
  assets: Pick<AssetDirectory, 'instance'>;
  /** One that takes codes knows access methods that others do not. */
  bureau: Pick<Bureau, 'codes'>;
}

/**
 * By website; empty for a type that names no server. Throws the fault of the provider's system, and PermanentError for a server that
 * it does not know any more.
 */
export async function serversToHandOver(
  { database, assets, bureau }: ServersAsked,
  { id, form, content }: Pick<Order, 'id' | 'form' | 'content'>,
  type: OrderType,
  { policies, on }: { policies: Policies; on: CivilDate },
): Promise<Record<string, ServedFrom>> {
  if (rowOf(type).instance === 'NONE') return {};
  const numbers = (content && recordOf(content)?.websiteNumbers) ?? {};
  const recorded = await serversOnRecord(database, Object.values(numbers));
  const named = new Map((await reservationsOf(database, id)).map((one) => [one.websiteId, one.instanceId]));
  const servers: Record<string, ServedFrom> = {};
  for (const websiteId of Object.keys(form?.websites ?? {})) {
    const instanceId = named.get(websiteId);
    const server = instanceId === undefined ? recorded.get(numbers[websiteId] ?? '') : { instanceId, addresses: [] };
    if (server === undefined) continue;
    servers[websiteId] = await serverNow({ assets, bureau }, server, { policies, on }, form?.websites[websiteId]);
  }
  return servers;
}

/**
 * A server as the provider's system knows it now; what it does not say is what the website says, or what is usual. Of a website that was
 * taken over nothing is known but its addresses in MIIT's record.
 */
export async function serverNow(
  { assets, bureau }: Omit<ServersAsked, 'database'>,
  { instanceId, addresses }: ServerOnRecord,
  { policies, on }: { policies: Policies; on: CivilDate },
  website: Website = {},
): Promise<ServedFrom> {
  const key = bureau.codes === undefined ? 'server.accessMethod' : 'server.accessMethodInCodes';
  if (instanceId === undefined) {
    const accessMethod = website.accessMethod ?? policies.resolve(key, {}, on);
    return { publicIps: addresses, accessMethod, ...present({ place: website.serverPlace }) };
  }
  const facts = await assets.instance(instanceId);
  if (facts === undefined) {
    throw new PermanentError(`The provider's system does not know the server ${instanceId} any more.`, 'NOT_FOUND');
  }
  const usual = website.accessMethod ?? policies.resolve(key, { product: facts.product }, on);
  const place = facts.place ?? website.serverPlace;
  return servedFrom({ ...facts, ...present({ place }) }, usual);
}
