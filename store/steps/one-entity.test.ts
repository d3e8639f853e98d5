import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import {
  sampleAccountId,
  sampleForm,
  sampleOrder,
  sampleProgress,
  sampleStep,
} from '../../test/support/orders/stored-orders.ts';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { Step } from '../../domain/lifecycle/step.ts';
import { entitiesOfAccount } from '../records/known-here.ts';
import { holderOfPlace } from '../orders/place.ts';
import { writeFilingStep } from './filing-step.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const formOf = (certificateNumber: string, domain: string) =>
  sampleForm({ entity: { ...sampleForm().entity, certificateNumber }, websites: { W1: { name: '站', domain } } });

async function write(id: OrderId, seq: number, over: Partial<Step>): Promise<string> {
  const step = sampleStep(id, { seq, ...over });
  const answer = await writeFilingStep(store.db, store.vault, step, () => ({ waitingOn: 'reviewer', dues: [] }));
  return answer.refused ?? 'APPLIED';
}
const expire = (id: OrderId) =>
  write(id, 1, {
    from: 'CONFIRMATION',
    to: 'EXPIRED',
    progress: sampleProgress('EXPIRED'),
    effects: ['releasePlace', 'releaseInstances'],
  });
const complete = (id: OrderId, serial: number, domain: string) =>
  write(id, 1, {
    from: 'BUREAU_APPROVED',
    to: 'COMPLETED',
    progress: sampleProgress('COMPLETED'),
    effects: ['releasePlace', 'writeRecord'],
    record: {
      entityNumber: `琼ICP备${serial}号`,
      websites: [{ domain, number: `琼ICP备${serial}号-1` }],
      issuedOn: '2026-03-31',
    },
  });
const reactivate = (id: OrderId) =>
  write(id, 2, {
    from: 'EXPIRED',
    to: 'CONFIRMATION',
    progress: sampleProgress('CONFIRMATION', { visit: 3 }),
    effects: ['holdPlace'],
  });

/** An expired order of an account, and a second one for another entity that is about to be completed. */
async function two(
  serial: number,
): Promise<{ accountId: AccountId; expired: OrderId; other: OrderId; domain: string }> {
  const accountId = sampleAccountId();
  const first = { accountId, form: formOf(`91460100MA5FIRST${serial}`, `first-${serial}.cn`) };
  const { id: expired } = await sampleOrder(store.db, store.vault, first);
  expect(await expire(expired)).toBe('APPLIED');
  const domain = `other-${serial}.cn`;
  const second = { accountId, form: formOf(`91460100MA5OTHER${serial}`, domain) };
  const { id: other } = await sampleOrder(store.db, store.vault, second);
  return { accountId, expired, other, domain };
}

test('A-076 R-ACC-1 an expired order does not take the place when its account has another entity on record by then', async () => {
  const { accountId, expired, other, domain } = await two(1);
  expect(await reactivate(expired)).toBe('PLACE_TAKEN');
  expect(await complete(other, 2026000001, domain)).toBe('APPLIED');
  expect(await write(expired, 3, { from: 'EXPIRED', to: 'CONFIRMATION', effects: ['holdPlace'] })).toBe(
    'ANOTHER_ENTITY',
  );
  expect(await holderOfPlace(store.db, accountId)).toBeUndefined();
});

test('A-076 R-ORD-12 of a reactivation and the completion of another entity at the same instant only the completion is applied', async () => {
  for (let serial = 10; serial < 25; serial += 1) {
    const { accountId, expired, other, domain } = await two(serial);
    const outcomes = await Promise.all([complete(other, 2026000000 + serial, domain), reactivate(expired)]);
    expect(outcomes[0]).toBe('APPLIED');
    expect(['PLACE_TAKEN', 'ANOTHER_ENTITY']).toContain(outcomes[1]);
    expect(await entitiesOfAccount(store.db, accountId)).toHaveLength(1);
    expect(await holderOfPlace(store.db, accountId)).toBeUndefined();
  }
});
