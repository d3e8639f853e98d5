/** What the holder of a record does about an inspection: checks phones by a code, and answers with an order. */
import { z } from 'zod';
import type { PersonId } from '../../../domain/identifiers.ts';
import { personIdSchema } from '../../../domain/order/names.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import { inquire } from '../../../facts/inquiry.ts';
import type { Inspection } from '../../../store/inspections/inspections.ts';
import { actorOf, type Caller } from '../../../usecases/access/caller.ts';
import { isWritten, settleDraft } from '../../../usecases/drafting/draft.ts';
import { answerWithOrder, openForInspection } from '../../../usecases/inspection/answer-with-order.ts';
import { provePhone, sendPhoneCode } from '../../../usecases/inspection/phone-check.ts';
import { shownInspection } from '../../../usecases/inspection/shown.ts';
import { orderSchema } from '../../../usecases/shown/order-view.ts';
import type { Api } from '../../dependencies.ts';
import { idempotencyKey } from '../../http/idempotency.ts';
import { orderNumber } from '../../http/identifiers.ts';
import { answer, created, ok, route, type Route } from '../../http/route.ts';
import { inspectionDetailSchema, inspectionDetailView } from '../../views/inspection-view.ts';
import { codeSchema } from '../order/number-proofs.ts';
import { skewOf, view } from '../order/orders.ts';
import { inspectionPath } from './inspections.ts';
import { openSchema, SOME_CHANGE } from './order-from-record.ts';

const personPath = inspectionPath.extend({
  personId: personIdSchema().meta({ description: 'As the record names the person; `P1` is the head of the entity.' }),
});

export function inspectionAnswerRoutes(api: Api): Route[] {
  const shown = async (inspection: Inspection, caller: Caller) =>
    inspectionDetailView(await shownInspection(api, inspection), caller);
  return [
    route({
      id: 'openOrderForInspection',
      tag: 'Records',
      method: 'post',
      path: '/v1/inspections/{inspectionId}/orders',
      cost: 10,
      permission: 'inspections.answer',
      summary: 'Open the change or removal that answers an inspection',
      description:
        'The order gets a copy of the record that is inspected. When it completes, the inspection is over; while it is with the bureau on the due date, the access stays.',
      params: inspectionPath,
      body: openSchema.omit({ websites: true }).meta({ id: 'OpenOrderForInspection' }),
      example: { type: SOME_CHANGE, rulesConfirmed: true },
      answers: {
        201: { description: 'The order.', schema: orderSchema, headers: { Location: 'Address of the order.' } },
      },
      problems: [404, 409],
      handle: async ({ params: { inspectionId }, body, caller, req }) => {
        const { openAt, type, changes, reason, insteadOf: instead } = body;
        const opening = { type, changes, reason, insteadOf: instead };
        const asked = { ...opening, inspectionId, clockSkewMs: skewOf(api, openAt), key: idempotencyKey(req) };
        const { order } = await openForInspection(api, caller, asked);
        const { order: settled } = isWritten(order)
          ? await settleDraft(api, inquire(api), order, actorOf(caller))
          : { order };
        return created(await view(api, settled, caller), { Location: `/v1/orders/${order.id}` });
      },
    }),
    route({
      id: 'answerInspection',
      tag: 'Records',
      method: 'put',
      path: '/v1/inspections/{inspectionId}/order',
      permission: 'inspections.answer',
      summary: 'Name the order in progress that answers an inspection',
      params: inspectionPath,
      body: z.strictObject({ orderId: orderNumber }).meta({ id: 'InspectionAnswer' }),
      example: { orderId: 'BA20260209-7K2MQ4XR' },
      answers: { 200: { description: 'As it stands now.', schema: inspectionDetailSchema } },
      problems: [404, 409],
      handle: async ({ params: { inspectionId }, body: { orderId }, caller }) =>
        ok(await shown(await answerWithOrder(api, caller, { inspectionId, orderId }), caller)),
    }),
    route({
      id: 'sendPhoneCode',
      tag: 'Records',
      method: 'post',
      path: '/v1/inspections/{inspectionId}/people/{personId}/number-code',
      cost: 10,
      permission: 'inspections.answer',
      summary: 'Send a code to the mobile of a person in charge, as it is on record',
      params: personPath,
      answers: {
        202: { description: 'It is on its way.', schema: z.object({ expiresAt: z.iso.datetime({ offset: true }) }) },
      },
      problems: [404, 409],
      handle: async ({ params: { inspectionId, personId }, caller }) => {
        const expiresAt = await sendPhoneCode(api, caller, { inspectionId, personId: personId as PersonId });
        return answer(202, { expiresAt: formatInstant(expiresAt) });
      },
    }),
    route({
      id: 'provePhone',
      tag: 'Records',
      method: 'post',
      path: '/v1/inspections/{inspectionId}/people/{personId}/number-proof',
      cost: 10,
      permission: 'inspections.answer',
      summary: 'Enter the code that was sent to a phone on record: the phone can be reached',
      params: personPath,
      body: codeSchema,
      example: { code: '038291' },
      answers: { 200: { description: 'As it stands now.', schema: inspectionDetailSchema } },
      problems: [404, 409],
      handle: async ({ params: { inspectionId, personId }, body: { code }, caller }) => {
        const proved = { inspectionId, personId: personId as PersonId, code };
        return ok(await shown(await provePhone(api, caller, proved), caller));
      },
    }),
  ];
}
