import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { sampleSms, stepOfMessages } from '../../test/support/orders/stored-messages.ts';
import { listOf } from './messages.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

describe('messages of a step', () => {
  test('A-165 R-MSG-1: people who share a number get one message, however often the step is tried', async () => {
    const written = [' 13800138000 ', '+86 138 0013 8000', '0086-13800138000'];
    const both = [sampleSms(), ...written.map((number) => sampleSms(number)), sampleSms('13900139000')];
    const { orderId } = await stepOfMessages(store, both);
    const step = await stepOfMessages(store, both, { orderId });
    const addresses = (await step.attempt()).map(({ address }) => address?.trim());
    expect(addresses.toSorted((a = '', b = '') => a.localeCompare(b))).toEqual(['13800138000', '13900139000']);
  });

  test('R-MSG-1: a mailbox is the same however it is written', async () => {
    const mail = (address: string) => sampleSms(address, { channel: 'EMAIL' });
    const step = await stepOfMessages(store, [mail('zhou.lan@example.cn'), mail(' Zhou.Lan@Example.CN')]);
    expect(await step.log()).toHaveLength(1);
  });

  test('another event, channel or workflow of the order makes another message', async () => {
    const first = await stepOfMessages(store, [sampleSms(), sampleSms('13800138000', { channel: 'EMAIL' })]);
    const { orderId } = first;
    await stepOfMessages(store, [sampleSms()], { orderId, seq: 2 });
    const duties = await stepOfMessages(store, [sampleSms()], { orderId, source: 'obligations' });
    expect(await listOf(store.db, store.vault, orderId)).toHaveLength(4);
    expect(await first.attempt()).toHaveLength(2);
    expect(await duties.attempt()).toHaveLength(1);
  });

  test('A-147: address and text are stored as ciphertext only', async () => {
    const { orderId } = await stepOfMessages(store);
    const row = await store.db
      .selectFrom('messages')
      .selectAll()
      .where('case_id', '=', orderId)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain('13800138000');
    expect(`${row.address?.toString('utf8')}${row.params?.toString('utf8')}`).not.toMatch(/1380013|ITEMS/);
  });
});
