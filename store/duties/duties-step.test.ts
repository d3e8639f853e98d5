import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DutiesStep } from '../../domain/duties/duty-step.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { sampleSms } from '../../test/support/orders/stored-messages.ts';
import { MONDAY_MORNING, sampleActionId, sampleOrder, sampleStep } from '../../test/support/orders/stored-orders.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { verifyChains } from '../audit/audit-check.ts';
import { readHistory } from '../audit/history.ts';
import { listOf } from '../messages/messages.ts';
import { writeFilingStep } from '../steps/filing-step.ts';
import { writtenStep } from '../steps/write-step.ts';
import { listTasks } from '../tasks/tasks.ts';
import { listDuties } from './duties.ts';
import { writeDutiesStep } from './duties-step.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const openingStep = (orderId: OrderId): DutiesStep => ({
  orderId,
  seq: 1,
  at: MONDAY_MORNING,
  cause: {
    actor: { id: 'system', role: 'system', door: 'timer' },
    action: 'dutiesOpened',
    actionId: sampleActionId(),
    outcome: 'APPLIED',
  },
  changed: [
    {
      websiteId: 'W1',
      domain: 'example.cn',
      number: '琼ICP备2026000031号-1',
      kind: 'FOOTER',
      state: 'OPEN',
      openedAt: MONDAY_MORNING,
      remindersPassed: 0,
    },
  ],
  notices: [],
  tasks: ['MESSAGE_NEEDS_PERSON'],
});

const nameOf = ({ orderId, seq }: DutiesStep) => ({ caseId: orderId, process: 'obligations', seq }) as const;

describe('a step of the duties', () => {
  test('is written once, however many try it at once, beside the filing’s step of the same number', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    await writeFilingStep(db, vault, sampleStep(id), () => ({ waitingOn: 'reviewer', dues: [] }));
    const step = openingStep(id);
    expect(await writtenStep(db, nameOf(step))).toBeUndefined();

    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => writeDutiesStep(db, vault, step, [sampleSms()])));
    expect(answers).toEqual(Array.from({ length: 5 }, () => ({ messages: true })));
    expect(await writtenStep(db, nameOf(step))).toEqual({ messages: true });
    expect((await readHistory(db, vault, id)).map(({ action, seq }) => [action, seq])).toEqual([
      ['submitForReview', 1],
      ['dutiesOpened', undefined],
    ]);
    expect(await listDuties(db, { orderId: id })).toMatchObject([{ kind: 'FOOTER', state: 'OPEN' }]);
    expect((await listTasks(db, { caseId: id })).tasks).toMatchObject([{ kind: 'MESSAGE_NEEDS_PERSON' }]);
    expect(await listOf(db, vault, id)).toMatchObject([{ source: 'obligations', seq: 1, code: 'N-2' }]);
    expect((await verifyChains(db, vault.auditMac)).faults).toEqual([]);
  });

  test('is not written in the place of another one', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    const step = openingStep(id);
    await writeDutiesStep(db, vault, step, []);
    const other: DutiesStep = { ...step, cause: { ...step.cause, actionId: sampleActionId() } };
    expect(await writeDutiesStep(db, vault, other, [sampleSms()])).toEqual({ messages: false, standsAt: 1 });
    expect(await readHistory(db, vault, id)).toHaveLength(1);
    expect(await listOf(db, vault, id)).toEqual([]);
  });

  test('leaves nothing behind when a part of it cannot be written', async () => {
    const { db, vault } = store;
    const { id } = await sampleOrder(db, vault);
    const step = openingStep(id);
    const broken = { ...step, changed: step.changed.map((duty) => ({ ...duty, remindersPassed: Number.NaN })) };
    await expect(writeDutiesStep(db, vault, broken, [sampleSms()])).rejects.toThrow();
    expect(await writtenStep(db, nameOf(step))).toBeUndefined();
    expect(await readHistory(db, vault, id)).toEqual([]);
    expect(await listOf(db, vault, id)).toEqual([]);
    await writeDutiesStep(db, vault, step, [sampleSms()]);
    expect((await verifyChains(db, vault.auditMac)).faults).toEqual([]);
  });
});
