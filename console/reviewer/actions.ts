/** What reviewers and the mailroom do to an order, by the actions of the table of states. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RefusalCode } from '../../domain/refusal.ts';
import { findOrder } from '../../usecases/access/orders-in-reach.ts';
import { takeAction } from '../../usecases/order/take-action.ts';
import { refusal } from '../../usecases/refusal.ts';
import { readFields } from '../http/problems.ts';
import { deed } from '../http/route.ts';
import { DEEDS, isDeed, one } from './deeds.ts';
import { showCase } from './case-page.tsx';
import { showMailroom } from './mailroom.tsx';
import { texts } from './texts.ts';

const form = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const visitSchema = z.object({ visit: z.coerce.number().int().min(0).optional() });

export const actionDeed = deed({
  path: '/review/orders/:orderId/actions/:action',
  roles: ['reviewer', 'mailroom'],
  fields: form,
  does: async ({ console, caller }, typed, { params: { orderId = '', action = '' } }) => {
    if (!isDeed(action)) throw refusal('UNKNOWN_ACTION');
    const order = await findOrder(console, caller, 'actions.take', orderId);
    const { visit } = readFields(visitSchema, typed);
    const name = one(typed['once']) || randomUUID();
    const { outcome } = await takeAction(console, order, caller, { action, name, visit, data: DEEDS[action](typed) });
    const seeOther = caller.role === 'mailroom' ? '/review/mailroom' : `/review/orders/${orderId}`;
    if (outcome === undefined) return { seeOther, notice: texts.pending };
    if (outcome.outcome === 'APPLIED') return { seeOther, notice: texts.done };
    const { reason = 'NO_EFFECT', items: findings } = outcome;
    throw refusal(reason satisfies RefusalCode, { findings });
  },
  again: async (visit, typed, problems, { params: { orderId = '' } }) =>
    visit.caller.role === 'mailroom'
      ? showMailroom(visit, undefined, problems)
      : showCase(visit, orderId, { typed, problems }),
});
