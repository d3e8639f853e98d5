/**
 * Whether MIIT's numbers can be those of an order. This is checked before a record is written, so that mixed-up numbers go
 * to an operator and neither into somebody else's record nor into an error that is retried for ever.
 */
import type { Finding } from '../../domain/finding.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import type { Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { certificateIndex } from '../orders/certificate-index.ts';
import { readOrder } from '../orders/orders.ts';
import { recordHere } from './record-here.ts';
import { websiteOf } from './website-of-form.ts';
import { asStored, type RecordToWrite } from './record-to-write.ts';

type Numbers = Exclude<RecordToWrite, { removed: true }>;

/** The reasons why this record cannot be the order's; empty when it can. */
export async function misfits(db: Database, vault: Vault, told: RecordToWrite): Promise<Finding[]> {
  const record = asStored(told);
  const order = await readOrder(db, vault, record.orderId);
  const { form, type, accountId } = order ?? {};
  const { province, kind, certificateNumber } = form?.entity ?? {};
  if (!form || !province || !kind || certificateNumber === undefined) {
    return [finding('order', 'FORM_INCOMPLETE', 'The order no longer holds the data a record is made of.')];
  }
  const index = certificateIndex(vault, certificateNumber);
  if ('removed' in record) {
    const known = await recordHere(db, { number: undefined, certificate: index });
    return known === undefined ? [finding('record', 'NOT_ON_RECORD', 'Nothing of this entity is on record here.')] : [];
  }
  const named = record.websites.map(({ domain }) => websiteOf(form, domain)?.id);
  const unnamed = Object.keys(form.websites).filter((id) => !named.includes(id));
  const findings = [
    ...(named.includes(undefined)
      ? [finding('record.websites', 'FOREIGN_DOMAIN', 'The record names a domain this order does not file.')]
      : []),
    ...(type !== undefined && rowOf(type).syncNames === 'EVERY_WEBSITE' && unnamed.length > 0
      ? [finding('record.websites', 'WEBSITE_WITHOUT_NUMBER', `No number is told for ${unnamed.join(', ')}.`)]
      : []),
  ];
  return [
    ...findings,
    ...(await entityMisfits(db, record, { index, accountId })),
    ...(await websiteMisfits(db, record)),
  ];
}

/** The number belongs to somebody else, or the entity has another number. */
async function entityMisfits(
  db: Database,
  { entityNumber }: Numbers,
  owner: { index: Buffer; accountId: string | undefined },
): Promise<Finding[]> {
  const [known, own] = await Promise.all([
    db
      .selectFrom('record_entities')
      .select(['wrapped_key', 'certificate_index', 'account_id'])
      .where('number', '=', entityNumber)
      .executeTakeFirst(),
    db
      .selectFrom('record_entities')
      .select('number')
      .where('certificate_index', '=', owner.index)
      .where('status', '<>', 'DEREGISTERED')
      .executeTakeFirst(),
  ]);
  const path = 'record.entityNumber';
  const isOwn =
    known === undefined ||
    (known.wrapped_key !== null &&
      (known.certificate_index.equals(owner.index) || known.account_id === owner.accountId));
  return [
    ...(isOwn ? [] : [finding(path, 'NUMBER_OF_ANOTHER_ENTITY', 'This number is on record for another entity.')]),
    ...(own === undefined || own.number === entityNumber
      ? []
      : [finding(path, 'ENTITY_HAS_ANOTHER_NUMBER', 'The entity is on record under another number.')]),
  ];
}

/** A number belongs to another website, or a domain has another number. */
async function websiteMisfits(db: Database, { entityNumber, websites }: Numbers): Promise<Finding[]> {
  if (websites.length === 0) return [];
  const known = await db
    .selectFrom('record_websites')
    .innerJoin('record_entities', 'record_entities.id', 'record_websites.entity_id')
    .select(['record_websites.number', 'record_websites.domain', 'record_entities.number as entity'])
    .where((eb) =>
      eb.or([
        eb(
          'record_websites.number',
          'in',
          websites.map(({ number }) => number),
        ),
        eb.and([
          eb(
            'record_websites.domain',
            'in',
            websites.map(({ domain }) => domain),
          ),
          eb('record_websites.status', '<>', 'DEREGISTERED'),
        ]),
      ]),
    )
    .execute();
  const fits = known.every(
    (row) =>
      row.entity === entityNumber &&
      websites.some(({ number, domain }) => number === row.number && domain === row.domain),
  );
  if (fits) return [];
  return [finding('record.websites', 'ON_RECORD_OTHERWISE', 'A number or domain is on record for another website.')];
}

const finding = (path: string, code: string, advice: string): Finding => ({ path, code, advice });
