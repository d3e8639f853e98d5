import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { wayToUrl } from '../../test/support/desk/way-to.ts';
import { PATIENCE_MS } from '../../test/support/patience.ts';
import { MONDAY_MORNING, sampleActionId, sampleOrder, sampleStep } from '../../test/support/orders/stored-orders.ts';
import type { ActionId, OrderId } from '../../domain/identifiers.ts';
import { startActionWaiter, type ActionWaiter } from './action-waiter.ts';
import { recordAfterEnd } from '../audit/after-end.ts';
import { STEP_CHANNEL } from './announcement.ts';
import type { StepEvent } from './step-events.ts';
import { writeFilingStep } from './filing-step.ts';

let store: MigratedDatabase;
let waiter: ActionWaiter;
let reportLost: (error: Error) => void = () => {};
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());
beforeEach(async () => {
  const { url, db, vault } = store;
  waiter = await startActionWaiter({ url, db, vault, onError: (error) => reportLost(error) });
});
afterEach(() => waiter.close());

async function act(orderId: OrderId, seq: number, actionId: ActionId = sampleActionId()): Promise<void> {
  const cause = { ...sampleStep(orderId).cause, actionId };
  await writeFilingStep(store.db, store.vault, sampleStep(orderId, { seq, cause }), () => ({
    waitingOn: 'reviewer',
    dues: [],
  }));
}

const newOrder = async () => (await sampleOrder(store.db, store.vault)).id;

