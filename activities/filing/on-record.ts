/**
 * What is on record of the entity and websites of an order, with MIIT's ids, for a bureau that takes orders in codes: from the copy
 * that the order was opened from, else from what the look-ups said and what is on record here.
 */
import type { AssetDirectory } from '../../adapters/assets/asset-directory.ts';
import type { Bureau, OnRecord, RecordedWebsite } from '../../adapters/bureau/bureau.ts';
import { recordOf } from '../../domain/order/content.ts';
import type { ServedFrom } from '../../domain/order/served-from.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import type { Policies } from '../../domain/policy/policy.ts';
import { present } from '../../domain/present.ts';
import { snapshotOf, websitesCopied } from '../../domain/record/record-snapshot.ts';
import { civilDate, type Instant } from '../../domain/time/instant.ts';
import type { Order } from '../../store/orders/orders.ts';
import type { Database } from '../../store/postgres/database.ts';
import { serversOnRecord } from '../../store/records/accesses.ts';
import { lookUp } from '../../store/records/known-here.ts';
import { miitIdsOf, type MiitIds } from '../../store/records/miit-ids.ts';
import { readRecordCopy } from '../../store/records/record-copy.ts';
import type { Vault } from '../../store/sealing/vault.ts';
import { serverNow } from './servers-to-hand-over.ts';

interface Stores {
  database: Database;
  vault: Vault;
  assets: Pick<AssetDirectory, 'instance'>;
  bureau: Pick<Bureau, 'codes'>;
}

/** More websites than one upload of one entity ever names. */
const MOST_SERVED = 99;

export async function onRecordOf(
  deps: Stores,
  order: Order,
  type: OrderType,
  terms: { policies: Policies; at: Instant },
): Promise<OnRecord> {
  const { database } = deps;
  const record = order.content && recordOf(order.content);
  const entityNumber = record?.entityNumber ?? (await numberOfEntity(deps, order, type));
  const numbers = record?.websiteNumbers ?? websiteNumbers(order);
  const served =
    entityNumber !== undefined && websitesCopied(rowOf(type).content) === 'NONE' && record !== undefined
      ? await servedHere(deps, entityNumber, terms)
      : undefined;
  const all = { ...numbers, ...served?.numbers };
  const ids = await miitIdsOf(database, entityNumber, Object.values(all));
  return {
    websites: Object.fromEntries(Object.entries(all).map(([id, number]) => [id, website(number, ids)])),
    ...present({
      entity: entityNumber === undefined ? undefined : { number: entityNumber, ...present({ id: ids.entity }) },
      served: served && { form: served.form, instances: served.instances },
    }),
  };
}

const website = (number: string, { websites }: MiitIds): RecordedWebsite => ({ number, ...websites.get(number) });

/** Numbers of the websites that the look-ups found on record. */
const websiteNumbers = ({ onRecord }: Order): Record<string, string> =>
  Object.fromEntries(
    Object.entries(onRecord).flatMap(([id, { websiteNumber }]) =>
      websiteNumber === undefined ? [] : [[id, websiteNumber]],
    ),
  );

/** An entity that is new has none. */
async function numberOfEntity({ database, vault }: Stores, order: Order, type: OrderType): Promise<string | undefined> {
  if (rowOf(type).issues === 'ENTITY_AND_WEBSITES') return undefined;
  const said = Object.values(order.onRecord).find(({ entityNumber }) => entityNumber !== undefined)?.entityNumber;
  const { certificateNumber } = order.form?.entity ?? {};
  return said ?? (await lookUp(database, vault, present({ certificateNumber }))).entityNumber;
}

/** The websites of the entity that are served here, in the fields of a form. */
async function servedHere(
  { database, vault, assets, bureau }: Stores,
  entityNumber: string,
  { policies, at }: { policies: Policies; at: Instant },
) {
  const found = await readRecordCopy(database, vault, entityNumber, { atMost: MOST_SERVED });
  if (found?.copy === undefined) return undefined;
  const websites = found.copy.websites.filter(({ number }) => found.served.includes(number));
  const { form, websiteNumbers: numbers } = snapshotOf({ ...found.copy, websites }, at);
  const servers = await serversOnRecord(database, Object.values(numbers));
  const instances: Record<string, ServedFrom> = {};
  for (const [id, number] of Object.entries(numbers)) {
    const server = servers.get(number);
    if (server === undefined) continue;
    const on = civilDate(at);
    instances[id] = await serverNow({ assets, bureau }, server, { policies, on }, form.websites[id]);
  }
  return { form, numbers, instances };
}
