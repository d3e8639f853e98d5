/** What an order still lacks and why, which documents it needs, and who has to pass a face check (A-004, R-SM-9). */
import { allFindings, checkByConcern } from '../../domain/check-order/check-order.ts';
import { missingInPhotoStep } from '../../domain/check-order/photo-step.ts';
import type { Finding } from '../../domain/finding.ts';
import { awaitsPhoto, isDrafting, type DraftingStage } from '../../domain/lifecycle/stage.ts';
import { mailInstructions, type MailInstructions } from '../../domain/materials/originals.ts';
import { SLOT_ADVICE } from '../../domain/materials/slots.ts';
import { entityHead } from '../../domain/order/heads.ts';
import type { PersonId } from '../../domain/identifiers.ts';
import { requiredSlots, type RequiredSlot } from '../../domain/materials/required-slots.ts';
import { draftingStage } from '../../domain/order/drafting.ts';
import { orderScope } from '../../domain/order/order-scope.ts';
import {
  ENTITY_CERTIFICATE,
  stepOfFaceCheck,
  stepOfSlot,
  type AskingStep,
} from '../../domain/channel/asked-in-step.ts';
import type { Channel, OrderType } from '../../domain/order-types/order-type.ts';
import { present } from '../../domain/present.ts';
import { authenticityMethod } from '../../domain/proofs/proofs.ts';
import { personsForLiveness } from '../../domain/proofs/who-proves.ts';
import { reviewItems, type ReviewItem } from '../../domain/review/review-items.ts';
import { civilDate } from '../../domain/time/instant.ts';
import { policySlot } from '../../facts/image-rules.ts';
import { inquire } from '../../facts/inquiry.ts';
import { goesByPhone } from '../channel/channel-rules.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { factsOf, TYPE_MISSING, type WrittenOrder } from './draft.ts';

export interface ChecklistSlot extends Omit<RequiredSlot, 'template'> {
  present: boolean;
  /** There is a form to download for it. */
  template: boolean;
  /** In which step the channel asks for it. */
  step: AskingStep;
  /** It has to be taken by phone. */
  byPhone: boolean;
}

export interface Checklist {
  type?: OrderType;
  firstMissing?: DraftingStage;
  /** What stops the submission, or while a photo is awaited the photo step. */
  missing: Finding[];
  warnings: Finding[];
  documents: ChecklistSlot[];
  people: { personId: string; faceCheck: 'MISSING' | 'PASS' | 'FAIL'; fails: number; step: AskingStep }[];
  /** What a reviewer ticks before the order is approved. */
  review: ReviewItem[];
  /** Which paper originals go where. */
  mail?: MailInstructions;
  policyVersion: string;
}

export async function checklistOf(
  deps: UseCaseDependencies,
  order: WrittenOrder,
  channel: Channel | undefined,
): Promise<Checklist> {
  const facts = await factsOf(deps, inquire(deps), order);
  const { policies, form, changed, documents, liveness, photoAllowedFor, recordedWebsites } = facts;
  const { type } = order;
  const { kind } = form.entity;
  const check = type === undefined ? undefined : checkByConcern({ ...facts, type });
  const firstMissing = isDrafting(order.stage) ? draftingStage(facts, check) : undefined;
  const known = { ...present({ firstMissing }), policyVersion: policies.version };
  if (type === undefined || check === undefined)
    return { ...known, missing: [TYPE_MISSING], warnings: [], review: [], ...askedBeforeType(facts, channel) };
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
      step: stepOfSlot(policySlot(slot.slot), { channel, kind }),
      byPhone: goesByPhone(channel, slot.slot, { policies, on }),
    })),
    people: (byFaceCheck ? personsForLiveness(form, type, policies, on) : []).map((personId) =>
      faceCheckOf(personId, liveness, stepOfFaceCheck({ channel, kind })),
    ),
    review: reviewItems({ form, type, policies, on }),
    ...present({ mail }),
  };
}

/** What the app asks for before the type is known; nothing elsewhere. */
function askedBeforeType(
  { form, documents, liveness }: Awaited<ReturnType<typeof factsOf>>,
  channel: Channel | undefined,
): Pick<Checklist, 'documents' | 'people'> {
  const { kind } = form.entity;
  const head = entityHead(form);
  if (kind === undefined) return { documents: [], people: [] };
  if (stepOfFaceCheck({ channel, kind }) === 'TYPE')
    return { documents: [], people: head === undefined ? [] : [faceCheckOf(head, liveness, 'TYPE')] };
  if (stepOfSlot(ENTITY_CERTIFICATE, { channel, kind }) !== 'TYPE') return { documents: [], people: [] };
  const certificate: ChecklistSlot = {
    slot: ENTITY_CERTIFICATE,
    mandatory: true,
    due: 'SUBMISSION',
    advice: SLOT_ADVICE[ENTITY_CERTIFICATE],
    present: documents.some(({ slot }) => slot === ENTITY_CERTIFICATE),
    template: false,
    step: 'TYPE',
    byPhone: false,
  };
  return { documents: [certificate], people: [] };
}

const faceCheckOf = (
  personId: PersonId,
  liveness: Awaited<ReturnType<typeof factsOf>>['liveness'],
  step: AskingStep,
): Checklist['people'][number] => ({
  personId,
  faceCheck: liveness[personId]?.status ?? 'MISSING',
  fails: liveness[personId]?.fails ?? 0,
  step,
});
