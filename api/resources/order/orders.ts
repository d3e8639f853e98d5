/** Orders: applicants open them; everybody with permission lists and reads them. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { formSchema, provinceSchema } from '../../../domain/order/form.ts';
import { type AccountId } from '../../../domain/identifiers.ts';
import { present } from '../../../domain/present.ts';
import { instant, parseInstant } from '../../../domain/time/instant.ts';
import { isoInstant } from '../../../domain/time/iso-date.ts';
import { orderTypeSchema } from '../../../domain/order-types/order-type.ts';
import { STAGES } from '../../../domain/lifecycle/stage.ts';
import { listOrders, type OrderFilter } from '../../../store/orders/order-list.ts';
import { caseKey } from '../../../store/cases/case-key.ts';
import { withTypedTexts } from '../../../store/texts/typed-texts.ts';
import { filingTime, type Order } from '../../../store/orders/orders.ts';
import { access } from '../../../usecases/access/permissions.ts';
import { ownAccount, type Caller } from '../../../usecases/access/caller.ts';
import type { Api } from '../../dependencies.ts';
import { openOrderFor } from '../../../usecases/order/open-order.ts';
import { idempotencyKey } from '../../http/idempotency.ts';
import { accountIdentifier, orderNumber, staffIdentifier } from '../../http/identifiers.ts';
import { findOrder } from '../../../usecases/access/orders-in-reach.ts';
import { orderPath } from '../../http/identifiers.ts';
import { orderSummarySchema, summaryView } from '../../../usecases/shown/order-summary-view.ts';
import { orderSchema, orderView } from '../../../usecases/shown/order-view.ts';
import { problem } from '../../http/problems.ts';
import { nextCursor, pageFields, pageIn } from '../../http/paging.ts';
import { created, ok, route, type Route } from '../../http/route.ts';

/** The order in whose place another one is opened. */
export const orderInTheWay = z.strictObject({ order: orderNumber, how: z.enum(['MERGE', 'REPLACE']) }).meta({
  description:
    'The order in progress, which ends before the new one is opened. `MERGE`: what it was about is in the new one, which must be of its type. `REPLACE`: it is given up. Possible while it is not with the bureau; servers, scans and face checks are given anew (R-ORD-6).',
});

const openSchema = z
  .strictObject({
    rulesConfirmed: z.literal(true, "read the bureau's rules and confirm them").meta({
      description: "The customer has read the bureau's rules (R-NEED-15, A-043).",
    }),
    form: formSchema.optional().meta({ description: 'What is known already; the rest is filled in later.' }),
    copyFrom: orderNumber.optional().meta({ description: 'An order of the same account whose form is copied.' }),
    insteadOf: orderInTheWay.optional(),
    openAt: isoInstant().optional().meta({
      description: 'Sandbox only: the date and time at which the filing takes place; its clock goes on from there.',
    }),
  })
  .meta({ id: 'OpenOrder' });

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const listQuery = z.strictObject({
  stage: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(STAGES)).min(1).max(STAGES.length))
    .optional()
    .meta({
      description: 'One state or several, separated by commas.',
      type: 'string',
      example: 'PRELIM_REVIEW,PHOTO_REVIEW',
    }),
  assignee: staffIdentifier.optional().meta({ description: '`me`, `none`, or the id of a reviewer.' }),
  overdue: flag.optional(),
  type: orderTypeSchema.optional(),
  province: provinceSchema.optional(),
  waitingOn: z.enum(['applicant', 'reviewer', 'courier', 'miit', 'bureau', 'system', 'nobody']).optional(),
  inProgress: flag.optional(),
  accountId: accountIdentifier.optional(),
  ...pageFields({ usual: 20, most: 100 }),
});

