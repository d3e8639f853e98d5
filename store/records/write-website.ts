/** Makes a website of an approved filing visible here, with its access through this provider. */
import type { OrderForm, Website } from '../../domain/order/form.ts';
import { parseIcpNumber } from '../../domain/record/icp-number.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
import { WEBSITE } from './record-details.ts';
import { headIndex } from './recorded-facts.ts';
import type { RecordToWrite } from './record-to-write.ts';
import { seal, type DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

export interface OpenEntity {
  id: string;
  key: DataKey;
}

async function supersedeWebsite(trx: Database, domain: string, number: string, at: Instant): Promise<void> {
  const gone = await trx
    .updateTable('record_websites')
    .set({ status: 'DEREGISTERED', changed_at: toDate(at) })
    .where('domain', '=', domain)
    .where('number', '<>', number)
    .where('status', '<>', 'DEREGISTERED')
    .returning('id')
    .execute();
  if (gone.length === 0) return;
  await trx
    .updateTable('record_accesses')
    .set({ closed_at: toDate(at) })
    .where(
      'website_id',
      'in',
      gone.map(({ id }) => id),
    )
    .where('closed_at', 'is', null)
    .execute();
}

export async function writeWebsite(
  trx: Database,
  vault: Vault,
  written: {
    record: RecordToWrite;
    entity: OpenEntity;
    domain: string;
    number: string;
    form: OrderForm;
    website: Website;
  },
): Promise<string> {
  const { record, entity, domain, number, form, website } = written;
  const head = website.headId === undefined ? undefined : form.people[website.headId];
  const sealed = seal(entity.key, WEBSITE, { website, head });
  const index = headIndex(vault, head) ?? null;
  await supersedeWebsite(trx, domain, number, record.at);
  const { id } = await trx
    .insertInto('record_websites')
    .values({
      entity_id: entity.id,
      number,
      suffix: suffixOf(number),
      domain,
      details: sealed,
      head_index: index,
      order_id: record.orderId,
      issued_on: record.issuedOn,
      changed_at: toDate(record.at),
    })
    .onConflict((conflict) =>
      conflict
        .column('number')
        .doUpdateSet({ details: sealed, head_index: index, status: 'ACTIVE', changed_at: toDate(record.at) }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function openAccess(
  trx: Database,
  access: { record: RecordToWrite; websiteId: string; instanceId: string | undefined },
): Promise<void> {
  await trx
    .insertInto('record_accesses')
    .values({
      website_id: access.websiteId,
      type: 'FILED',
      instance_id: access.instanceId ?? null,
      order_id: access.record.orderId,
      opened_at: toDate(access.record.at),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Counts the websites of an entity; numbers of an unknown form go first. */
function suffixOf(text: string): number {
  const number = parseIcpNumber(text);
  return number !== undefined && 'suffix' in number ? number.suffix : 0;
}