describe('waiting for an outcome', () => {
  test('ends when the step is committed', async () => {
    const id = await newOrder();
    const actionId = sampleActionId();
    const waiting = waiter.waitForOutcome(id, actionId, PATIENCE_MS);
    await act(id, 1);
    await act(id, 2, actionId);
    expect(await waiting).toMatchObject({ actionId, outcome: 'APPLIED', seq: 2 });
  });

  test('R-ORD-12: an outcome that is there already is answered at once', async () => {
    const id = await newOrder();
    const actionId = sampleActionId();
    await act(id, 1, actionId);
    expect(await waiter.waitForOutcome(id, actionId, PATIENCE_MS)).toMatchObject({ seq: 1 });
  });

  test('ends with the outcome of an action after the end, too', async () => {
    const orderId = await newOrder();
    const actionId = sampleActionId();
    const waiting = waiter.waitForOutcome(orderId, actionId, PATIENCE_MS);
    const actor = { id: 'bureau', role: 'bureau', door: 'webhook' } as const;
    await recordAfterEnd(store.db, store.vault, {
      orderId,
      at: MONDAY_MORNING,
      actor,
      action: 'bureauDecision',
      actionId,
      refused: { reason: 'CLOSED' },
    });
    expect(await waiting).toMatchObject({ outcome: 'REFUSED', reason: 'CLOSED' });
  });

  test('gives up after its time, and when the waiter closes', async () => {
    const id = await newOrder();
    expect(await waiter.waitForOutcome(id, sampleActionId(), 50)).toBeUndefined();
    const waiting = waiter.waitForOutcome(id, sampleActionId(), 60_000);
    await waiter.close();
    expect(await waiting).toBeUndefined();
    expect(await waiter.waitForOutcome(id, sampleActionId(), 60_000)).toBeUndefined();
  });

  test('a hundred people who act at once each get their own outcome', async () => {
    const orders = await Promise.all(Array.from({ length: 20 }, newOrder));
    const actions = orders.flatMap((id) =>
      Array.from({ length: 5 }, (_, index) => ({ id, seq: index + 1, actionId: sampleActionId() })),
    );
    const waiting = actions.map(({ id, actionId }) => waiter.waitForOutcome(id, actionId, PATIENCE_MS));
    for (const { id, seq, actionId } of actions) await act(id, seq, actionId);
    const outcomes = await Promise.all(waiting);
    expect(outcomes.map((outcome) => outcome?.actionId)).toEqual(actions.map(({ actionId }) => actionId));
  });

  test('a lost connection is made again, and what was announced meanwhile is found', async () => {
    const id = await newOrder();
    const actionId = sampleActionId();
    const waiting = waiter.waitForOutcome(id, actionId, PATIENCE_MS);
    const lost = new Promise((resolve) => (reportLost = resolve));
    // In one transaction, so that the step is committed while nobody listens.
    await store.db.transaction().execute(async (trx) => {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'beian-waiter' and datname = current_database()`.execute(trx);
      await lost;
      const cause = { ...sampleStep(id).cause, actionId };
      await writeFilingStep(trx, store.vault, sampleStep(id, { cause }), () => ({ waitingOn: 'reviewer', dues: [] }));
    });
    expect(await waiting).toMatchObject({ actionId });
    const next = sampleActionId();
    const waitingAgain = waiter.waitForOutcome(id, next, PATIENCE_MS);
    await act(id, 2, next);
    expect(await waitingAgain).toMatchObject({ seq: 2 });
  });
});

describe('the connection that hears of steps', () => {
  /** A waiter with its own connection to Postgres, and everything that is reported about this connection. */
  async function waiterByItsOwnWay(answerWithinMs = PATIENCE_MS) {
    const { way, url } = await wayToUrl(store.url);
    const errors: Error[] = [];
    let told: (() => void) | undefined;
    const own = await startActionWaiter({
      url,
      db: store.db,
      vault: store.vault,
      probeEveryMs: 50,
      answerWithinMs,
      onError: (error) => {
        errors.push(error);
        told?.();
      },
    });
    return {
      way,
      own,
      errors,
      untilTold: async (times: number) => {
        while (errors.length < times) await new Promise<void>((resolve) => (told = resolve));
      },
      close: async () => {
        await own.close();
        await way.close();
      },
    };
  }

  test('is made again once, however often Postgres refused it, and each refusal is told once', async () => {
    const { way, own, errors, untilTold, close } = await waiterByItsOwnWay();
    try {
      const id = await newOrder();
      await way.cut();
      await untilTold(4);
      expect(own.isListening()).toBe(false);
      const actionId = sampleActionId();
      const waiting = own.waitForOutcome(id, actionId, PATIENCE_MS);
      await way.mend();
      const steps = own.subscribe(id);
      await steps.next(); // The stream reports the gap once the connection listens again.
      await act(id, 1, actionId);
      expect(await waiting).toMatchObject({ actionId });
      expect(own.isListening()).toBe(true);
      expect(way.made()).toBe(2);
      // One for the loss, one for each attempt; with pauses that double there is time for a handful.
      expect(errors.length).toBeLessThan(10);
    } finally {
      await close();
    }
  });

  test('is found to be dead without a message from Postgres, and is made again', async () => {
    const { way, own, untilTold, close } = await waiterByItsOwnWay(2_000);
    try {
      const id = await newOrder();
      const steps = own.subscribe(id);
      way.fallSilent();
      await untilTold(1);
      expect((await steps.next()).value).toEqual({ orderId: id });
      expect(own.isListening()).toBe(true);
      await act(id, 1);
      expect((await steps.next()).value).toMatchObject({ orderId: id, seq: 1 });
    } finally {
      await close();
    }
  });

  test('is not needed for an outcome, because the waiter looks from time to time and once more at the end', async () => {
    const { way, url } = await wayToUrl(store.url);
    const options = { url, db: store.db, vault: store.vault, probeEveryMs: 60_000 };
    const looking = await startActionWaiter({ ...options, lookEveryMs: 20 });
    const waitingOnly = await startActionWaiter({ ...options, lookEveryMs: 60_000 });
    way.fallSilent();
    try {
      const id = await newOrder();
      const actionId = sampleActionId();
      const found = looking.waitForOutcome(id, actionId, PATIENCE_MS);
      const atLast = waitingOnly.waitForOutcome(id, actionId, PATIENCE_MS);
      await act(id, 1, actionId);
      expect(await found).toMatchObject({ actionId });
      await way.close();
      await waitingOnly.close();
      expect(await atLast).toMatchObject({ actionId });
    } finally {
      await way.close();
      await Promise.all([looking.close(), waitingOnly.close()]);
    }
  });
});

describe('following an order', () => {
  test('brings its steps in order, and none of another order', async () => {
    const [id, other] = [await newOrder(), await newOrder()];
    const steps = waiter.subscribe(id);
    await act(other, 1);
    await act(id, 1);
    await act(id, 2);
    const seen: (number | undefined)[] = [];
    for await (const { seq } of steps) {
      seen.push(seq);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([1, 2]);
  });

  test('ends when the reader goes away', async () => {
    const gone = new AbortController();
    const steps = waiter.subscribe(await newOrder(), gone.signal);
    const next = steps.next();
    gone.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(await waiter.subscribe(await newOrder(), gone.signal).next()).toMatchObject({ done: true });
  });

  test('ignores announcements that Beian did not make', async () => {
    const id = await newOrder();
    const steps = waiter.subscribe(id);
    await sql`select pg_notify(${STEP_CHANNEL}, ${`${id} soon`})`.execute(store.db);
    await sql`select pg_notify(${STEP_CHANNEL}, '')`.execute(store.db);
    await act(id, 1);
    const first: IteratorResult<StepEvent> = await steps.next();
    expect(first.value).toMatchObject({ orderId: id, seq: 1 });
    await steps.return?.();
  });
});
