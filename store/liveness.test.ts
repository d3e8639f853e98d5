import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../test/support/migrated-database.ts';
import { later, MONDAY_MORNING, sampleActionId, sampleOrder } from '../test/support/sample-orders.ts';
import { currentPasses, finishSession, readSession, sessionsOf, startSession, unansweredSessions } from './liveness.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

test('A-154: one person fails and passes, another passes; each has a latest pass of their own', async () => {
  const { db, vault } = store;
  const { id: orderId } = await sampleOrder(db, vault);
  const check = async (personId: string, status: 'PASSED' | 'FAILED', minutes: number) => {
    const vendorReference = sampleActionId();
    const url = 'https://face.example.cn/t/secret';
    await startSession(db, vault, {
      orderId,
      personId,
      personFingerprint: `f-${personId}`,
      vendorReference,
      url,
      at: MONDAY_MORNING,
    });
    const at = later(MONDAY_MORNING, minutes * 60_000);
    return finishSession(db, vault, {
      vendorReference,
      status,
      at,
      ...(status === 'FAILED' ? { reason: 'NO_MATCH' } : {}),
    });
  };
  await check('P1', 'PASSED', 1);
  await check('P1', 'FAILED', 2);
  await check('P1', 'PASSED', 3);
  await check('P2', 'PASSED', 4);
  await check('P3', 'FAILED', 5);
  expect(await currentPasses(db, vault, orderId)).toEqual([
    { personId: 'P1', personFingerprint: 'f-P1', at: later(MONDAY_MORNING, 180_000) },
    { personId: 'P2', personFingerprint: 'f-P2', at: later(MONDAY_MORNING, 240_000) },
  ]);
  expect(await sessionsOf(db, vault, orderId)).toHaveLength(5);
});

test('the first result of a session stands; a repeat says so', async () => {
  const { db, vault } = store;
  const { id: orderId } = await sampleOrder(db, vault);
  const vendorReference = sampleActionId();
  const session = {
    orderId,
    personId: 'P1',
    personFingerprint: 'f',
    vendorReference,
    url: 'https://face.example.cn/t/1',
    at: MONDAY_MORNING,
  };
  await startSession(db, vault, session);
  await startSession(db, vault, session);
  const unanswered = await unansweredSessions(db, { before: later(MONDAY_MORNING, 1), limit: 100 });
  expect(unanswered).toContainEqual({ orderId, personId: 'P1', vendorReference });

  const result = { vendorReference, at: MONDAY_MORNING };
  expect(await finishSession(db, vault, { ...result, status: 'PASSED' })).toMatchObject({ changed: true });
  expect(await finishSession(db, vault, { ...result, status: 'FAILED' })).toMatchObject({
    changed: false,
    session: { status: 'PASSED', url: 'https://face.example.cn/t/1' },
  });
  expect(await readSession(db, vault, { vendorReference: 'unknown' })).toBeUndefined();
  expect(await finishSession(db, vault, { ...result, vendorReference: 'unknown', status: 'PASSED' })).toBeUndefined();
});
