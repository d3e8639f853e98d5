/** Makes a completed order visible in the record here: what its type changes of the record, change by change. */
import { recordOf } from '../../domain/order/content.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import type { RecordChange } from '../../domain/record/record-change.ts';
import { giveIdsToRecord } from '../bureau-answers/told-ids.ts';
import { reservationsOf } from '../assets/instance-reservations.ts';
import { certificateIndex } from '../orders/certificate-index.ts';
import { readOrder } from '../orders/orders.ts';
import { inTransaction, type Database } from '../postgres/database.ts';
import { moveAccess, openAccess } from './accesses.ts';
import { recordHere } from './record-here.ts';
import { RecordError } from './record-error.ts';
import { asStored, partOf, type RecordToWrite } from './record-to-write.ts';
import { writeVersions } from './record-versions.ts';
import { applyPlainChange } from './plain-change.ts';
import { websiteOf } from './website-of-form.ts';
import type { RecordedOrder } from './recorded-order.ts';
import { writeEntity, type OpenEntity } from './write-entity.ts';
import { writeWebsite } from './write-website.ts';
import type { Vault } from '../sealing/vault.ts';

/**
 * Writes what the order changes, and a version of each record that it changes. A repeat changes nothing. Throws
 * {@link RecordError} when the order does not hold what a record needs.
 */
export function writeRecord(db: Database, vault: Vault, record: RecordToWrite): Promise<void> {
  const told = asStored(record);
  return inTransaction(db, async (trx) => {
    const { orderId, at, issuedOn } = told;
    const order = await readOrder(trx, vault, orderId);
    if (order?.form === undefined) throw new RecordError(`order ${orderId} has no form to make a record of`);
    if (order.type === undefined) throw new RecordError(`order ${orderId} has no type that says what it changes`);
    const { accountId, type } = order;
    const form = partOf(order.form, told);
    const { certificateNumber } = form.entity;
    const opened = order.content && recordOf(order.content)?.entityNumber;
    // What was removed is the record that the order was opened from, and never one that was filed since.
    const byCertificate = certificateNumber !== undefined && !('removed' in told && opened !== undefined);
    const known = await recordHere(trx, {
      number: 'removed' in told ? opened : told.entityNumber,
      certificate: byCertificate ? certificateIndex(vault, certificateNumber) : undefined,
    });
    const domains = (known?.websites ?? [])
      .map(({ domain }) => domain)
      .filter((domain) => websiteOf(form, domain) !== undefined);
    const changes = rowOf(type).changeRecord(known, { domains }, told);
    const touched = await writeChanges(trx, vault, { orderId, accountId, form, at, issuedOn }, changes);
    const ids = known === undefined ? touched : [known.id, ...touched];
    if (!('removed' in told))
      await giveIdsToRecord(trx, [told.entityNumber, ...told.websites.map(({ number }) => number)]);
    await writeVersions(trx, vault, ids, { cause: 'ORDER', orderId }, at);
  });
}

/** Returns the ids of entities that are written, and of those that lose something to them. */
async function writeChanges(
  trx: Database,
  vault: Vault,
  order: RecordedOrder,
  changes: readonly RecordChange[],
): Promise<string[]> {
  const servers = new Map((await reservationsOf(trx, order.orderId)).map((one) => [one.websiteId, one.instanceId]));
  const serverOf = (domain: string) => servers.get(websiteOf(order.form, domain)?.id ?? '');
  const touched: string[] = [];
  let entity: OpenEntity | undefined;
  for (const change of changes) {
    switch (change.change) {
      case 'ENTITY': {
        const written = await writeEntity(trx, vault, order, change);
        touched.push(written.id, ...written.replaced);
        entity = written;
        break;
      }
      case 'WEBSITE':
        if (entity === undefined) throw new RecordError(`${change.number} is to be written before its entity`);
        touched.push(...(await writeWebsite(trx, vault, order, entity, change)));
        break;
      case 'ACCESS_OPENED':
        await openAccess(trx, order, { ...change, instanceId: serverOf(change.domain) });
        break;
      case 'ACCESS_MOVED': {
        const instanceId = serverOf(change.domain);
        if (instanceId !== undefined) await moveAccess(trx, { website: change.website, instanceId });
        break;
      }
      case 'ACCESS_CLOSED':
      case 'ACCESS_OPENED_ELSEWHERE':
      case 'ACCESS_CLOSED_ELSEWHERE':
      case 'WEBSITE_REMOVED':
      case 'ENTITY_REMOVED':
        await applyPlainChange(trx, order.at, change);
        break;
      default:
        change satisfies never;
    }
  }
  return touched;
}
