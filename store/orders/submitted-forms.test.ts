import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import {
  later,
  MONDAY_MORNING,
  sampleForm,
  sampleOrder,
  sampleProgress,
  sampleStep,
} from '../../test/support/orders/stored-orders.ts';
import { writeFilingStep } from '../steps/filing-step.ts';
import { saveForm } from './edit-order.ts';
import { eraseOrder } from './erasure.ts';
import { submittedBefore } from './submitted-forms.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

test('a reviewer can compare with what was submitted in the round before, until the order is erased', async () => {
  const { db, vault } = store;
  const { id } = await sampleOrder(db, vault);
  const submit = async (round: number, seq: number) =>
    writeFilingStep(
      db,
      vault,
      sampleStep(id, {
        seq,
        at: later(MONDAY_MORNING, round * 60_000),
        effects: ['reserveDomains'],
        progress: sampleProgress('PRELIM_REVIEW', { round, visit: 2 * round }),
      }),
      () => ({ waitingOn: 'reviewer', dues: [] }),
    );
  const nameOf = async (round: number) => (await submittedBefore(db, vault, { id, round }))?.form.entity.name;

  await submit(1, 1);
  expect(await nameOf(1)).toBeUndefined();
  const { entity } = sampleForm();
  const form = sampleForm({ entity: { ...entity, name: '海口更名科技有限公司' } });
  await saveForm(db, vault, id, { expectedVersion: 1, form, domains: [], editedAt: MONDAY_MORNING });
  await submit(2, 2);
  expect(await submittedBefore(db, vault, { id, round: 2 })).toMatchObject({
    round: 1,
    at: later(MONDAY_MORNING, 60_000),
    form: sampleForm(),
  });
  await submit(3, 3);
  expect(await nameOf(3)).toBe('海口更名科技有限公司');
  expect(await nameOf(2)).toBeUndefined();

  await eraseOrder(db, vault, id, MONDAY_MORNING);
  expect(await nameOf(3)).toBeUndefined();
});
