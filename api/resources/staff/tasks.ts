/** What operators have to look at (R-BUR-6, R-SM-15), and closing it when they have. */
import { z } from 'zod';
import type { OrderId } from '../../../domain/identifiers.ts';
import { ifKnown, present } from '../../../domain/present.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import { TASK_KINDS } from '../../../domain/tasks/task.ts';
import { listTasks, type Task } from '../../../store/tasks/tasks.ts';
import { dealWithTask } from '../../../usecases/owed/deal-with-task.ts';
import type { Api } from '../../dependencies.ts';
import { orderNumber } from '../../http/identifiers.ts';
import { problem } from '../../http/problems.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { noContent, ok, route, type Route } from '../../http/route.ts';

const at = z.iso.datetime({ offset: true });
const taskSchema = z
  .object({
    id: z.string(),
    orderId: z.string(),
    kind: z.enum(TASK_KINDS),
    visit: z.int(),
    openedAt: at,
    closedAt: at.optional(),
    closedBy: z.string().optional(),
  })
  .meta({ id: 'Task' });

const listQuery = z.strictObject({
  orderId: orderNumber.optional(),
  kind: z.enum(TASK_KINDS).optional(),
  state: z.enum(['open', 'all']).default('open'),
  ...pageFields({ usual: 100, most: 500 }),
});

export function taskRoutes(api: Api): Route[] {
  return [
    route({
      id: 'listTasks',
      tag: 'Tasks',
      method: 'get',
      path: '/v1/tasks',
      permission: 'tasks.read',
      summary: 'What somebody has to look at, oldest first',
      query: listQuery,
      answers: {
        200: {
          description: 'One page; `cursor` leads to the next one.',
          schema: z.object({ tasks: z.array(taskSchema), cursor: nextCursor }),
        },
      },
      handle: async ({ query: { orderId, kind, state, ...query } }) => {
        const filter = {
          state,
          ...present({ kind, caseId: orderId as OrderId | undefined }),
        };
        const page = await listTasks(api.database, filter, pageIn(query));
        return ok({ ...page, tasks: page.tasks.map(taskView) });
      },
    }),
    route({
      id: 'closeTask',
      tag: 'Tasks',
      method: 'post',
      path: '/v1/tasks/{taskId}/close',
      permission: 'tasks.close',
      summary: 'Say that a task has been dealt with',
      params: z.object({ taskId: z.uuid() }),
      answers: { 204: { description: 'Closed.' } },
      handle: async ({ params, caller }) => {
        if (!(await dealWithTask(api, params.taskId, caller.id)))
          throw problem('NOT_FOUND', { detail: 'There is no open task of this id.' });
        return noContent;
      },
    }),
  ];
}

function taskView({ caseId, openedAt, closedAt, ...task }: Task): z.infer<typeof taskSchema> {
  return {
    ...task,
    orderId: caseId,
    openedAt: formatInstant(openedAt),
    ...present({ closedAt: ifKnown(closedAt, formatInstant) }),
  };
}
