import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { MONDAY_MORNING, sampleAccountId, sampleForm, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { readAccount, saveAccount } from '../accounts/accounts.ts';
import { openVault } from './vault.ts';
import { codesOfInstance, generateCode } from '../assets/authorization-codes.ts';
import { rotateKeys } from './key-rotation.ts';
import { readOrder } from '../orders/orders.ts';
import { recordPage } from '../records/records.ts';
import { writeRecord } from '../records/write-record.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const INDEX = 'an index key that stays, 32 characters or more';

test('after the master key was changed and the keys were rotated, everything opens without the old one', async () => {
  const { db } = store;
  const [before, after] = [key('before'), key('after')];
  const vault = openVault(before, INDEX);
  const accountId = sampleAccountId();
  await saveAccount(db, vault, { id: accountId, verified: true, mobile: '13800138000' });
  const { id: orderId } = await sampleOrder(db, vault, { accountId });
  const websites = [{ domain: 'example.cn', number: '琼ICP备2026000021号-1' }];
  const entityNumber = '琼ICP备2026000021号';
  await writeRecord(db, vault, { orderId, at: MONDAY_MORNING, entityNumber, websites, issuedOn: '2026-03-31' });
  await generateCode(db, vault, { instanceId: 'ins-1', accountId, max: 5, at: MONDAY_MORNING });

  const both = openVault(`${after},${before}`, INDEX);
  expect(await rotateKeys(db, both)).toEqual({ cases: 1, accounts: 1, records: 1, codes: 1 });
  expect(await rotateKeys(db, both)).toMatchObject({ cases: 0, accounts: 0, records: 0 });

  const alone = openVault(after, INDEX);
  expect((await readOrder(db, alone, orderId))?.form).toEqual(sampleForm());
  expect((await readAccount(db, alone, accountId))?.mobile).toBe('13800138000');
  expect((await recordPage(db, alone, accountId, { limit: 1 })).rows).toMatchObject([
    { details: { head: { name: '张三' } } },
  ]);
  expect((await codesOfInstance(db, alone, 'ins-1'))[0]?.code).toHaveLength(16);
  await expect(readOrder(db, vault, orderId)).rejects.toThrow('master key after is not configured');
});
