/** A record of an account, as a completed first filing leaves it; for tests that begin with the record. */
import { randomBytes } from 'node:crypto';
import { newOrderId, type AccountId } from '../../../domain/identifiers.ts';
import type { OrderForm } from '../../../domain/order/form.ts';
import { domainsOf } from '../../../domain/order/registrable-domains.ts';
import { civilDate, shanghai } from '../../../domain/time/instant.ts';
import { openOrder } from '../../../store/orders/open-order.ts';
import { releasePlace } from '../../../store/orders/place.ts';
import type { Database } from '../../../store/postgres/database.ts';
import { ENTITY } from '../../../store/records/record-details.ts';
import { writeRecord } from '../../../store/records/write-record.ts';
import { seal } from '../../../store/sealing/seal.ts';
import type { Vault } from '../../../store/sealing/vault.ts';

const LETTERS: Partial<Record<string, string>> = {
  GD: '粤',
  HB: '鄂',
  SD: '鲁',
  SC: '蜀',
  SN: '陕',
  JS: '苏',
  BJ: '京',
};
let issued = 0;

/** Puts the form on record and returns the numbers, websites by their names in the form. */
export async function recordOfAccount(
  { database, vault }: { database: Database; vault: Vault },
  accountId: string,
  form: OrderForm,
): Promise<{ entity: string; websites: Record<string, string> }> {
  issued += 1;
  const count = issued; // another call may come in between
  const at = shanghai('2026-01-12 09:00');
  const id = newOrderId(civilDate(at), randomBytes(8));
  const opened = await openOrder(database, vault, {
    id,
    accountId: accountId as AccountId,
    openedAt: at,
    type: 'FIRST',
    form,
    domains: domainsOf(form),
  });
  if (!opened.opened) throw new Error(`the account's place is held by ${opened.heldBy}`);
  const serial = `2025${String(process.pid % 1000).padStart(3, '0')}${String(count).padStart(3, '0')}`;
  const entity = `${LETTERS[form.entity.province ?? ''] ?? '京'}ICP备${serial}号`;
  const websites = Object.entries(form.websites).map(([name, { domain = '' }], index) => ({
    name,
    domain,
    number: `${entity}-${index + 1}`,
  }));
  await writeRecord(database, vault, {
    orderId: id,
    at,
    issuedOn: civilDate(at),
    entityNumber: entity,
    websites: websites.map(({ domain, number }) => ({ domain, number })),
  });
  await database.updateTable('orders').set({ stage: 'COMPLETED' }).where('id', '=', id).execute();
  await database.deleteFrom('processes').where('case_id', '=', id).execute();
  await releasePlace(database, id);
  return { entity, websites: Object.fromEntries(websites.map(({ name, number }) => [name, number])) };
}

/** The entity's details as MIIT has meanwhile changed them. */
export async function miitChanges(
  { database, vault }: { database: Database; vault: Vault },
  number: string,
  { entity, people }: OrderForm,
): Promise<void> {
  const { wrapped_key: wrapped } = await database
    .selectFrom('record_entities')
    .select('wrapped_key')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  if (wrapped === null) throw new Error('the record was erased');
  const details = { entity, head: people[entity.headId ?? ''] };
  await database
    .updateTable('record_entities')
    .set({ details: seal(vault.unwrap(number, wrapped), ENTITY, details) })
    .where('number', '=', number)
    .execute();
}
