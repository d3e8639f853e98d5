/** Makes a completed order visible in the record here: what its type changes of the record, change by change. */
import { rowOf } from '../../domain/order-types/table.ts';
import type { RecordChange } from '../../domain/record/record-change.ts';
import { reservationsOf } from '../assets/instance-reservations.ts';
import { certificateIndex } from '../orders/certificate-index.ts';
import { readOrder } from '../orders/orders.ts';
import { inTransaction, type Database } from '../postgres/database.ts';
import { closeAccess, openAccess } from './accesses.ts';
import { recordHere } from './record-here.ts';
import { RecordError } from './record-error.ts';
import { asStored, type RecordToWrite } from './record-to-write.ts';
import { websiteOf } from './website-of-form.ts';
import type { RecordedOrder } from './recorded-order.ts';
import { removeEntity, writeEntity, type OpenEntity } from './write-entity.ts';
import { removeWebsite, writeWebsite } from './write-website.ts';
import type { Vault } from '../sealing/vault.ts';

/**
 * Writes what the order changes. A repeat changes nothing. Throws {@link RecordError} when the order does not hold what a record
 * needs.
 */
export function writeRecord(db: Database, vault: Vault, record: RecordToWrite): Promise<void> {
  const told = asStored(record);
  return inTransaction(db, async (trx) => {
    const { orderId, at, issuedOn } = told;
    const order = await readOrder(trx, vault, orderId);
    if (order?.form === undefined) throw new RecordError(`order ${orderId} has no form to make a record of`);
    if (order.type === undefined) throw new RecordError(`order ${orderId} has no type that says what it changes`);
    const { form, accountId, type } = order;
    const { certificateNumber } = form.entity;
    const known = await recordHere(trx, {
      number: 'removed' in told ? undefined : told.entityNumber,
      certificate: certificateNumber === undefined ? undefined : certificateIndex(vault, certificateNumber),
    });
    const domains = (known?.websites ?? [])
      .map(({ domain }) => domain)
      .filter((domain) => websiteOf(form, domain) !== undefined);
    const changes = rowOf(type).changeRecord(known, { domains }, told);
    await writeChanges(trx, vault, { orderId, accountId, form, at, issuedOn }, changes);
  });
}

async function writeChanges(
  trx: Database,
  vault: Vault,
  order: RecordedOrder,
  changes: readonly RecordChange[],
): Promise<void> {
  const servers = new Map((await reservationsOf(trx, order.orderId)).map((one) => [one.websiteId, one.instanceId]));
  const serverOf = (domain: string) => servers.get(websiteOf(order.form, domain)?.id ?? '');
  let entity: OpenEntity | undefined;
  for (const change of changes) {
    switch (change.change) {
      case 'ENTITY':
        entity = await writeEntity(trx, vault, order, change);
        break;
      case 'WEBSITE':
        if (entity === undefined) throw new RecordError(`${change.number} is to be written before its entity`);
        await writeWebsite(trx, vault, order, entity, change);
        break;
      case 'ACCESS_OPENED':
        await openAccess(trx, order, { ...change, instanceId: serverOf(change.domain) });
        break;
      case 'ACCESS_CLOSED':
        await closeAccess(trx, order.at, change.website);
        break;
      case 'WEBSITE_REMOVED':
        await removeWebsite(trx, order.at, change.website);
        break;
      case 'ENTITY_REMOVED':
        await removeEntity(trx, order.at, change.number);
        break;
      default:
        change satisfies never;
    }
  }
}
