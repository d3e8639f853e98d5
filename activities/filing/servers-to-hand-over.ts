/** The servers of an order's websites at a hand-over (R-HO-1): those the order names, else those on record. */
import { PermanentError } from '../../adapters/delivery-faults.ts';
import type { AssetDirectory } from '../../adapters/assets/asset-directory.ts';
import { recordOf } from '../../domain/order/content.ts';
import { servedFrom, type ServedFrom } from '../../domain/order/served-from.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import type { Policies } from '../../domain/policy/policy.ts';
import type { CivilDate } from '../../domain/time/instant.ts';
import { reservationsOf } from '../../store/assets/instance-reservations.ts';
import type { Order } from '../../store/orders/orders.ts';
import type { Database } from '../../store/postgres/database.ts';
import { serversOnRecord } from '../../store/records/accesses.ts';

/**
 * By website; empty for a type that names no server. Throws the fault of the provider's system, and PermanentError for a server that
 * it does not know any more.
 */
export async function serversToHandOver(
  { database, assets }: { database: Database; assets: Pick<AssetDirectory, 'instance'> },
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
    const instanceId = named.get(websiteId) ?? recorded.get(numbers[websiteId] ?? '');
    if (instanceId === undefined) continue;
    const facts = await assets.instance(instanceId);
    if (facts === undefined) {
      throw new PermanentError(`The provider's system does not know the server ${instanceId} any more.`, 'NOT_FOUND');
    }
    servers[websiteId] = servedFrom(facts, policies.resolve('server.accessMethod', { product: facts.product }, on));
  }
  return servers;
}
