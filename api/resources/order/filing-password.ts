/** The filing password that some orders need (R-DEREG-5). It is written only: no operation shows it. */
import { z } from 'zod';
import { findWrittenOrder } from '../../../usecases/access/orders-in-reach.ts';
import { giveFilingPassword } from '../../../usecases/filing-password/give-password.ts';
import type { Api } from '../../dependencies.ts';
import { orderPath } from '../../http/identifiers.ts';
import { noContent, route, type Route } from '../../http/route.ts';

const passwordSchema = z
  .strictObject({
    password: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[!-~]+$/, 'write the password as MIIT sent it: letters, digits and signs, without spaces'),
  })
  .meta({ id: 'FilingPassword' });

export const filingPasswordRoutes = (api: Api): Route[] => [
  route({
    id: 'giveFilingPassword',
    tag: 'Orders',
    method: 'put',
    path: '/v1/orders/{orderId}/filing-password',
    permission: 'form.edit',
    summary: 'Give the filing password of the entity',
    description:
      'Only where `password.required` asks for it; elsewhere it is refused and not kept. MIIT is asked once about each password when the order is checked; a wrong one is a finding at `filingPassword`. Nothing shows it again.',
    params: orderPath,
    body: passwordSchema,
    answers: { 204: { description: 'It is kept, sealed.' } },
    problems: [409, 410, 422, 429],
    handle: async ({ params, body, caller }) => {
      const order = await findWrittenOrder(api, caller, 'form.edit', params.orderId);
      await giveFilingPassword(api, order, body.password);
      return noContent;
    },
  }),
];
