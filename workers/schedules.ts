/** The schedules Beian needs in its namespace; ensured whenever a worker starts. */
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client } from '@temporalio/client';

export const HOUSEKEEPING_SCHEDULE = 'beian-housekeeping';

/** Creates the daily housekeeping when it is not there; an operator may pause or move it, and it stays so. */
export async function ensureSchedules(client: Client, taskQueue: string): Promise<void> {
  try {
    await client.schedule.create({
      scheduleId: HOUSEKEEPING_SCHEDULE,
      spec: { calendars: [{ hour: 3, minute: 30 }], timezone: 'Asia/Shanghai' },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
      action: {
        type: 'startWorkflow',
        workflowType: 'housekeeping',
        workflowId: HOUSEKEEPING_SCHEDULE,
        taskQueue,
        args: [],
      },
      state: { note: 'Seals the audit chains and removes what was kept for repeated requests.' },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
}
