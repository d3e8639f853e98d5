/**
 * Every action on a filing, named as in domain-spec §5.8, with the data it carries. API and workflow parse the same schemas:
 * the API to answer at once, the workflow because somebody may send a signal by hand with Temporal UI.
 */
import { z } from 'zod';
import { findingSchema } from '../finding.ts';
import { isoDate, isoInstant } from '../time/iso-date.ts';
import { lazilyEach } from '../lazily.ts';
import { personIdSchema, slotNameSchema, websiteIdSchema } from '../order/names.ts';
import { madeOneLine } from '../text/one-line.ts';
import { subjectSchema } from '../subject.ts';

const note = z.string().trim().min(1).max(500);
/** No bureau acts in another century. */
const plausible = (iso: string): boolean => iso.startsWith('20');
const at = isoInstant().refine(plausible, 'write an instant of this century');
const issuedOn = isoDate().refine(plausible, 'write a date of this century');
const findings = () => z.array(findingSchema()).min(1, 'name at least one item to fix').max(50);
const nothing = z.strictObject({}).default({});
/** What the reviewer ticked of the checklist of the order: `commitment-letter`, `undertaking-title:W1`. */
const ticks = () =>
  z
    .array(
      z.string().regex(/^[a-z][a-z-]{1,60}(?::W[1-9]\d?)?$/, 'write an item of the checklist such as licence-copy:W1'),
    )
    .max(1000);
const trackingNumber = z.string().regex(/^[A-Za-z0-9-]{4,40}$/, 'write the tracking number as printed');

/** A hand-over is named by its number within the order; callbacks of a finished one have no effect (R-SMS-21). */
const handOver = z.int().min(1).max(1000);

/** The websites that a decision is about, where a bureau decides on each by itself (R-BUR-4); left out, it is about all that is undecided. */
const decidedWebsites = () => z.array(websiteIdSchema()).min(1, 'name at least one website').max(50).optional();

const decision = () =>
  z.discriminatedUnion('decision', [
    z.strictObject({
      decision: z.literal('APPROVED'),
      handOver,
      issuedOn: issuedOn.optional(),
      websites: decidedWebsites(),
    }),
    z.strictObject({ decision: z.literal('REJECTED'), handOver, items: findings(), websites: decidedWebsites() }),
    z.strictObject({ decision: z.literal('WRONG_TYPE'), handOver, note: note.optional() }),
  ]);
export type BureauDecision = z.infer<ReturnType<typeof decision>>;

const recordedWebsite = () =>
  z.strictObject({
    domain: madeOneLine(3, 253),
    number: madeOneLine(5, 60),
    /** The website in the form. Beian finds it by the domain, and does not believe others. */
    websiteId: websiteIdSchema().optional(),
  });

/** The numbers on record; or of a removal that what was to go is gone, for nothing is left to be named. */
const synced = () =>
  z.union([
    z.strictObject({
      handOver,
      entityNumber: madeOneLine(5, 60),
      websites: z.array(recordedWebsite()).max(50),
      issuedOn: issuedOn.optional(),
    }),
    z.strictObject({ handOver, removed: z.literal(true) }),
  ]);

export const actionData = lazilyEach({
  /** An edit of form or documents moved the draft to another drafting state; the API sends this after the edit. */
  edited: () => nothing,
  submitForReview: () => z.strictObject({ confirmed: z.literal(true, 'confirm that the information is correct') }),
  withdraw: () => nothing,
  abandon: () => z.strictObject({ reason: note.optional() }).default({}),
  reactivate: () => nothing,
  operatorCancel: () => z.strictObject({ reason: note }),
  consentToCancel: () => nothing,
  /** What staff note for one another about the order; the applicant sees that something was noted, not what. */
  annotate: () => z.strictObject({ note }),
  claim: () => nothing,
  release: () => nothing,
  approve: () => z.strictObject({ note: note.optional(), ticks: ticks().optional() }).default({}),
  reject: () => z.strictObject({ items: findings() }),
  rejectOrder: () => z.strictObject({ items: findings() }),
  requestMaterial: () => z.strictObject({ slots: z.array(slotNameSchema()).min(1).max(20), note: note.optional() }),
  materialUploaded: () => z.strictObject({ slot: slotNameSchema() }),
  requestMail: () => nothing,
  /** A reviewer allows one person the photo instead of the face check (R-AUTH-8). */
  allowPhoto: () => z.strictObject({ personId: personIdSchema() }),
  callOutcome: () =>
    z.strictObject({
      outcome: z.enum(['REACHED_NO_CHANGE', 'REACHED_NEEDS_CHANGE', 'NO_ANSWER']),
      items: z.array(findingSchema()).max(50).optional(),
      note: note.optional(),
    }),
  livenessResult: () =>
    z.strictObject({
      personId: personIdSchema(),
      result: z.enum(['PASS', 'FAIL']),
      at: at.optional(),
      reason: note.optional(),
      /** No further try can help; a reviewer may allow the photo at once. */
      cause: z.literal('NOT_POSSIBLE').optional(),
    }),
  /** Where the backdrop is sent; without an address it goes to the entity's mailing address. */
  requestBackdrop: () => z.strictObject({ address: madeOneLine(5, 200).optional() }).default({}),
  backdropShipped: () => z.strictObject({ trackingNumber }),
  backdropReceived: () => nothing,
  photoUploaded: () => nothing,
  mailRegistered: () => z.strictObject({ courier: madeOneLine(1, 60), trackingNumber }),
  mailReceived: () => nothing,
  forwardToBureau: () => z.strictObject({ note: note.optional(), ticks: ticks().optional() }).default({}),
  forwardAccepted: () => z.strictObject({ handOver, reference: madeOneLine(1, 100).optional(), at: at.optional() }),
  /** The bureau's system refused the order after the hand-over; the provider must act again. */
  forwardFailed: () => z.strictObject({ handOver, reason: note }),
  smsStarted: () => z.strictObject({ handOver, sentAt: at }),
  smsVerified: () => z.strictObject({ handOver, personId: personIdSchema() }),
  smsFailed: () =>
    z.strictObject({ handOver, personId: personIdSchema().optional(), wrongEntries: z.int().min(1).max(100) }),
  smsReturned: () => z.strictObject({ handOver, reason: note.optional() }),
  smsResendRequested: () => z.strictObject({ personId: personIdSchema().optional() }).default({}),
  changeRequested: () =>
    z.strictObject({
      fields: z
        .array(z.string().regex(/^[\w.:-]{1,120}$/))
        .min(1)
        .max(50),
    }),
  resubmit: () => nothing,
  bureauDecision: decision,
  operatorRecordDecision: decision,
  recordSynced: synced,
  instanceExpired: () => z.strictObject({ websiteId: websiteIdSchema() }),
  codeRevoked: () => z.strictObject({ websiteId: websiteIdSchema() }),
  instanceRenewed: () => z.strictObject({ websiteId: websiteIdSchema() }),
  reviewerAbsent: () => z.strictObject({ reviewerId: subjectSchema() }),
  deadlineOverride: () => z.strictObject({ due: madeOneLine(1, 40), until: at, reason: note }),
  calendarChanged: () => nothing,
  policyChanged: () => nothing,
} as const satisfies Record<string, () => z.ZodType>);

export type Action = keyof typeof actionData;
export const ACTIONS = Object.keys(actionData) as readonly Action[];
export type ActionData<A extends Action> = z.infer<ReturnType<(typeof actionData)[A]>>;
export const isAction = (name: string): name is Action => Object.hasOwn(actionData, name);
