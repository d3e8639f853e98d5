/**
 * Postgres goes away while the bureau or MIIT does what it was asked. Nothing is asked of them twice: after a yes nothing is
 * left to write, and what is asked again has the name it had before.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PermanentError } from '../../adapters/delivery-faults.ts';
import type { Bureau } from '../../adapters/bureau/bureau.ts';
import { BUILT_IN_POLICIES } from '../../domain/policy/built-in-policies.ts';
import { PUBLISHED_YEARS } from '../../domain/time/calendar-years.ts';
import { seedReferenceData } from '../../store/policy/reference-data.ts';
import { rulesReader } from '../../store/policy/rules.ts';
import { createTestParties, type TestParties } from '../../test/support/parties/parties.ts';
import { sampleOrder, MONDAY_MORNING } from '../../test/support/orders/stored-orders.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { createActivities, type Activities } from '../index.ts';

let store: MigratedDatabase;
let parties: TestParties;
beforeAll(async () => {
  store = await migratedDatabase();
  await seedReferenceData(store.db, BUILT_IN_POLICIES, PUBLISHED_YEARS);
});
beforeEach(() => {
  parties = createTestParties();
});
afterAll(() => store.close());

const activitiesWith = (bureau: Bureau): Activities =>
  createActivities({
    ...parties,
    bureau,
    database: store.db,
    vault: store.vault,
    rules: rulesReader(store.db),
    deskEmail: 'desk@provider.example',
    clock: 'wall',
  });

test('a hand-over that the bureau took is one submission, and its answer needs no Postgres', async () => {
  const { id: orderId } = await sampleOrder(store.db, store.vault);
  const activities = activitiesWith({
    ...parties.bureau,
    handOver: async (order) => {
      await store.goAway();
      return parties.bureau.handOver(order);
    },
  });
  const request = { orderId, handOver: 1, verifiers: [], at: MONDAY_MORNING };
  expect(await activities.handOver(request)).toMatchObject({ status: 'ACCEPTED' });
  await store.comeBack();
  expect(await activities.handOver(request)).toMatchObject({ status: 'ACCEPTED' });
  await store.comeBack();
  expect(parties.bureau.calls).toEqual([`${orderId}/1`, `${orderId}/1`]);
  expect(parties.bureau.handOvers).toHaveLength(1);
});

describe("MIIT's SMS asked for once more", () => {
  const asking = async (answer: () => Promise<void>) => {
    const { id: orderId } = await sampleOrder(store.db, store.vault);
    const keys: string[] = [];
    const activities = activitiesWith({
      ...parties.bureau,
      resendSms: async ({ idempotencyKey }) => {
        keys.push(idempotencyKey);
        await answer();
      },
    });
    const ask = () => activities.resendSms({ orderId, handOver: 1, personId: 'P1', actionId: 'action-1' });
    return { ask, keys };
  };

  test('is asked for once when MIIT says yes', async () => {
    const { ask, keys } = await asking(store.goAway);
    await ask();
    await store.comeBack();
    expect(keys).toEqual(['action-1']);
  });

  test('keeps its name when a refusal could not be written and is asked for again', async () => {
    let away = false;
    const { ask, keys } = await asking(async () => {
      if (!away) await store.goAway();
      away = true;
      throw new PermanentError('no more today', 'TOO_MANY');
    });
    await expect(ask()).rejects.toThrow();
    await store.comeBack();
    await ask();
    expect(keys).toEqual(['action-1', 'action-1']);
  });
});
