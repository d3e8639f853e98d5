/** Schemas of the requests to the control API. */
import { z } from 'zod';
import type { Province } from '../../domain/order/form.ts';

const optionalText = z.string().optional();

const at = z.iso.datetime({ offset: true });
const civilDate = z.iso.date();
/** The hand-over of an event (default: the last one) and the event's id (default: a new one). */
const event = { handOver: z.int().min(1).optional(), eventId: z.string().min(8).max(100).optional() };
const items = z
  .array(z.strictObject({ path: z.string(), code: z.string(), advice: z.string() }))
  .min(1)
  .default([
    { path: 'websites.W1.name', code: 'NAME_NOT_ALLOWED', advice: '网站名称不符合要求 Choose another website name.' },
  ]);

export const ordersQuerySchema = z.object({ domain: optionalText });
export const acceptSchema = z.strictObject({ ...event, at: at.optional() });
export const smsStartedSchema = z.strictObject({ ...event, sentAt: at.optional() });
export const verifySchema = z.strictObject({ ...event, personId: optionalText });
export const failSchema = z.strictObject({
  ...event,
  personId: optionalText,
  wrongEntries: z.int().min(1).max(100).optional(),
});
export const refuseSchema = z.strictObject({ ...event, reason: optionalText });
export const returnSchema = z.strictObject({ ...event, reason: optionalText });
export const decisionSchema = z.discriminatedUnion('decision', [
  z.strictObject({ ...event, decision: z.literal('APPROVED'), issuedOn: civilDate.optional() }),
  z.strictObject({ ...event, decision: z.literal('REJECTED'), items }),
  z.strictObject({ ...event, decision: z.literal('WRONG_TYPE'), note: optionalText }),
]);
/** The bureau returns the order because of an order of another provider; `domain` is one of its domains, by default the first. */
export const conflictSchema = z.discriminatedUnion('conflict', [
  z.strictObject({ ...event, conflict: z.literal('HOST') }),
  z.strictObject({ ...event, conflict: z.literal('DOMAIN'), domain: optionalText }),
]);
export const syncSchema = z.strictObject({
  ...event,
  issuedOn: civilDate.optional(),
  entityNumber: optionalText,
  websites: z.array(z.strictObject({ domain: z.string(), number: z.string() })).optional(),
});
export const faceResultSchema = z.strictObject({
  at: at.optional(),
  reason: optionalText,
  /** The vendor's own result code. */
  code: z
    .string()
    .regex(/^\d{1,4}$/, 'write the number of a result')
    .optional(),
  /** Whether the person's browser goes back to Beian afterwards. */
  returns: z.boolean().default(true),
});
export const parcelSchema = z.strictObject({
  orderId: z.string(),
  courier: optionalText,
  trackingNumber: z.string(),
  event: z.string(),
  at: at.optional(),
});
export const receiptSchema = z.strictObject({
  reference: z.string(),
  status: z.enum(['DELIVERED', 'FAILED']),
  code: optionalText,
  eventId: event.eventId,
});
export const entityRecordSchema = z.strictObject({
  certificateNumber: z.string(),
  number: optionalText,
  here: z.boolean().optional(),
  shell: z.boolean().optional(),
  blacklisted: z.boolean().optional(),
  filed: z.boolean().optional(),
  websites: z.int().min(0).optional(),
});
export const domainRecordSchema = z.strictObject({
  domain: z.string(),
  owner: z.string(),
  here: z.boolean().optional(),
  elsewhere: z.boolean().optional(),
  number: optionalText,
  psbNumber: optionalText,
});
/** MIIT tells Beian of something that was done through somebody else. */
export const elsewhereSchema = z.strictObject({ happenedAt: at.optional(), eventId: event.eventId });
/** Another provider takes the website over. */
export const transferAwaySchema = elsewhereSchema.extend({
  to: z.strictObject({ code: optionalText, name: optionalText }).default({ name: '另一家接入商' }),
});
export const modeSchema = z.strictObject({
  accept: z.enum(['sync', 'async']).optional(),
  auto: z.boolean().optional(),
});
export const targetSchema = z.strictObject({ url: z.url({ protocol: /^https?$/ }) });
export const templatesSchema = z.record(z.string(), z.string());

export const registeredDomainSchema = z.strictObject({
  domain: z.string(),
  mainlandRegistrar: z.boolean().optional(),
  registeredHere: z.boolean().optional(),
  registrantKind: z.enum(['PERSON', 'ORGANISATION']).optional(),
  registrant: z.strictObject({ name: z.string(), certificateNumber: optionalText }).optional(),
  realNameVerifiedOn: civilDate.optional(),
  expiresOn: civilDate.optional(),
  registeredOn: civilDate.optional(),
  onHold: z.boolean().optional(),
  dnsChangedAt: z.iso.datetime({ offset: true }).optional(),
});
export const instanceSchema = z.strictObject({
  instanceId: z.string(),
  product: z
    .enum([
      'VM',
      'VIRTUAL_HOST',
      'LIGHT_SERVER',
      'ELASTIC_HOSTING',
      'NAT_GATEWAY',
      'IPV6_TRANSLATION',
      'ENS',
      'SITE_BUILDER',
    ])
    .default('VM'),
  mainland: z.boolean().default(true),
  prepaid: z.boolean().default(true),
  termMonths: z.int().min(0).default(12),
  expiresOn: civilDate,
  publicIp: optionalText,
  publicIps: z.array(z.strictObject({ from: z.string(), to: z.string() })).optional(),
  accessMethod: z.enum(['DEDICATED_LINE', 'HOSTING', 'VIRTUAL_HOST', 'OTHER', 'CLOUD']).optional(),
  /** Province in which the server stands. */
  place: z.custom<Province>((value) => typeof value === 'string' && /^[A-Z]{2}$/.test(value)).optional(),
  loadBalancerIp: z.boolean().optional(),
  ownerAccountId: z.string(),
});
export const inboxQuerySchema = z.object({
  channel: z.enum(['sms', 'email']).optional(),
  to: optionalText,
  order: optionalText,
  /** Waits until there are this many … */
  count: z.coerce.number().int().min(1).max(1000).default(1),
  /** … or until so many seconds are over. */
  wait: z.coerce.number().min(0).max(30).default(0),
});
