/**
 * Whether MIIT's numbers can be those of an order. This is checked before a record is written, so that mixed-up numbers go
 * to an operator and neither into somebody else's record nor into an error that is retried for ever.
 */
import type { Finding } from '../../domain/finding.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import { rowOf } from '../../domain/order-types/table.ts';
import type { Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { certificateIndex } from '../orders/certificate-index.ts';
import { readOrder } from '../orders/orders.ts';
import { websiteOf } from './website-of-form.ts';
import { asStored, partOf, type RecordToWrite } from './record-to-write.ts';

type Numbers = Exclude<RecordToWrite, { removed: true }>;

/**
 * The reasons why this record cannot be the order's; empty when it can. What an order asked to remove may be gone already: then
 * the order has what it asked for.
 */
export async function misfits(db: Database, vault: Vault, told: RecordToWrite): Promise<Finding[]> {
  const record = asStored(told);
  const order = await readOrder(db, vault, record.orderId);
  const { type, accountId } = order ?? {};
  const form = order?.form && partOf(order.form, record);
  const { province, kind, certificateNumber } = form?.entity ?? {};
  if (!form || !type || !province || !kind || certificateNumber === undefined) {
    return [finding('order', 'FORM_INCOMPLETE', 'The order no longer holds the data a record is made of.')];
  }
  if ('removed' in record) return [];
  const named = record.websites.map(({ domain }) => websiteOf(form, domain)?.id);
  const unnamed = Object.keys(form.websites).filter((id) => !named.includes(id));
  const findings = [
    ...(named.includes(undefined)
      ? [finding('record.websites', 'FOREIGN_DOMAIN', 'The record names a domain this order does not file.')]
      : []),
    ...(rowOf(type).syncNames === 'EVERY_WEBSITE' && unnamed.length > 0
      ? [finding('record.websites', 'WEBSITE_WITHOUT_NUMBER', `No number is told for ${unnamed.join(', ')}.`)]
      : []),
  ];
  return [
    ...findings,
    ...(await entityMisfits(db, record, { type, index: certificateIndex(vault, certificateNumber), accountId })),
    ...(await websiteMisfits(db, record, type)),
  ];
}

/** The number was deregistered, belongs to somebody else, or the entity has another number that still stands. */
async function entityMisfits(
  db: Database,
  { entityNumber }: Numbers,
  owner: { type: OrderType; index: Buffer; accountId: string | undefined },
): Promise<Finding[]> {
  const [known, own] = await Promise.all([
    db
      .selectFrom('record_entities')
      .select(['wrapped_key', 'certificate_index', 'account_id', 'status'])
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
  const isFiledAnew = known === undefined && rowOf(owner.type).issues === 'ENTITY_AND_WEBSITES';
  return [
    ...(isOwn ? [] : [finding(path, 'NUMBER_OF_ANOTHER_ENTITY', 'This number is on record for another entity.')]),
    ...(isOwn && known?.status === 'DEREGISTERED' ? [deregistered(path)] : []),
    ...(own === undefined || own.number === entityNumber || isFiledAnew
      ? []
      : [
          finding(
            path,
            'ENTITY_HAS_ANOTHER_NUMBER',
            `The entity is on record under ${own.number}. If MIIT does not know that number any more, report its removal, then tell the numbers again.`,
          ),
        ]),
  ];
}

/** A number was deregistered or belongs to another website, or a domain has another number that still stands. */
async function websiteMisfits(db: Database, { entityNumber, websites }: Numbers, type: OrderType): Promise<Finding[]> {
  if (websites.length === 0) return [];
  const path = 'record.websites';
  const known = await db
    .selectFrom('record_websites')
    .innerJoin('record_entities', 'record_entities.id', 'record_websites.entity_id')
    .select([
      'record_websites.number',
      'record_websites.domain',
      'record_websites.status',
      'record_entities.number as entity',
    ])
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
  const isTold = (row: { number: string }): boolean => websites.some(({ number }) => number === row.number);
  const isSame = (row: { number: string; domain: string; entity: string }): boolean =>
    row.entity === entityNumber &&
    websites.some(({ number, domain }) => number === row.number && domain === row.domain);
  // A website that is filed anew has a new number; what the domain had before is no more.
  const isOlder = (row: { number: string }): boolean => rowOf(type).issues !== 'NOTHING' && !isTold(row);
  const gone = known.filter((row) => isSame(row) && row.status === 'DEREGISTERED');
  const fits = known.every((row) => isSame(row) || isOlder(row));
  return [
    ...(gone.length > 0 ? [deregistered(path)] : []),
    ...(fits
      ? []
      : [
          finding(
            path,
            'ON_RECORD_OTHERWISE',
            'A number or domain is on record for another website. If MIIT does not know that website any more, report its removal, then tell the numbers again.',
          ),
        ]),
  ];
}

const deregistered = (path: string): Finding =>
  finding(
    path,
    'NUMBER_DEREGISTERED',
    'This number was deregistered and does not come back. Read the new number from MIIT.',
  );

const finding = (path: string, code: string, advice: string): Finding => ({ path, code, advice });
