import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { instant } from '../../domain/time/instant.ts';
import { verifyChains } from '../../store/audit/audit-check.ts';
import { beginRequest } from '../../store/http/idempotency.ts';
import {
  DOCUMENT_SCHEDULE,
  ensureSchedules,
  FACE_CHECK_SCHEDULE,
  HOUSEKEEPING_SCHEDULE,
  RETENTION_SCHEDULE,
  WATCH_SCHEDULE,
} from '../../workers/schedules.ts';
import { individual } from '../support/orders/applicants.ts';
import { startDesk, type Desk } from '../support/desk/desk.ts';
import { atRest } from '../support/servers/at-rest.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.close());

test('the daily housekeeping seals every audit chain and forgets answers of the day before', async () => {
  const filing = await desk.open({ form: individual(), at: '2026-02-12 10:00' });
  const yesterday = instant(Date.now() - 25 * 3_600_000);
  const request = { accountId: 'account', key: 'key', route: 'POST /v1/orders', requestHash: 'hash' };
  await beginRequest(desk.database, desk.vault, { ...request, at: yesterday });
  const done = await desk.client.workflow.execute('housekeeping', {
    workflowId: `housekeeping-${filing.orderId}`,
    taskQueue: desk.taskQueue,
  });
  expect(done).toEqual({ heads: 1, removed: 1 });
  expect(await verifyChains(desk.database, desk.vault.auditMac)).toMatchObject({ seals: 1, faults: [] });
});

test('the daily round over the images removes what is replaced and compares the object store with Postgres', async () => {
  const filing = await desk.open({ form: individual(), at: '2026-02-12 10:00' });
  const done = await desk.client.workflow.execute('documentRound', {
    workflowId: `documents-${filing.orderId}`,
    taskQueue: desk.taskQueue,
  });
  expect(done).toEqual({ removed: 0, orphans: 0, missing: 0 });
});

test('A-196 the daily erasure goes through the orders that have ended and the accounts without orders', async () => {
  const filing = await desk.open({ form: individual(), at: '2025-02-12 10:00' });
  await filing.act('abandon');
  const round = (name: string) =>
    desk.client.workflow.execute('retentionRound', {
      workflowId: `retention-${name}-${filing.orderId}`,
      taskQueue: desk.taskQueue,
    });
  expect(await round('early')).toEqual({ orders: 0, failed: 0, accounts: 0 });
  await atRest(desk.client, filing.orderId);
  await sql`update orders set clock_skew_ms = clock_skew_ms + ${366 * 86_400_000} where id = ${filing.orderId}`.execute(
    desk.database,
  );
  expect(await round('late')).toEqual({ orders: 1, failed: 0, accounts: 0 });
  expect((await filing.order()).form).toBeUndefined();
  expect(await verifyChains(desk.database, desk.vault.auditMac)).toMatchObject({ faults: [] });
});

test('A-093 the daily round over days on record goes through all of them', async () => {
  const done = await desk.client.workflow.execute('watchRound', {
    workflowId: `watches-${desk.taskQueue}`,
    taskQueue: desk.taskQueue,
  });
  expect(done).toEqual({ read: 0, reminded: 0 });
});

test('the schedules are there after a worker has started, however often', async () => {
  await ensureSchedules(desk.client, desk.taskQueue);
  await ensureSchedules(desk.client, desk.taskQueue);
  const housekeeping = desk.client.schedule.getHandle(HOUSEKEEPING_SCHEDULE);
  const documents = desk.client.schedule.getHandle(DOCUMENT_SCHEDULE);
  const retention = desk.client.schedule.getHandle(RETENTION_SCHEDULE);
  const faceChecks = desk.client.schedule.getHandle(FACE_CHECK_SCHEDULE);
  const watches = desk.client.schedule.getHandle(WATCH_SCHEDULE);
  expect((await watches.describe()).spec.calendars?.[0]).toMatchObject({ hour: [{ start: 10 }] });
  expect((await housekeeping.describe()).spec.calendars?.[0]).toMatchObject({ hour: [{ start: 3 }] });
  expect((await retention.describe()).spec.calendars?.[0]).toMatchObject({ hour: [{ start: 2 }] });
  expect((await documents.describe()).spec.calendars?.[0]).toMatchObject({ hour: [{ start: 4 }] });
  expect((await faceChecks.describe()).spec.intervals).toMatchObject([{ every: 60_000 }]);
  await housekeeping.delete();
  await documents.delete();
  await retention.delete();
  await faceChecks.delete();
  await watches.delete();
});
