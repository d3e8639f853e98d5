/** Code tables of the release and of MIIT, and numbers for parts of orders, on a database of their own. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { shanghai } from '../../domain/time/instant.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { nameParts } from '../bureau-ids/bureau-ids.ts';
import { codesReader, takeCodes, type ToldRow } from './bureau-codes.ts';

let store: MigratedDatabase;

beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const AT = shanghai('2026-03-02 09:30');
const content = (id: string, name: string, valid = true): ToldRow => ({ table: 'CONTENT', id, name, valid });

test('R-HO-4 the tables of the release hold until MIIT sends one, which then holds alone (A-182)', async () => {
  const codes = codesReader(store.db);
  const before = await codes();
  expect(before.row('CONTENT', 9)?.name).toBe('网络购物');
  expect(before.row('CONTENT', 40)).toBeUndefined();

  const different = await takeCodes(store.db, { name: '20260302093000_zj_1.xml', at: AT }, [
    content('9', '网络购物'),
    content('8', '单位门户'),
    content('40', '示例服务'),
  ]);
  expect(different.map(({ id }) => id)).toEqual(['8', '40']);
  const after = await codes();
  expect(after.version).not.toBe(before.version);
  expect(after.rows('CONTENT').map(({ id, name }) => `${id} ${name}`)).toEqual([
    '8 单位门户',
    '9 网络购物',
    '40 示例服务',
  ]);
  expect(after.row('CONTENT', 40)).toMatchObject({ source: '20260302093000_zj_1.xml', asOf: '2026-03-02' });
  expect(after.row('LANGUAGE', 1)?.name).toBe('中文简体');

  await takeCodes(store.db, { name: '20260303093000_zj_2.xml', at: AT }, [content('40', '示例服务', false)]);
  expect((await codes()).row('CONTENT', 40)).toBeUndefined();
  expect((await codes()).row('CONTENT', 9)?.name).toBe('网络购物');
});

test('a file that comes again changes nothing', async () => {
  const file = { name: '20260304093000_zj_3.xml', at: AT };
  const language: ToldRow = { table: 'LANGUAGE', id: '1', name: '简体', valid: true };
  expect(await takeCodes(store.db, file, [language])).toEqual([language]);
  expect(await takeCodes(store.db, file, [{ ...language, name: '繁体' }])).toEqual([]);
  expect((await codesReader(store.db)()).row('LANGUAGE', 1)?.name).toBe('简体');
});

test('a part of an order keeps its number, and no two parts have the same', async () => {
  const { id: orderId } = await sampleOrder(store.db, store.vault);
  const part = (key: string) => ({ key, kind: 'WZ', orderId, websiteId: 'W1' });
  const first = await nameParts(store.db, [part('WZ:a:W1'), part('WZ:a:W2')]);
  const again = await nameParts(store.db, [part('WZ:a:W2'), part('WZ:a:W3')]);
  expect(again.get('WZ:a:W2')).toBe(first.get('WZ:a:W2'));
  expect(new Set([...first.values(), ...again.values()]).size).toBe(3);
  expect([...first.values()].every((id) => /^[1-9]\d*$/.test(id))).toBe(true);
});
