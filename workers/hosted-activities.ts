/**
 * The activities that a worker hosts. A failed try says in plain words what the activity waits for, where Temporal UI shows
 * it as pending. Where that does not pass by itself, an operator's task opens; it closes once the activity succeeds.
 */
import { ApplicationFailure, CancelledFailure, type Context } from '@temporalio/activity';
import type { ActivityInterceptorsFactory, WorkerOptions } from '@temporalio/worker';
import { z } from 'zod';
import { createActivities } from '../activities/index.ts';
import type { ActivityDependencies } from '../activities/dependencies.ts';
import { failureOf, needsPerson, waitingFor } from '../activities/waiting.ts';
import type { OrderId } from '../domain/identifiers.ts';
import { closeStandstill, openStandstill } from '../store/tasks/standstill.ts';

/** A fault that passes within two tries opens no task. */
const TASK_FROM_TRY = 3;

export const hostedActivities = (deps: ActivityDependencies): Pick<WorkerOptions, 'activities' | 'interceptors'> => ({
  activities: { ...createActivities(deps) },
  interceptors: { activity: [sayingWhatIsWaitedFor(deps)] },
});

const aboutOrderSchema = z.tuple([z.object({ orderId: z.custom<OrderId>((id) => typeof id === 'string') })]);

const sayingWhatIsWaitedFor =
  ({ database }: Pick<ActivityDependencies, 'database'>): ActivityInterceptorsFactory =>
  (context) => ({
    inbound: {
      async execute(input, next) {
        const orderId = aboutOrderSchema.safeParse(input.args).data?.[0].orderId;
        const task = orderId !== undefined && context.info.attempt >= TASK_FROM_TRY ? { database, orderId } : undefined;
        try {
          const result = await next(input);
          if (task) await keepTask(context, () => closeStandstill(task.database, task.orderId, Date.now()));
          return result;
        } catch (error) {
          if (error instanceof ApplicationFailure || error instanceof CancelledFailure) throw error;
          const waiting = waitingFor(error);
          logPlace(context, error);
          if (task && needsPerson(waiting))
            await keepTask(context, () => openStandstill(task.database, task.orderId, Date.now()));
          throw failureOf(waiting);
        }
      },
    },
  });

/** The task is a service to operators: that it cannot be written changes nothing about the activity. */
async function keepTask({ log }: Context, write: () => Promise<void>): Promise<void> {
  await write().catch((error: unknown) => {
    log.warn('the task about a standstill could not be written', { kind: error instanceof Error ? error.name : '' });
  });
}

/** An error's message may quote values, so only its place is logged. */
function logPlace({ log }: Context, error: unknown): void {
  const lines = error instanceof Error ? (error.stack?.split('\n') ?? []) : [];
  log.warn('a try failed', { stack: lines.filter((line) => line.trimStart().startsWith('at ')).slice(0, 8) });
}
