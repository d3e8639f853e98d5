/** Makes an approved filing visible here, from the order's form and MIIT's numbers. */
import type { AccountId } from '../../domain/identifiers.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { parseIcpNumber } from '../../domain/record/icp-number.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { reservationsOf } from '../assets/instance-reservations.ts';
import { certificateIndex } from '../orders/certificate-index.ts';
import { readOrder } from '../orders/orders.ts';
import { inTransaction, toDate, type Database } from '../postgres/database.ts';
import { ENTITY } from './record-details.ts';
import type { RecordToWrite } from './record-to-write.ts';
import { websiteOf } from './website-of-form.ts';
import { openAccess, writeWebsite, type OpenEntity } from './write-website.ts';
import { seal } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

export class RecordError extends Error {
  override readonly name = 'RecordError';
}

/**
 * Makes the approved record visible here, from the order's form and MIIT's numbers: a new entity, or a new website
 * of one that is here already. A repeat changes nothing. Throws {@link RecordError} when the form does not hold what a
 * record needs.
 */
export function writeRecord(db: Database, vault: Vault, record: RecordToWrite): Promise<void> {
  return inTransaction(db, async (trx) => {
    const order = await readOrder(trx, vault, record.orderId);
    if (order?.form === undefined) throw new RecordError(`order ${record.orderId} has no form to make a record of`);
    const { form } = order;
    const entity = await writeEntity(trx, vault, { record, form, accountId: order.accountId });
    const instances = new Map(
      (await reservationsOf(trx, record.orderId)).map((one) => [one.websiteId, one.instanceId]),
    );
    for (const { domain: written, number } of record.websites) {
      const domain = written.toLowerCase();
      const found = websiteOf(form, domain);
      const websiteId = await writeWebsite(trx, vault, {
        record,
        entity,
        domain,
        number,
        form,
        website: found?.website ?? {},
      });
      const instanceId = found === undefined ? undefined : instances.get(found.id);
      await openAccess(trx, { record, websiteId, instanceId });
    }
  });
}

async function writeEntity(
  trx: Database,
  vault: Vault,
  { record, form, accountId }: { record: RecordToWrite; form: OrderForm; accountId: AccountId },
): Promise<OpenEntity> {
  const known = await trx
    .selectFrom('record_entities')
    .select(['id', 'wrapped_key'])
    .where('number', '=', record.entityNumber)
    .forUpdate()
    .executeTakeFirst();
  if (known !== undefined && known.wrapped_key !== null) {
    await trx
      .updateTable('record_entities')
      .set({ status: 'ACTIVE', changed_at: toDate(record.at) })
      .where('id', '=', known.id)
      .execute();
    return { id: known.id, key: vault.unwrap(record.entityNumber, known.wrapped_key) };
  }
  const { province, kind, certificateNumber, headId } = form.entity;
  if (province === undefined || kind === undefined || certificateNumber === undefined) {
    throw new RecordError(`the form of ${record.orderId} lacks the entity's province, kind or certificate`);
  }
  const number = parseIcpNumber(record.entityNumber);
  const { key, wrapped } = vault.newKey(record.entityNumber);
  const index = certificateIndex(vault, certificateNumber);
  const details = { entity: form.entity, head: headId === undefined ? undefined : form.people[headId] };
  await supersedeEntity(trx, index, record.at);
  const { id } = await trx
    .insertInto('record_entities')
    .values({
      account_id: accountId,
      number: record.entityNumber,
      province: number?.province ?? province,
      serial: number !== undefined && 'serial' in number ? number.serial : digitsOf(record.entityNumber),
      kind,
      certificate_index: index,
      details: seal(key, ENTITY, details),
      wrapped_key: wrapped,
      issued_on: record.issuedOn,
      order_id: record.orderId,
      changed_at: toDate(record.at),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, key };
}

/** MIIT's newest number holds (R-PUB-3): what was recorded of the same certificate or domain before is no more. */
async function supersedeEntity(trx: Database, certificate: Buffer, at: Instant): Promise<void> {
  await trx
    .updateTable('record_entities')
    .set({ status: 'DEREGISTERED', changed_at: toDate(at) })
    .where('certificate_index', '=', certificate)
    .where('status', '<>', 'DEREGISTERED')
    .execute();
}

const digitsOf = (number: string): string => /\d+/.exec(number)?.[0] ?? '';
