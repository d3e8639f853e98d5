/** Facts on record here that concern a new order: the entity's websites, and heads that other organisations have already. */
import type { RecordedWebsite } from '../../domain/check-order/order.ts';
import type { OrderForm, Person } from '../../domain/order/form.ts';
import { siteHeads } from '../../domain/order/heads.ts';
import type { Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { ifReadable, openIfReadable } from '../sealing/seal.ts';
import { WEBSITE } from './record-details.ts';
import { certificateIndex } from '../orders/certificate-index.ts';

/** Blind index of a person in charge, by the document's number; undefined while there is none. */
export const headIndex = (vault: Vault, person: Person | undefined): Buffer | undefined =>
  person?.documentNumber === undefined
    ? undefined
    : vault.blindIndex('website-head', person.documentNumber.replaceAll(/\s/g, '').toUpperCase());

/** The entity of an order: of one opened from a record the record's, whatever certificate the order gives it. */
export interface EntityOfOrder {
  form: OrderForm;
  /** The number of the record that the order was opened from. */
  recordNumber: string | undefined;
}

/** The websites an entity has on record (R-SITE-7, C-21); one without an access here serves nobody. */
export async function recordedWebsites(db: Database, vault: Vault, order: EntityOfOrder): Promise<RecordedWebsite[]> {
  const { certificateNumber } = order.form.entity;
  if (order.recordNumber === undefined && certificateNumber === undefined) return [];
  const rows = await db
    .selectFrom('record_websites')
    .innerJoin('record_entities', 'record_entities.id', 'record_websites.entity_id')
    .leftJoin('record_accesses', (join) =>
      join.onRef('record_accesses.website_id', '=', 'record_websites.id').on('record_accesses.closed_at', 'is', null),
    )
    .select([
      'record_websites.domain',
      'record_websites.number',
      'record_websites.status',
      'record_accesses.id as access_id',
    ])
    .select(['record_entities.number as entity_number', 'wrapped_key', 'record_websites.details'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('record_accesses_elsewhere as elsewhere')
            .select('elsewhere.website_id')
            .whereRef('elsewhere.website_id', '=', 'record_websites.id')
            .where('elsewhere.closed_at', 'is', null),
        )
        .as('elsewhere'),
    )
    .where((eb) =>
      order.recordNumber === undefined
        ? eb('record_entities.certificate_index', '=', certificateIndex(vault, certificateNumber ?? ''))
        : eb('record_entities.number', '=', order.recordNumber),
    )
    .where('record_entities.status', '<>', 'DEREGISTERED')
    .where('record_websites.status', '<>', 'DEREGISTERED')
    .orderBy('suffix')
    .execute();
  const [first] = rows;
  const wrapped = first?.wrapped_key ?? undefined;
  const key = wrapped && ifReadable(() => vault.unwrap(first?.entity_number ?? '', wrapped));
  return rows.map(({ domain, number, status, access_id: access, elsewhere, details }) => ({
    domain,
    number,
    ...(elsewhere === true ? { elsewhere } : {}),
    state: status === 'ACTIVE' && access !== null ? 'IN_USE' : 'UNUSED',
    ...lastDay(openIfReadable(key, WEBSITE, details)?.head),
  }));
}

const lastDay = (head: Person | undefined): Pick<RecordedWebsite, 'headValidUntil'> => {
  const until = head?.documentValidUntil;
  return until === undefined || until === 'LONG_TERM' ? {} : { headValidUntil: until };
};

/** Site heads of the form who are in charge of a website of another organisation; a personal filing does not count (R-PER-4). */
export async function headsOfOthers(
  db: Database,
  vault: Vault,
  { form, recordNumber }: EntityOfOrder,
): Promise<string[]> {
  const { certificateNumber } = form.entity;
  const heads = siteHeads(form).flatMap((id) => {
    const index = headIndex(vault, form.people[id]);
    return index === undefined ? [] : [{ id, index }];
  });
  if (certificateNumber === undefined || heads.length === 0) return [];
  const rows = await db
    .selectFrom('record_websites')
    .innerJoin('record_entities', 'record_entities.id', 'record_websites.entity_id')
    .select('head_index')
    .distinct()
    .where(
      'head_index',
      'in',
      heads.map(({ index }) => index),
    )
    .where('record_entities.kind', '<>', 'INDIVIDUAL')
    .where('record_entities.certificate_index', '<>', certificateIndex(vault, certificateNumber))
    .where('record_entities.number', '<>', recordNumber ?? '')
    .where('record_entities.status', '<>', 'DEREGISTERED')
    .where('record_websites.status', '<>', 'DEREGISTERED')
    .execute();
  return heads.filter(({ index }) => rows.some((row) => row.head_index?.equals(index) === true)).map(({ id }) => id);
}
