/** What is still missing and why, which documents the order needs, and the form to download (A-004, R-SM-9). */
import { z } from 'zod';
import { ASKING_STEPS } from '../../../domain/channel/asked-in-step.ts';
import { findingSchema, MOST_FINDINGS } from '../../../domain/finding.ts';
import { DRAFTING_STAGES } from '../../../domain/lifecycle/stage.ts';
import { maskedForm } from '../../../domain/order/form-privacy.ts';
import { SECTORS } from '../../../domain/order/form.ts';
import { MOST_NAMES, MOST_SLOTS } from '../../../domain/order/names.ts';
import { orderTypeSchema } from '../../../domain/order-types/order-type.ts';
import { findWrittenOrder } from '../../../usecases/access/orders-in-reach.ts';
import { checklistOf } from '../../../usecases/drafting/checklist.ts';
import { templateFor } from '../../../usecases/drafting/template.ts';
import { hiddenFrom, shownTexts } from '../../../usecases/shown/masked-text-view.ts';
import type { Api } from '../../dependencies.ts';
import { orderPath } from '../../http/identifiers.ts';
import { ok, route, type Route } from '../../http/route.ts';

const askingStep = z.enum(ASKING_STEPS).meta({
  description:
    'In which step the channel asks for it (`Beian-Channel`): the app asks before the type or with the information, everybody else with the uploads.',
});

const slotSchema = z
  .object({
    slot: z.string(),
    mandatory: z.boolean(),
    present: z.boolean(),
    due: z.enum(['SUBMISSION', 'APPROVAL', 'PHOTO']).meta({ description: 'By when it must be there.' }),
    advice: z.string(),
    personId: z.string().optional(),
    websiteId: z.string().optional(),
    template: z.boolean().meta({ description: 'There is a form to download for it.' }),
    step: askingStep,
    byPhone: z.boolean().meta({ description: 'It has to be taken by phone: a hand-off leads there.' }),
  })
  .meta({ id: 'DocumentSlot' });

/** 50 of each for the order, for its construction plan and for each of its sectors (`mail.papers`, `mail.rules`). */
const MOST_TO_POST = 50 * (SECTORS.length + 2);

const checklistSchema = z
  .object({
    type: orderTypeSchema.optional(),
    firstMissing: z.enum(DRAFTING_STAGES).optional(),
    missing: z.array(findingSchema()).max(MOST_FINDINGS).meta({
      description: 'What stops the submission, or while a photo is awaited the photo step; each with what to do.',
    }),
    warnings: z.array(findingSchema()).max(MOST_FINDINGS),
    documents: z.array(slotSchema).max(MOST_SLOTS),
    people: z
      .array(
        z.object({
          personId: z.string(),
          faceCheck: z.enum(['MISSING', 'PASS', 'FAIL']),
          fails: z.int(),
          step: askingStep,
        }),
      )
      .max(MOST_NAMES),
    review: z
      .array(
        z.object({
          item: z.string(),
          websiteId: z.string().optional(),
          text: z.object({ zh: z.string(), en: z.string() }),
          needsNote: z.boolean().meta({ description: 'The note of the approval says what was seen.' }),
        }),
      )
      .max(MOST_SLOTS)
      .meta({
        description: 'What a reviewer looks at and names in `ticks` of `approve`, before the order is approved.',
      }),
    mail: z
      .object({
        recipient: z.string(),
        address: z.string(),
        phone: z.string().optional(),
        papers: z.array(z.object({ paper: z.string(), copies: z.int() })).max(MOST_TO_POST),
        rules: z.array(z.string()).max(MOST_TO_POST),
      })
      .optional()
      .meta({ description: 'Which paper originals go where, where province, sector or a reviewer want them.' }),
    policyVersion: z.string(),
  })
  .meta({ id: 'Checklist' });

export function checklistRoutes(api: Api): Route[] {
  return [
    route({
      id: 'readChecklist',
      tag: 'Form',
      method: 'get',
      path: '/v1/orders/{orderId}/checklist',
      cost: 10,
      permission: 'orders.read',
      summary: 'What is still missing, and why',
      params: orderPath,
      answers: { 200: { description: 'The checklist as of now.', schema: checklistSchema } },
      problems: [410],
      handle: async ({ params, caller }) => {
        const order = await findWrittenOrder(api, caller, 'orders.read', params.orderId);
        const { missing, warnings, ...rest } = await checklistOf(api, order, caller.channel);
        return ok({ ...rest, ...shownTexts({ missing, warnings }, hiddenFrom(caller, order)) });
      },
    }),
    route({
      id: 'readTemplate',
      tag: 'Documents',
      method: 'get',
      path: '/v1/orders/{orderId}/documents/{slot}/template',
      permission: 'documents.list',
      summary: 'The form to download, print and fill in by hand',
      description: 'Markdown, with what the order says filled in; names are masked for staff.',
      params: orderPath.extend({ slot: z.string().max(60) }),
      answers: {
        200: {
          description: 'The text of province, kind and type.',
          schema: z.object({ version: z.string(), title: z.string(), body: z.string() }),
        },
      },
      problems: [409, 410],
      handle: async ({ params: { orderId, slot }, caller }) => {
        const order = await findWrittenOrder(api, caller, 'documents.list', orderId);
        const form = caller.role === 'applicant' ? order.form : maskedForm(order.form);
        return ok(await templateFor(api, order, slot, form));
      },
    }),
  ];
}
