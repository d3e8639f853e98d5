/** Whether the process lives, for load balancers; monitoring asks on a listener of its own (`api/operations-app.ts`). */
import { z } from 'zod';
import { ok, publicRoute, type Route } from '../../http/route.ts';

export const healthRoutes = (): Route[] => [
  publicRoute({
    id: 'alive',
    tag: 'Operations',
    method: 'get',
    path: '/healthz',
    summary: 'The process is alive',
    answers: { 200: { description: 'It answers.', schema: z.object({ status: z.literal('ok') }) } },
    handle: async () => ok({ status: 'ok' }),
  }),
];
