/** The schedules Beian needs in its namespace; ensured whenever a worker starts. */
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';

export const HOUSEKEEPING_SCHEDULE = 'beian-housekeeping';
export const DOCUMENT_SCHEDULE = 'beian-documents';
export const RETENTION_SCHEDULE = 'beian-retention';
export const FACE_CHECK_SCHEDULE = 'beian-face-checks';
export const WATCH_SCHEDULE = 'beian-watches';

/** Creates missing schedules; a schedule that an operator paused or moved stays as it is. */
export async function ensureSchedules(client: Client, taskQueue: string): Promise<void> {
  for (const schedule of [housekeeping, documents, retention, faceChecks, watches])
    await ensure(client, schedule(taskQueue));
}

async function ensure(client: Client, schedule: ScheduleOptions): Promise<void> {
  try {
    await client.schedule.create(schedule);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}

const housekeeping = (taskQueue: string): ScheduleOptions => ({
  scheduleId: HOUSEKEEPING_SCHEDULE,
  spec: { calendars: [{ hour: 3, minute: 30 }], timezone: 'Asia/Shanghai' },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
  action: starts('housekeeping', HOUSEKEEPING_SCHEDULE, taskQueue),
  state: { note: 'Seals the audit chains and removes what was kept for repeated requests.' },
});

const documents = (taskQueue: string): ScheduleOptions => ({
  scheduleId: DOCUMENT_SCHEDULE,
  spec: { calendars: [{ hour: 4, minute: 0 }], timezone: 'Asia/Shanghai' },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
  action: starts('documentRound', DOCUMENT_SCHEDULE, taskQueue),
  state: { note: 'Removes replaced images, and compares the object store with Postgres.' },
});

/** Before the images are compared with Postgres, so that what it leaves in the object store is found in the same night. */
const retention = (taskQueue: string): ScheduleOptions => ({
  scheduleId: RETENTION_SCHEDULE,
  spec: { calendars: [{ hour: 2, minute: 30 }], timezone: 'Asia/Shanghai' },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
  action: starts('retentionRound', RETENTION_SCHEDULE, taskQueue),
  state: { note: 'Erases the data of orders and accounts that nobody needs any more.' },
});

const faceChecks = (taskQueue: string): ScheduleOptions => ({
  scheduleId: FACE_CHECK_SCHEDULE,
  spec: { intervals: [{ every: '1 minute' }] },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute' },
  action: starts('faceCheckRound', FACE_CHECK_SCHEDULE, taskQueue),
  state: { note: 'Asks vendors how face checks went.' },
});

/** In the morning, because people read what it sends (`order.reminderTime`). */
const watches = (taskQueue: string): ScheduleOptions => ({
  scheduleId: WATCH_SCHEDULE,
  spec: { calendars: [{ hour: 10, minute: 0 }], timezone: 'Asia/Shanghai' },
  policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
  action: starts('watchRound', WATCH_SCHEDULE, taskQueue),
  state: { note: 'Reminds accounts of certificates and documents that end soon.' },
});

const starts = (workflowType: string, workflowId: string, taskQueue: string) =>
  ({ type: 'startWorkflow', workflowType, workflowId, taskQueue, args: [] }) as const;
