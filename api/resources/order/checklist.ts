/** What is still missing and why, which documents the order needs, and the form to download (A-004, R-SM-9). */
import { orderScope } from '../../../domain/order/order-scope.ts';
import { z } from 'zod';
import { SECTORS } from '../../../domain/order/form.ts';
import { allFindings, checkByConcern } from '../../../domain/check-order/check-order.ts';
import { missingInPhotoStep } from '../../../domain/check-order/photo-step.ts';
import { MOST_NAMES, MOST_SLOTS } from '../../../domain/order/names.ts';
import { findingSchema, MOST_FINDINGS } from '../../../domain/finding.ts';
import { present } from '../../../domain/present.ts';
import { inquire } from '../../../facts/inquiry.ts';
import { civilDate } from '../../../domain/time/instant.ts';
import { requiredSlots } from '../../../domain/materials/required-slots.ts';
import { orderTypeSchema } from '../../../domain/order-types/order-type.ts';
import { personsForLiveness } from '../../../domain/proofs/who-proves.ts';
import { mailInstructions } from '../../../domain/materials/originals.ts';
import { authenticityMethod } from '../../../domain/proofs/proofs.ts';
import { draftingStage } from '../../../domain/order/drafting.ts';
import { awaitsPhoto, DRAFTING_STAGES, isDrafting } from '../../../domain/lifecycle/stage.ts';
import { filingTime } from '../../../store/orders/orders.ts';
import { standingPermissions } from '../../../store/proofs/photo-permissions.ts';
import { factsOf, TYPE_MISSING, type WrittenOrder } from '../../../usecases/drafting/draft.ts';
import type { Api } from '../../dependencies.ts';
import { maskedForm } from '../../../domain/order/form-privacy.ts';
import { hiddenFrom, shownTexts } from '../../views/masked-text-view.ts';
import { findWrittenOrder } from '../../../usecases/access/orders-in-reach.ts';
import { orderPath } from '../../http/identifiers.ts';
import { problem } from '../../http/problems.ts';
import { ok, route, type Route } from '../../http/route.ts';

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
      .array(z.object({ personId: z.string(), faceCheck: z.enum(['MISSING', 'PASS', 'FAIL']), fails: z.int() }))
      .max(MOST_NAMES),
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

/** States in which only photos and face checks count. */

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
        const { missing, warnings, ...rest } = await checklistOf(api, order);
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
        const { policies } = await api.rules();
        const at = filingTime(order, api.now());
        const allowed = order.progress?.photoAllowedFor ?? [];
        const photoAllowedFor = await standingPermissions(api.database, api.vault, order, allowed);
        const { type } = order;
        if (type === undefined) throw problem('CONFLICT', { detail: TYPE_MISSING.advice });
        const form = caller.role === 'applicant' ? order.form : maskedForm(order.form);
        const slots = requiredSlots({ form, type, policies, on: civilDate(at), photoAllowedFor });
        const template = slots.find((one) => one.slot === slot)?.template;
        if (template === undefined) throw problem('NOT_FOUND', { detail: 'There is no form for this slot.' });
        return ok(template);
      },
    }),
  ];
}

async function checklistOf(api: Api, order: WrittenOrder): Promise<z.infer<typeof checklistSchema>> {
  const facts = await factsOf(api, inquire(api), order);
  const { policies, form, changed, documents, liveness, photoAllowedFor, recordedWebsites } = facts;
  const { type } = order;
  const check = type === undefined ? undefined : checkByConcern({ ...facts, type });
  const firstMissing = isDrafting(order.stage) ? draftingStage(facts, check) : undefined;
  const known = { ...present({ firstMissing }), policyVersion: policies.version };
  if (type === undefined || check === undefined)
    return { ...known, missing: [TYPE_MISSING], warnings: [], documents: [], people: [] };
  const on = civilDate(facts.at);
  const { warnings, ...found } = allFindings(check);
  const missing = awaitsPhoto(order.stage)
    ? missingInPhotoStep({ ...facts, type })
    : [...found.blocking, ...found.unchecked];
  const mailRequested = order.progress?.mailRequested ?? false;
  const websitesOnRecord = recordedWebsites?.length;
  const mail = mailInstructions({ form, type, mailRequested, websitesOnRecord, policies, on });
  const slots = requiredSlots({ form, type, changed, policies, on, photoAllowedFor, websitesOnRecord });
  const isMissing = (slot: string) => missing.some(({ path }) => path === `documents.${slot}`);
  const scope = orderScope(form, type);
  const byFaceCheck = authenticityMethod(scope, policies, on) === 'LIVENESS_APP';
  return {
    ...known,
    type,
    missing,
    warnings,
    documents: slots.map(({ template, ...slot }) => ({
      ...slot,
      present: documents.some((document) => document.slot === slot.slot) && !isMissing(slot.slot),
      template: template !== undefined,
    })),
    people: (byFaceCheck ? personsForLiveness(form, type, policies, on) : []).map((personId) => ({
      personId,
      faceCheck: liveness[personId]?.status ?? 'MISSING',
      fails: liveness[personId]?.fails ?? 0,
    })),
    ...present({ mail }),
  };
}
