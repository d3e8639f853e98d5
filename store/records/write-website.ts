/** A website of a record: written when it comes to be on record, and changed. */
import { parseIcpNumber } from '../../domain/record/icp-number.ts';
import type { DetailsFrom } from '../../domain/record/record-change.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
import { WEBSITE } from './record-details.ts';
import { headIndex } from './recorded-facts.ts';
import { removeWebsite } from './removals.ts';
import { websiteOf } from './website-of-form.ts';
import { seal } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import type { RecordedOrder } from './recorded-order.ts';
import type { OpenEntity } from './write-entity.ts';

/** One that is known here keeps its details unless the order brings them. Returns the ids of records that lose the domain to it. */
export async function writeWebsite(
  trx: Database,
  vault: Vault,
  { orderId, form, at, issuedOn }: RecordedOrder,
  entity: OpenEntity,
  { number, domain: written, details }: { number: string; domain: string; details: DetailsFrom },
): Promise<string[]> {
  const domain = written.toLowerCase();
  const website = websiteOf(form, domain)?.website ?? {};
  const head = website.headId === undefined ? undefined : form.people[website.headId];
  const sealed = seal(entity.key, WEBSITE, { website, head });
  const index = headIndex(vault, head) ?? null;
  const replaced = await supersede(trx, domain, number, at);
  await trx
    .insertInto('record_websites')
    .values({
      entity_id: entity.id,
      number,
      suffix: suffixOf(number),
      domain,
      details: sealed,
      head_index: index,
      order_id: orderId,
      issued_on: issuedOn,
      changed_at: toDate(at),
    })
    .onConflict((conflict) =>
      conflict.column('number').doUpdateSet({
        status: 'ACTIVE',
        changed_at: toDate(at),
        ...(details === 'ORDER' ? { details: sealed, head_index: index } : {}),
      }),
    )
    .execute();
  return replaced;
}

/** MIIT's newest number holds (R-PUB-3): what was recorded of the same domain before is no more. */
async function supersede(trx: Database, domain: string, number: string, at: Instant): Promise<string[]> {
  const before = await trx
    .selectFrom('record_websites')
    .select(['number', 'entity_id'])
    .where('domain', '=', domain)
    .where('number', '<>', number)
    .where('status', '<>', 'DEREGISTERED')
    .execute();
  for (const website of before) await removeWebsite(trx, at, website.number);
  return before.map(({ entity_id: id }) => id);
}

/** Counts the websites of an entity; numbers of an unknown form go first. */
function suffixOf(text: string): number {
  const number = parseIcpNumber(text);
  return number !== undefined && 'suffix' in number ? number.suffix : 0;
}
