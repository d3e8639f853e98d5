/** A website of a record: written when it comes to be on record, changed, and taken off it. */
import { parseIcpNumber } from '../../domain/record/icp-number.ts';
import type { DetailsFrom } from '../../domain/record/record-change.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { toDate, type Database } from '../postgres/database.ts';
import { closeAccesses } from './accesses.ts';
import { WEBSITE } from './record-details.ts';
import { headIndex } from './recorded-facts.ts';
import { websiteOf } from './website-of-form.ts';
import { seal } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import type { RecordedOrder } from './recorded-order.ts';
import type { OpenEntity } from './write-entity.ts';

/** One that is known here keeps its details unless the order brings them. */
export async function writeWebsite(
  trx: Database,
  vault: Vault,
  { orderId, form, at, issuedOn }: RecordedOrder,
  entity: OpenEntity,
  { number, domain: written, details }: { number: string; domain: string; details: DetailsFrom },
): Promise<void> {
  const domain = written.toLowerCase();
  const website = websiteOf(form, domain)?.website ?? {};
  const head = website.headId === undefined ? undefined : form.people[website.headId];
  const sealed = seal(entity.key, WEBSITE, { website, head });
  const index = headIndex(vault, head) ?? null;
  await supersede(trx, domain, number, at);
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
}

/** MIIT's newest number holds (R-PUB-3): what was recorded of the same domain before is no more. */
async function supersede(trx: Database, domain: string, number: string, at: Instant): Promise<void> {
  const gone = await trx
    .updateTable('record_websites')
    .set({ status: 'DEREGISTERED', changed_at: toDate(at) })
    .where('domain', '=', domain)
    .where('number', '<>', number)
    .where('status', '<>', 'DEREGISTERED')
    .returning('id')
    .execute();
  await closeAccesses(
    trx,
    at,
    gone.map(({ id }) => id),
  );
}

/** The website leaves the record; an entity without any other is a shell from then on (R-INSP-12). */
export async function removeWebsite(trx: Database, at: Instant, number: string): Promise<void> {
  const gone = await trx
    .updateTable('record_websites')
    .set({ status: 'DEREGISTERED', changed_at: toDate(at) })
    .where('number', '=', number)
    .returning(['id', 'entity_id'])
    .executeTakeFirst();
  if (gone === undefined) return;
  await closeAccesses(trx, at, [gone.id]);
  await trx
    .updateTable('record_entities')
    .set({ status: 'SHELL', changed_at: toDate(at) })
    .where('id', '=', gone.entity_id)
    .where('status', '=', 'ACTIVE')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('record_websites')
            .select('id')
            .where('entity_id', '=', gone.entity_id)
            .where('status', '<>', 'DEREGISTERED'),
        ),
      ),
    )
    .execute();
}

/** Counts the websites of an entity; numbers of an unknown form go first. */
function suffixOf(text: string): number {
  const number = parseIcpNumber(text);
  return number !== undefined && 'suffix' in number ? number.suffix : 0;
}
