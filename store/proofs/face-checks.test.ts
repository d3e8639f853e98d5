import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { later, MONDAY_MORNING, sampleActionId, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { markTold, noteReturn, sessionsToAsk, takeQuestion } from './face-checks-to-settle.ts';
import { finishSession, readSession, sessionsOf, startSession } from './face-checks.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

test('A-154: each of two people has a result of their own, one after a fail', async () => {
  const { db, vault } = store;
  const { id: orderId } = await sampleOrder(db, vault);
  const check = async (personId: string, status: 'PASSED' | 'FAILED', minutes: number) => {
    const vendorReference = sampleActionId();
    const url = 'https://face.example.cn/t/secret';
    const at = later(MONDAY_MORNING, minutes * 60_000);
    await startSession(db, vault, {
      orderId,
      personId,
      personFingerprint: `f-${personId}`,
      vendorReference,
      url,
      at,
      linkUntil: MONDAY_MORNING,
    });
    return finishSession(db, vault, vendorReference, { ...(status === 'FAILED' ? NO_MATCH : { status }), at });
  };
  await check('P1', 'PASSED', 1);
  await check('P1', 'FAILED', 2);
  await check('P1', 'PASSED', 3);
  await check('P2', 'PASSED', 4);
  await check('P3', 'FAILED', 5);
  const sessions = await sessionsOf(db, vault, orderId);
  expect(sessions).toHaveLength(5);
  const last = (personId: string) => sessions.findLast((session) => session.personId === personId);
  expect(last('P1')).toMatchObject({
    status: 'PASSED',
    personFingerprint: 'f-P1',
    finishedAt: later(MONDAY_MORNING, 180_000),
  });
  expect(last('P2')).toMatchObject({
    status: 'PASSED',
    personFingerprint: 'f-P2',
    finishedAt: later(MONDAY_MORNING, 240_000),
  });
});

const NO_MATCH = { status: 'FAILED', cause: 'PERSON', reason: '2016' } as const;

async function opened(): Promise<string> {
  const { db, vault } = store;
  const { id: orderId } = await sampleOrder(db, vault);
  const vendorReference = sampleActionId();
  const session = {
    orderId,
    personId: 'P1',
    personFingerprint: 'f',
    vendorReference,
    url: 'https://face.example.cn/t/1',
    returnTo: 'https://portal.example.cn/orders',
    at: MONDAY_MORNING,
    linkUntil: later(MONDAY_MORNING, 7_200_000),
  };
  await startSession(db, vault, session);
  await startSession(db, vault, session);
  return vendorReference;
}
const due = async (reference: string, now = later(MONDAY_MORNING, 60_000)) =>
  (await sessionsToAsk(store.db, { now, limit: 1000 })).some(({ vendorReference }) => vendorReference === reference);

test('the ending of a session does not change, and a repeat says so', async () => {
  const { db, vault } = store;
  const reference = await opened();
  const passed = { status: 'PASSED', at: MONDAY_MORNING } as const;
  expect(await finishSession(db, vault, reference, passed)).toMatchObject({ changed: true });
  expect(await finishSession(db, vault, reference, { ...NO_MATCH, at: MONDAY_MORNING })).toMatchObject({
    changed: false,
    session: { status: 'PASSED', url: 'https://face.example.cn/t/1', returnTo: 'https://portal.example.cn/orders' },
  });
  expect(await readSession(db, vault, { vendorReference: 'unknown' })).toBeUndefined();
  expect(await finishSession(db, vault, 'unknown', passed)).toBeUndefined();
});

test('a person who failed and then passes under the same link has passed', async () => {
  const { db, vault } = store;
  const reference = await opened();
  await finishSession(db, vault, reference, { ...NO_MATCH, at: MONDAY_MORNING });
  const failed = await readSession(db, vault, { vendorReference: reference });
  expect(failed).toMatchObject({ status: 'FAILED', cause: 'PERSON', unacknowledged: true });
  await finishSession(db, vault, reference, { status: 'PASSED', at: MONDAY_MORNING });
  if (failed !== undefined) await markTold(db, failed); // The fail was told and the pass was not.
  const session = await readSession(db, vault, { vendorReference: reference });
  expect(session).toMatchObject({ status: 'PASSED', cause: undefined, reason: undefined, unacknowledged: true });
});

test('the vendor is asked about a session until it ends, at its next minute or at once when the person came back', async () => {
  const { db, vault } = store;
  const reference = await opened();
  const question = {
    at: MONDAY_MORNING,
    notBefore: later(MONDAY_MORNING, -10_000),
    next: later(MONDAY_MORNING, 300_000),
  };
  expect(await takeQuestion(db, reference, question)).toBe(true);
  expect(await due(reference)).toBe(false);
  expect(await due(reference, later(MONDAY_MORNING, 300_000))).toBe(true);
  expect(await noteReturn(db, reference, MONDAY_MORNING)).toBe(true);
  expect(await due(reference)).toBe(true);
  await finishSession(db, vault, reference, { ...NO_MATCH, at: MONDAY_MORNING });
  expect(await due(reference)).toBe(false);
  expect(await noteReturn(db, 'unknown', MONDAY_MORNING)).toBe(false);
});

test('an expired session is over, and no filing is told of it', async () => {
  const { db, vault } = store;
  const reference = await opened();
  const expired = { status: 'EXPIRED', cause: 'LINK_EXPIRED', reason: '15', at: MONDAY_MORNING } as const;
  await finishSession(db, vault, reference, expired);
  expect(await due(reference)).toBe(false);
});
