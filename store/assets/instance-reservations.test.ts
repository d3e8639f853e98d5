import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { present } from '../../domain/present.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { scansOf } from '../../test/support/servers/plan.ts';
import { MONDAY_MORNING, sampleAccountId, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import {
  consumeReservations,
  openReservationsOn,
  releaseReservations,
  reservationsOf,
} from './instance-reservations.ts';
import { reserve, reserveAgain, type ReserveRequest } from './reserve-instance.ts';
import {
  codesOfInstance,
  generateCode,
  voidCodes,
  type AuthorizationCode,
  type GeneratedCode,
} from './authorization-codes.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const at = MONDAY_MORNING;
const newInstance = () => `ins-${randomUUID()}`;

async function newRequest(
  source: ReserveRequest['source'],
  over: Partial<ReserveRequest> = {},
): Promise<ReserveRequest> {
  const { id: orderId, accountId } = await sampleOrder(store.db, store.vault);
  return { orderId, accountId, websiteId: 'W1', source, maxWebsites: 5, at, ...over };
}

type NewCode = Extract<GeneratedCode, { created: true }>['code'];

async function newCode(instanceId: string, grantedTo?: AuthorizationCode['grantedTo']): Promise<NewCode> {
  const request = {
    instanceId,
    accountId: sampleAccountId(),
    max: 5,
    at,
    ...present({ grantedTo }),
  };
  const made = await generateCode(store.db, store.vault, request);
  if (!made.created) throw new Error('no code was made');
  return made.code;
}

const stateOf = async (code: AuthorizationCode) =>
  (await codesOfInstance(store.db, store.vault, code.instanceId)).find(({ id }) => id === code.id)?.state;

describe('instances', () => {
  test('A-175: five websites on one server are accepted, the sixth is refused, and a freed place can be taken', async () => {
    const { db, vault } = store;
    const instanceId = newInstance();
    const requests = await Promise.all(Array.from({ length: 6 }, () => newRequest({ instanceId })));
    const reserved = await Promise.all(requests.map((request) => reserve(db, vault, request)));
    expect(reserved.filter((one) => one.reserved)).toHaveLength(5);
    expect(reserved).toContainEqual({ reserved: false, reason: 'INSTANCE_FULL' });

    const [open, ...others] = await openReservationsOn(db, instanceId);
    expect(others).toHaveLength(4);
    const refused = requests[reserved.findIndex((one) => !one.reserved)];
    if (open === undefined || refused === undefined) throw new Error('somebody has a place and somebody has none');
    await releaseReservations(db, open.orderId, at);
    expect(await reserve(db, vault, refused)).toMatchObject({ reserved: true });
  });

  test('a reservation made again is a repeat, and another instance replaces the first', async () => {
    const { db, vault } = store;
    const first = newInstance();
    const request = await newRequest({ instanceId: first });
    await reserve(db, vault, request);
    await reserve(db, vault, request);
    expect(await openReservationsOn(db, first)).toHaveLength(1);
    const second = newInstance();
    await reserve(db, vault, { ...request, source: { instanceId: second } });
    expect(await reservationsOf(db, request.orderId)).toMatchObject([{ instanceId: second, state: 'RESERVED' }]);
    expect(await openReservationsOn(db, first)).toEqual([]);
  });
});

test('the reservations of an order are found without reading those of other orders', async () => {
  const statement = sql`select * from reservations where order_id = ${'BA'} and state <> ${'RELEASED'}`;
  const scans = await scansOf(store.db, statement.compile(store.db));
  expect(scans).toMatchObject([{ kind: 'Index Scan', index: 'reservations_by_order' }]);
});

describe('authorization codes', () => {
  test('A-118 R-CODE-2: a server gives at most five codes, however many are asked for at once', async () => {
    const { db, vault } = store;
    const request = { instanceId: newInstance(), accountId: sampleAccountId(), max: 5, at };
    const made = await Promise.all(Array.from({ length: 8 }, () => generateCode(db, vault, request)));
    expect(made.filter(({ created }) => created)).toHaveLength(5);
    const codes = await codesOfInstance(db, vault, request.instanceId);
    expect(codes.map(({ state }) => state)).toEqual(Array.from({ length: 5 }, () => 'UNUSED'));
    expect(codes[0]?.code).toMatch(/^[2-9A-Z]{16}$/);
  });

  test('A-118 R-CODE-5: an abandoned order frees its code, an approved one uses it up for ever', async () => {
    const { db, vault } = store;
    const code = await newCode(newInstance());
    const request = await newRequest({ code: code.code });
    expect(await reserve(db, vault, request)).toEqual({ reserved: true, instanceId: code.instanceId, codeId: code.id });
    expect(await stateOf(code)).toBe('IN_USE');
    expect(await reserve(db, vault, await newRequest({ code: code.code }))).toEqual({
      reserved: false,
      reason: 'CODE_IN_USE',
    });
    expect(await reserve(db, vault, { ...request, websiteId: 'W2' })).toEqual({
      reserved: false,
      reason: 'CODE_IN_USE',
    });

    await releaseReservations(db, request.orderId, at);
    expect(await stateOf(code)).toBe('UNUSED');
    const next = await newRequest({ code: ` ${code.code.slice(0, 4)}-${code.code.slice(4).toLowerCase()}` });
    expect(await reserve(db, vault, next)).toMatchObject({ reserved: true });
    await consumeReservations(db, next.orderId, at);
    expect(await stateOf(code)).toBe('USED');
    await releaseReservations(db, next.orderId, at);
    expect(await reserve(db, vault, request)).toEqual({ reserved: false, reason: 'CODE_USED' });
  });

  test('one of two orders that take a code at once has it', async () => {
    const { db, vault } = store;
    const { code } = await newCode(newInstance());
    const requests = await Promise.all(Array.from({ length: 4 }, () => newRequest({ code })));
    const reserved = await Promise.all(requests.map((request) => reserve(db, vault, request)));
    expect(reserved.filter((one) => one.reserved)).toHaveLength(1);
  });

  test('A-076 R-ORD-8: a code of one account names its server in the order of another account', async () => {
    const { db, vault } = store;
    const instanceId = newInstance();
    const { code } = await newCode(instanceId);
    const request = await newRequest({ code });
    expect(await reserve(db, vault, request)).toMatchObject({ reserved: true, instanceId });
  });

  test('R-CODE-6: a code granted to one account serves no other, and an unknown one nobody', async () => {
    const { db, vault } = store;
    const code = await newCode(newInstance(), sampleAccountId());
    expect(await reserve(db, vault, await newRequest({ code: code.code }))).toEqual({
      reserved: false,
      reason: 'CODE_OF_ANOTHER_ACCOUNT',
    });
    expect(await reserve(db, vault, await newRequest({ code: 'NOSUCHCODE' }))).toEqual({
      reserved: false,
      reason: 'CODE_UNKNOWN',
    });
  });

  test('A-118 R-CODE-8: codes of an expired server are void, and their open orders are told', async () => {
    const { db, vault } = store;
    const code = await newCode(newInstance());
    const spare = await newCode(code.instanceId);
    const request = await newRequest({ code: code.code });
    await reserve(db, vault, request);
    const expired = await voidCodes(db, { instanceId: code.instanceId }, { at, reason: 'SERVER_EXPIRED' });
    expect(expired).toMatchObject([{ orderId: request.orderId, websiteId: 'W1' }]);
    expect(await voidCodes(db, { codeId: code.id }, { at, reason: 'WITHDRAWN' })).toEqual(expired);
    expect(await reservationsOf(db, request.orderId)).toMatchObject([{ websiteId: 'W1', isVoid: true }]);
    expect([await stateOf(code), await stateOf(spare)]).toEqual(['VOID', 'VOID']);
    await releaseReservations(db, request.orderId, at);
    expect(await stateOf(code)).toBe('VOID');
    expect(await reserve(db, vault, request)).toEqual({ reserved: false, reason: 'CODE_VOID' });
    expect(await voidCodes(db, { codeId: code.id }, { at, reason: 'WITHDRAWN' })).toEqual([]);
  });

  test('R-SM-13: a reactivation takes instances that are still free and names the websites that lost theirs', async () => {
    const { db, vault } = store;
    const [kept, lost] = [await newCode(newInstance()), await newCode(newInstance())];
    const request = await newRequest({ code: kept.code });
    await reserve(db, vault, request);
    await reserve(db, vault, { ...request, websiteId: 'W2', source: { code: lost.code } });
    await reserve(db, vault, { ...request, websiteId: 'W3', source: { instanceId: newInstance() } });
    await releaseReservations(db, request.orderId, at);
    await voidCodes(db, { codeId: lost.id }, { at, reason: 'WITHDRAWN' });
    expect(await reserveAgain(db, request.orderId, at, ['W1', 'W2'])).toEqual({ lost: ['W2'] });
    expect(await reservationsOf(db, request.orderId)).toMatchObject([{ websiteId: 'W1', codeId: kept.id }]);
    expect(await stateOf(kept)).toBe('IN_USE');
    expect(await reserveAgain(db, request.orderId, at, ['W1', 'W2'])).toEqual({ lost: ['W2'] });
  });
});