export function orderRoutes(api: Api): Route[] {
  return [
    route({
      id: 'openOrder',
      tag: 'Orders',
      method: 'post',
      path: '/v1/orders',
      cost: 5,
      permission: 'orders.open',
      summary: 'Open an order',
      description:
        'At most one order of an account is in progress (R-ORD-1): a second one is refused, names the order that holds the place and what can be done about it. The order stands as soon as this answers; where Temporal cannot be reached, its filing is taken up in the background.',
      body: openSchema,
      example: { rulesConfirmed: true },
      answers: {
        201: { description: 'The order.', schema: orderSchema, headers: { Location: 'Address of the order.' } },
      },
      problems: [404, 409],
      handle: async ({ body, caller, req }) => {
        const { form, copyFrom, insteadOf, openAt } = body;
        const asked = { form, copyFrom, insteadOf, clockSkewMs: skewOf(api, openAt), key: idempotencyKey(req) };
        const order = await openOrderFor(api, caller, asked);
        return created(await view(api, order, caller), { Location: `/v1/orders/${order.id}` });
      },
    }),
    route({
      id: 'listOrders',
      tag: 'Orders',
      method: 'get',
      path: '/v1/orders',
      cost: 2,
      permission: 'orders.read',
      summary: 'List orders by due date',
      description: 'The work queue of the staff, and the orders of an account. Applicants see their own only.',
      query: listQuery,
      answers: {
        200: {
          description: 'One page; `cursor` leads to the next one.',
          schema: z.object({ orders: z.array(orderSummarySchema), cursor: nextCursor }),
        },
      },
      handle: async ({ query: { limit, cursor, ...query }, caller }) => {
        const filter = filterOf(query, caller);
        const page = await listOrders(api.database, filter, pageIn({ limit, cursor }));
        const now = instant(api.now());
        return ok({
          orders: page.orders.map((order) => summaryView(order, caller, now)),
          ...present({ cursor: page.cursor }),
        });
      },
    }),
    route({
      id: 'readOrder',
      tag: 'Orders',
      method: 'get',
      path: '/v1/orders/{orderId}',
      permission: 'orders.read',
      summary: 'Read an order: where it stands, who must act, by when, and what you may do',
      params: orderPath,
      answers: { 200: { description: 'The order.', schema: orderSchema, headers: { ETag: 'For If-None-Match.' } } },
      handle: async ({ params, caller }) => {
        const order = await findOrder(api, caller, 'orders.read', params.orderId);
        const shown = await view(api, order, caller);
        return ok(shown, { ETag: etagOf(shown) });
      },
    }),
  ];
}

/** The clock is left out of the comparison, because time passes while nothing changes. */
function etagOf({ now: _now, ...shown }: object & { now: string }): string {
  return `W/"${createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22)}"`;
}

/** The order as the caller is shown it. */
export async function view(api: Api, order: Order, caller: Caller) {
  const key = await caseKey(api.database, api.vault, order.id);
  const progress = await withTypedTexts(api.database, key, order.id, order.progress);
  return orderView({ ...order, progress }, caller, filingTime(order, api.now()), await api.rules());
}

function filterOf(query: Omit<z.output<typeof listQuery>, 'limit' | 'cursor'>, caller: Caller): OrderFilter {
  const { stage, assignee, overdue, type, province, waitingOn, inProgress, accountId } = query;
  if (assignee !== undefined && caller.role === 'applicant') {
    const message = 'Only the staff look for orders by reviewer.';
    throw problem('INVALID', { errors: [{ path: 'query.assignee', code: 'STAFF_ONLY', message }] });
  }
  const own = access['orders.read'][caller.role] === 'OWN' ? ownAccount(caller) : undefined;
  const account = own ?? (accountId as AccountId | undefined);
  return {
    ...present({ accountId: account, stages: stage }),
    ...(assignee === undefined ? {} : { assignee: assigneeOf(assignee, caller) }),
    ...present({ overdue, type, province, waitingOn, inProgress }),
  };
}

function assigneeOf(text: string, caller: Caller): string | null {
  if (text === 'none') return null;
  return text === 'me' ? caller.id : text;
}

/** How far the clock of a filing that begins at this time is ahead. Refuses another time outside a sandbox. */
export function skewOf(api: Api, openAt: string | undefined): number {
  if (openAt === undefined) return 0;
  if (api.sandbox === undefined) {
    const message = 'Only a sandbox opens orders at another time.';
    throw problem('INVALID', { errors: [{ path: 'openAt', code: 'SANDBOX_ONLY', message }] });
  }
  return parseInstant(openAt) - api.now();
}
