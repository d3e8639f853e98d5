/** The duties after an approval: what each website still has to do, and the reports that it was done (R-POST-4). */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { MOST_NAMES, websiteIdSchema } from '../../../domain/order/names.ts';
import { ifKnown, present } from '../../../domain/present.ts';
import { civilDate, formatInstant } from '../../../domain/time/instant.ts';
import { guidanceOf, type Guidance } from '../../../domain/duties/guidance.ts';
import { DUTY_KINDS, DUTY_STATES } from '../../../domain/duties/duty.ts';
import { findingSchema, MOST_FINDINGS } from '../../../domain/finding.ts';
import { REPORT_NAMES, reportsOf } from '../../../domain/duties/duty-reports.ts';
import { listDuties, type ListedDuty } from '../../../store/duties/duties.ts';
import { filingTime, type Order } from '../../../store/orders/orders.ts';
import { answerWith, outcomeSchema, REPEATED, WHERE_TO_ASK } from '../../views/action-answer.ts';
import type { Caller } from '../../../usecases/access/caller.ts';
import { checkPage } from '../../../usecases/duties/check-page.ts';
import { reportDuty } from '../../../usecases/duties/report-duty.ts';
import type { Api } from '../../dependencies.ts';
import { maskedForm } from '../../../domain/order/form-privacy.ts';
import { idempotencyKey, idempotencyKeySchema } from '../../http/idempotency.ts';
import { orderSummarySchema, summaryView } from '../../../usecases/shown/order-summary-view.ts';
import { findOrder } from '../../../usecases/access/orders-in-reach.ts';
import { orderPath } from '../../http/identifiers.ts';
import { ok, route, type Route } from '../../http/route.ts';

const at = z.iso.datetime({ offset: true });
const text = z.object({ zh: z.string(), en: z.string() });
const guidanceSchema = z
  .object({
    advice: z.array(text),
    link: z.url().optional(),
    copy: z.string().optional().meta({ description: 'HTML for the footer.' }),
  })
  .meta({ id: 'Guidance' });
const dutySchema = z
  .object({
    websiteId: z.string(),
    domain: z.string(),
    number: z.string(),
    kind: z.enum(DUTY_KINDS),
    state: z.enum(DUTY_STATES),
    due: z.object({ at, unit: z.literal('CD'), amount: z.number() }).optional(),
    openedAt: at,
    closedAt: at.optional(),
    psbNumber: z.string().optional(),
    guidance: guidanceSchema
      .optional()
      .meta({ description: 'What to do, where, and what to copy; absent once the order is erased.' }),
    reports: z.array(z.enum(REPORT_NAMES)).meta({ description: 'What can be reported about it now.' }),
  })
  .meta({ id: 'Obligation' });

const bodySchema = z
  .strictObject({
    actionId: idempotencyKeySchema.optional().meta({ description: 'Your name for this report; see actions.' }),
    data: z.unknown().optional().meta({ description: 'What the report carries, at least `websiteId`.' }),
  })
  .meta({ id: 'ReportObligation' });

const checkSchema = z.strictObject({ websiteId: websiteIdSchema() }).meta({ id: 'CheckPage' });
const checkedSchema = z
  .object({
    kind: z.enum(DUTY_KINDS),
    isShown: z.boolean().meta({ description: 'Nothing is missing, so the duty was reported as done.' }),
    faults: z.array(findingSchema()).max(MOST_FINDINGS).meta({ description: 'Which part is missing or wrong.' }),
  })
  .meta({ id: 'CheckedObligation' });

const reportPath = orderPath.extend({
  action: z
    .string()
    .max(60)
    .meta({ description: `One of: ${REPORT_NAMES.join(', ')}.`, example: 'psbSubmitted' }),
});

