import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { smallEnterprise } from '../test/support/orders/applicants.ts';
import { startDesk, type Desk } from '../test/support/desk/desk.ts';
import { judgeAgreement } from './verdict.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

/** An order that has ended in Postgres while its filing has a last task to do. */
async function ending() {
  const filing = await desk.open({ form: smallEnterprise(), at: '2026-04-13 10:00' });
  await filing.delivered();
  await desk.database.updateTable('orders').set({ stage: 'ABANDONED' }).where('id', '=', filing.orderId).execute();
  return filing;
}

test('a filing that is about to end agrees with its ended order, and one that was terminated does not', async () => {
  const filing = await ending();
  const judging = judgeAgreement(desk.database, desk.client);
  expect(await filing.act('abandon', {}, { anyVisit: true })).toBe('APPLIED');
  expect((await judging).broken).toEqual([]);

  const terminated = await ending();
  await terminated.handle.terminate('a mistake');
  const { broken } = await judgeAgreement(desk.database, desk.client);
  expect(broken).toEqual([`${terminated.orderId} is ABANDONED in Postgres, and its filing is TERMINATED`]);
});
