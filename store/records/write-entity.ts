/** The entity of a record: written when it comes to be on record, and changed. */
import { sql } from 'kysely';
import type { AccountId } from '../../domain/identifiers.ts';
import { parseIcpNumber } from '../../domain/record/icp-number.ts';
import type { DetailsFrom } from '../../domain/record/record-change.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { certificateIndex } from '../orders/certificate-index.ts';
import { toDate, type Database } from '../postgres/database.ts';
import { ENTITY } from './record-details.ts';
import { RecordError } from './record-error.ts';
import { removeEntity } from './removals.ts';
import type { RecordedOrder } from './recorded-order.ts';
import { seal, type DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';

export interface OpenEntity {
  id: string;
  key: DataKey;
}
interface WrittenEntity extends OpenEntity {
  replaced: string[];
}

/**
 * An entity that is known here keeps its details unless the order changes them. One that no account has taken over belongs to the
 * account of the order from now on. Returns also the ids of records that this one replaces.
 */
export async function writeEntity(
  trx: Database,
  vault: Vault,
  order: RecordedOrder,
  { number, details }: { number: string; details: DetailsFrom },
): Promise<WrittenEntity> {
  const known = await trx
    .selectFrom('record_entities')
    .select(['id', 'wrapped_key'])
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst();
  if (known === undefined || known.wrapped_key === null) return insertEntity(trx, vault, order, number);
  const key = vault.unwrap(number, known.wrapped_key);
  await trx
    .updateTable('record_entities')
    .set({
      status: 'ACTIVE',
      account_id: sql<AccountId>`coalesce(account_id, ${order.accountId})`,
      changed_at: toDate(order.at),
      ...(details === 'ORDER' ? changeable(described(vault, key, order)) : {}),
    })
    .where('id', '=', known.id)
    .execute();
  return { id: known.id, key, replaced: [] };
}

async function insertEntity(trx: Database, vault: Vault, order: RecordedOrder, number: string): Promise<WrittenEntity> {
  const { orderId, accountId, at, issuedOn } = order;
  const { key, wrapped } = vault.newKey(number);
  const columns = described(vault, key, order);
  const parsed = parseIcpNumber(number);
  const replaced = await supersede(trx, columns.certificate_index, at);
  const { id } = await trx
    .insertInto('record_entities')
    .values({
      ...columns,
      account_id: accountId,
      number,
      province: parsed?.province ?? columns.province,
      serial: parsed !== undefined && 'serial' in parsed ? parsed.serial : digitsOf(number),
      wrapped_key: wrapped,
      issued_on: issuedOn,
      order_id: orderId,
      changed_at: toDate(at),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, key, replaced };
}

/** What the order says of the entity. */
function described(vault: Vault, key: DataKey, { orderId, form }: RecordedOrder) {
  const { province, kind, certificateNumber, headId } = form.entity;
  if (province === undefined || kind === undefined || certificateNumber === undefined) {
    throw new RecordError(`the form of ${orderId} lacks the entity's province, kind or certificate`);
  }
  const details = { entity: form.entity, head: headId === undefined ? undefined : form.people[headId] };
  return {
    province,
    kind,
    certificate_index: certificateIndex(vault, certificateNumber),
    details: seal(key, ENTITY, details),
  };
}

/** The province of a record cannot change (R-ACC-8). */
const changeable = ({ province: _province, ...columns }: ReturnType<typeof described>) => columns;

/** MIIT's newest number holds (R-PUB-3): what was recorded of the same certificate before is no more, with all it has. */
async function supersede(trx: Database, certificate: Buffer, at: Instant): Promise<string[]> {
  const before = await trx
    .selectFrom('record_entities')
    .select(['id', 'number'])
    .where('certificate_index', '=', certificate)
    .where('status', '<>', 'DEREGISTERED')
    .execute();
  for (const { number } of before) await removeEntity(trx, at, number);
  return before.map(({ id }) => id);
}

const digitsOf = (number: string): string => /\d+/.exec(number)?.[0] ?? '';