export function dutyRoutes(api: Api): Route[] {
  return [
    route({
      id: 'listObligations',
      tag: 'After approval',
      method: 'get',
      path: '/v1/orders/{orderId}/obligations',
      permission: 'obligations.read',
      summary: 'Duties after the approval',
      description: 'Number in the footer, PSB filing and icon, copyright, licence; what is due first comes first.',
      params: orderPath,
      answers: {
        200: {
          description: 'Every duty.',
          schema: z.object({ obligations: z.array(dutySchema).max(MOST_NAMES * DUTY_KINDS.length) }),
        },
      },
      handle: async ({ params, caller }) => {
        const order = await findOrder(api, caller, 'obligations.read', params.orderId);
        const [duties, guidance] = await Promise.all([
          listDuties(api.database, { orderId: order.id }),
          guidanceFor(api, order, caller),
        ]);
        return ok({ obligations: duties.map((duty) => ({ ...dutyView(duty), ...guidance(duty) })) });
      },
    }),
    route({
      id: 'reportObligation',
      tag: 'After approval',
      method: 'post',
      path: '/v1/orders/{orderId}/obligations/actions/{action}',
      permission: 'obligations.report',
      summary: 'Report that a duty was done',
      description:
        'Answers like an action: 200 applied, 409 refused with the reason, 202 when no worker answered in time.',
      params: reportPath,
      body: bodySchema,
      example: { data: { websiteId: 'W1' } },
      answers: {
        200: { description: 'Applied.', schema: outcomeSchema.extend({ order: orderSummarySchema }) },
        202: {
          description: 'Stored; not answered yet.',
          schema: outcomeSchema,
          headers: WHERE_TO_ASK,
        },
      },
      problems: [409],
      handle: async ({ params: { orderId, action }, body, caller, req }) => {
        const order = await findOrder(api, caller, 'obligations.report', orderId);
        const name = body.actionId ?? idempotencyKey(req) ?? randomUUID();
        const reported = await reportDuty(api, order, caller, { action, name, data: body.data });
        const after = reported.order;
        const summary = summaryView(after, caller, filingTime(after, api.now()));
        const naming = { orderId: order.id, action, actionId: name };
        return answerWith(reported.outcome, naming, summary, reported.isRepeat ? REPEATED : {});
      },
    }),
    route({
      id: 'checkPage',
      tag: 'After approval',
      method: 'post',
      path: '/v1/orders/{orderId}/obligations/page-check',
      permission: 'obligations.report',
      cost: 20,
      summary: 'Look at the home page for what the duties ask to be shown there',
      description:
        'Reads the home page once, which takes up to some ten seconds, and compares it with the footer, the icon of the police and the copyright notice. What is shown is reported as done. What scripts draw, and where on the page something stands, is not seen. Answers 409 with the reason when no page can be read.',
      params: orderPath,
      body: checkSchema,
      example: { websiteId: 'W1' },
      answers: {
        200: {
          description: 'Each open duty of the website that a page shows.',
          schema: z.object({ obligations: z.array(checkedSchema).max(DUTY_KINDS.length) }),
        },
      },
      problems: [409, 410, 429],
      handle: async ({ params, body, caller }) => {
        const order = await findOrder(api, caller, 'obligations.report', params.orderId);
        return ok({ obligations: await checkPage(api, order, caller, body.websiteId) });
      },
    }),
  ];
}

/** Guidance names the filing's owner, so it is masked for everybody else. */
async function guidanceFor(api: Api, order: Order, { role }: Caller) {
  const { policies } = await api.rules();
  if (order.form === undefined) return () => ({});
  const { name, province, city } = (role === 'applicant' ? order.form : maskedForm(order.form)).entity;
  const on = civilDate(filingTime(order, api.now()));
  const subject = { entityName: name ?? '', province, city, on, policies };
  return (duty: ListedDuty) => ({ guidance: guidanceView(guidanceOf(duty, subject)) });
}

const guidanceView = ({ advice, ...rest }: Guidance) => ({ advice: [...advice], ...rest });

function dutyView(duty: ListedDuty): z.infer<typeof dutySchema> {
  const { websiteId, domain, number, kind, state, due, openedAt, closedAt, psbNumber } = duty;
  return {
    websiteId,
    domain,
    number,
    kind,
    state,
    ...(due === undefined ? {} : { due: { ...due, at: formatInstant(due.at) } }),
    openedAt: formatInstant(openedAt),
    ...present({ closedAt: ifKnown(closedAt, formatInstant), psbNumber }),
    reports: reportsOf(duty),
  };
}
