/** Orders that change or remove something on record, and the record taken anew into one of them. */
import { z } from 'zod';
import { formMergePatchSchema } from '../../../domain/order/form-patch.ts';
import { MOST_NAMES } from '../../../domain/order/names.ts';
import { ORDER_TYPES, orderTypeSchema } from '../../../domain/order-types/order-type.ts';
import { typesOf } from '../../../domain/order-types/table.ts';
import { isoInstant } from '../../../domain/time/iso-date.ts';
import { inquire } from '../../../facts/inquiry.ts';
import { actorOf } from '../../../usecases/access/caller.ts';
import { isWritten, settleDraft } from '../../../usecases/drafting/draft.ts';
import { openFromRecord, takeRecordAnew } from '../../../usecases/order/open-from-record.ts';
import type { Api } from '../../dependencies.ts';
import { idempotencyKey } from '../../http/idempotency.ts';
import { filingNumber, orderPath } from '../../http/identifiers.ts';
import { created, ok, route, type Route } from '../../http/route.ts';
import { orderSchema } from '../../../usecases/shown/order-view.ts';
import { orderInTheWay, skewOf, view } from '../order/orders.ts';

/** By its number or its domain. */
const websites = z
  .array(z.string().trim().min(3).max(253))
  .max(MOST_NAMES)
  .meta({ description: 'Websites of the record, each by its number or its domain.' });
const reason = z.string().trim().min(1).max(500).meta({ description: 'Of a removal: why.' });

export const openSchema = z
  .strictObject({
    type: orderTypeSchema.meta({ description: 'A change or a removal; other types are found by the type check.' }),
    rulesConfirmed: z.literal(true, "read the bureau's rules and confirm them").meta({
      description: "The customer has read the bureau's rules (R-NEED-15, A-043).",
    }),
    websites: websites.optional(),
    changes: formMergePatchSchema.optional().meta({
      description: 'Of a change: what is different, as far as it is known. The rest of the record is filled in.',
    }),
    reason: reason.optional(),
    insteadOf: orderInTheWay.optional(),
    openAt: isoInstant().optional().meta({
      description: 'Sandbox only: the date and time at which the filing takes place; its clock goes on from there.',
    }),
  })
  .meta({ id: 'OpenOrderFromRecord' });

export const [SOME_CHANGE = ORDER_TYPES[0]] = typesOf('CHANGE');

const anewSchema = z
  .strictObject({ websites: websites.optional(), reason: reason.optional() })
  .meta({ id: 'TakeRecordAnew' });

export function orderFromRecordRoutes(api: Api): Route[] {
  return [
    route({
      id: 'openOrderFromRecord',
      tag: 'Records',
      method: 'post',
      path: '/v1/records/{number}/orders',
      cost: 10,
      permission: 'orders.open',
      summary: 'Open an order that changes or removes something on record',
      description:
        'The order gets a copy of the record as it stands now. A change names what is different, now or later by the form; the rest stays. Other fields than the type may change are refused, each with the reason.',
      params: z.object({ number: filingNumber }),
      body: openSchema,
      example: {
        type: SOME_CHANGE,
        rulesConfirmed: true,
        changes: { people: { P1: { mobile: '13900000001' } } },
      },
      answers: {
        201: { description: 'The order.', schema: orderSchema, headers: { Location: 'Address of the order.' } },
      },
      problems: [404, 409],
      handle: async ({ params, body, caller, req }) => {
        const { openAt, type, changes, websites: named = [], reason: why, insteadOf: instead } = body;
        const entityNumber = params.number;
        const asked = { entityNumber, type, changes, websites: named, reason: why, insteadOf: instead };
        const opened = { ...asked, clockSkewMs: skewOf(api, openAt), key: idempotencyKey(req) };
        const order = await openFromRecord(api, caller, opened);
        const { order: settled } = isWritten(order)
          ? await settleDraft(api, inquire(api), order, actorOf(caller))
          : { order };
        return created(await view(api, settled, caller), { Location: `/v1/orders/${order.id}` });
      },
    }),
    route({
      id: 'takeRecordAnew',
      tag: 'Records',
      method: 'post',
      path: '/v1/orders/{orderId}/record',
      cost: 10,
      permission: 'form.edit',
      summary: 'Take the record anew into an order that was opened from it',
      description:
        'When the record has changed since, or other websites are meant. What the customer wants to change is kept as far as it is still different.',
      params: orderPath,
      body: anewSchema,
      example: {},
      answers: { 200: { description: 'The order.', schema: orderSchema } },
      problems: [404, 409, 410, 412],
      handle: async ({ params, body, caller }) => {
        const order = await takeRecordAnew(api, caller, { orderId: params.orderId, ...body });
        const { order: settled } = await settleDraft(api, inquire(api), order, actorOf(caller));
        return ok(await view(api, settled, caller));
      },
    }),
  ];
}
