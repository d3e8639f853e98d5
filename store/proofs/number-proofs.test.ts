/** Codes that prove mobiles: what they bind, how often they are sent, and how often one may be wrong. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import { calendarDays } from '../../domain/time/instant.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { MONDAY_MORNING, sampleForm, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { eraseOrder } from '../orders/erasure.ts';
import { listOf } from '../messages/messages.ts';
import { numberCode } from './number-code.ts';
import { answerCode, numbersProved, writeCode } from './number-proofs.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const TERMS = {
  validDays: calendarDays(365),
  codeMinutes: 10,
  maxWrongEntries: 3,
  codesPerDay: { perNumber: 2, perAccount: 3 },
};

const another = (() => {
  let issued = 0;
  return () => `1380077${String((issued += 1)).padStart(4, '0')}`;
})();

interface Asker {
  id: OrderId;
  accountId: AccountId;
}
const number = ({ id, accountId }: Asker, mobile: string) => ({
  orderId: id,
  accountId,
  personId: 'P1',
  mobile,
  at: MONDAY_MORNING,
});
const send = (asker: Asker, mobile: string) => writeCode(store.db, store.vault, number(asker, mobile), TERMS);
const answer = (asker: Asker, mobile: string, code: string) =>
  answerCode(store.db, store.vault, number(asker, mobile), { code, by: 'applicant-1', maxWrongEntries: 3 });
/** The code as the phone shows it. */
const shown = (sent: { messageId: string } | undefined) => numberCode(store.vault, sent?.messageId ?? 'none');
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');
const provedIn = ({ accountId }: Asker, mobile: string) =>
  numbersProved(store.db, store.vault, { accountId, form: sampleForm({ people: { P1: { mobile } } }) });
const newOrder = () => sampleOrder(store.db, store.vault);

describe('a code', () => {
  test('goes by SMS to the number, is six digits, and stands in no table', async () => {
    const order = await newOrder();
    const mobile = another();
    const sent = await send(order, mobile);
    expect(shown(sent)).toMatch(/^\d{6}$/);
    expect(await listOf(store.db, store.vault, order.id)).toMatchObject([
      { id: sent?.messageId, code: 'P-1', channel: 'SMS', address: mobile, personId: 'P1', status: 'PENDING' },
    ]);
    const [message] = await listOf(store.db, store.vault, order.id);
    expect(JSON.stringify(message?.params)).not.toContain(shown(sent));
  });

  test('proves the number, in whatever spelling, for the account and for no other account', async () => {
    const order = await newOrder();
    const mobile = another();
    const code = shown(await send(order, mobile));
    expect(await provedIn(order, mobile)).toEqual({});
    expect(await answer(order, `+86 ${mobile}`, code)).toBe('PROVED');
    expect(await provedIn(order, mobile)).toEqual({ P1: MONDAY_MORNING });
    expect(await provedIn(await newOrder(), mobile)).toEqual({});
    expect(await provedIn(order, another())).toEqual({});
  });

  test('is good once, for the number and the account that it was sent for, and only the last one', async () => {
    const order = await newOrder();
    const mobile = another();
    const first = shown(await send(order, mobile));
    const code = shown(await send(order, mobile));
    expect(await answer(order, another(), code)).toBe('NO_CODE');
    expect(await answer(await newOrder(), mobile, code)).toBe('NO_CODE');
    expect(await answer(order, mobile, first)).toBe('WRONG');
    expect(await answer(order, mobile, code)).toBe('PROVED');
    expect(await answer(order, mobile, code)).toBe('NO_CODE');
  });

  test('is dead after as many wrong entries as the policy allows, also when they come at the same moment', async () => {
    const order = await newOrder();
    const mobile = another();
    const code = shown(await send(order, mobile));
    const guesses = await Promise.all(Array.from({ length: 6 }, () => answer(order, mobile, wrong(code))));
    expect(guesses.filter((one) => one === 'WRONG')).toHaveLength(3);
    expect(await answer(order, mobile, code)).toBe('NO_CODE');
  });

  test('is dead when its minutes are over', async () => {
    const order = await newOrder();
    const mobile = another();
    const sent = await send(order, mobile);
    const past = new Date(Date.now() - 1000);
    await store.db
      .updateTable('number_codes')
      .set({ expires_at: past })
      .where('message_id', '=', sent?.messageId ?? '')
      .execute();
    expect(await answer(order, mobile, shown(sent))).toBe('NO_CODE');
  });
});

describe('how many codes a day are sent', () => {
  test('is bounded for a number over all accounts, also at the same moment', async () => {
    const mobile = another();
    const askers = await Promise.all(Array.from({ length: 5 }, () => newOrder()));
    const sent = await Promise.all(askers.map((asker) => send(asker, mobile)));
    expect(sent.filter((one) => one !== undefined)).toHaveLength(2);
  });

  test('is bounded for an account over all numbers, and a new day has room', async () => {
    const order = await newOrder();
    const outcomes = [];
    for (let tries = 0; tries < 4; tries += 1) outcomes.push((await send(order, another())) !== undefined);
    expect(outcomes).toEqual([true, true, true, false]);
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await store.db
      .updateTable('number_codes')
      .set({ asked_at: yesterday })
      .where('account_id', '=', order.accountId)
      .execute();
    expect(await send(order, another())).toBeDefined();
  });
});

test('a proof goes with the erasure of the order on which it was made', async () => {
  const order = await newOrder();
  const mobile = another();
  await answer(order, mobile, shown(await send(order, mobile)));
  await eraseOrder(store.db, store.vault, order.id, MONDAY_MORNING);
  expect(await provedIn(order, mobile)).toEqual({});
});
