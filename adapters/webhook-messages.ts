/**
 * What outside parties post to Beian (`POST /v1/webhooks/{bureau,liveness,sms}`). Both sides read these schemas: the API
 * parses with them, and the gateway's OpenAPI document is made from them. Every message carries an `eventId`; the same
 * `eventId` is the same event, however often it is delivered.
 */
import { z } from 'zod';
import { actionData } from '../domain/action.ts';

const eventId = z
  .string()
  .regex(/^[A-Za-z0-9_:.-]{8,100}$/, 'write an identifier of 8 to 100 letters, digits or _ : . -')
  .meta({ description: 'Names the event. Becomes the action id: a repeated delivery changes nothing.' });
const orderId = z
  .string()
  .regex(/^[!-~]{1,60}$/, 'write the order number')
  .meta({ description: 'The order number given at hand-over.' });
const reference = z.string().regex(/^[!-~]{1,200}$/, 'write the reference as it was given');

/** The actions of domain-spec §5.8 that arrive from bureau and MIIT. */
export const BUREAU_EVENTS = [
  'forwardAccepted',
  'smsStarted',
  'smsVerified',
  'smsFailed',
  'smsReturned',
  'bureauDecision',
  'recordSynced',
] as const;
export type BureauEvent = (typeof BUREAU_EVENTS)[number];

const bureauEvent = <Event extends BureauEvent>(event: Event) =>
  z.strictObject({ eventId, orderId, event: z.literal(event), data: actionData[event]() });

/** Bureau or MIIT tell what happened to an order; `data` is that of the action of the same name. */
export const bureauWebhookSchema = z
  .discriminatedUnion('event', [
    bureauEvent('forwardAccepted'),
    bureauEvent('smsStarted'),
    bureauEvent('smsVerified'),
    bureauEvent('smsFailed'),
    bureauEvent('smsReturned'),
    bureauEvent('bureauDecision'),
    bureauEvent('recordSynced'),
  ])
  .meta({ id: 'BureauWebhook' });
export type BureauWebhook = z.infer<typeof bureauWebhookSchema>;

/** A face check is worth asking about: the result itself is fetched with `LivenessCheck.result(reference)`. */
export const livenessWebhookSchema = z.strictObject({ eventId, reference }).meta({ id: 'LivenessWebhook' });
export type LivenessWebhook = z.infer<typeof livenessWebhookSchema>;

/** The delivery receipt of one SMS; `reference` is what `SmsSender.send` answered. */
export const smsWebhookSchema = z
  .strictObject({
    eventId,
    reference,
    status: z.enum(['DELIVERED', 'FAILED']),
    code: z.string().min(1).max(100).optional().meta({ description: "The operator's own code, e.g. `UNDELIV`." }),
  })
  .meta({ id: 'SmsWebhook' });
export type SmsWebhook = z.infer<typeof smsWebhookSchema>;
