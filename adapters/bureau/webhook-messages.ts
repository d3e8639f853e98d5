/**
 * The events that the gateway of bureau and MIIT posts to Beian (`POST /v1/webhooks/bureau`). The API parses with this schema, and
 * the gateway's OpenAPI document is made from it. Every event carries an `eventId`; repeated deliveries with one `eventId` are one
 * event.
 */
import { z } from 'zod';
import { syncEventSchema } from '../../domain/record/sync-event.ts';
import { actionData } from '../../domain/lifecycle/action.ts';

const eventId = z
  .string()
  .regex(/^[A-Za-z0-9_:.-]{8,100}$/, 'write an identifier of 8 to 100 letters, digits or _ : . -')
  .meta({ description: 'Names the event. Becomes the action id: a repeated delivery changes nothing.' });
const orderId = z
  .string()
  .regex(/^[!-~]{1,60}$/, 'write the order number')
  .meta({ description: 'The order number given at hand-over.' });

/** The actions of domain-spec §5.8 that arrive from bureau and MIIT. */
export const BUREAU_EVENTS = [
  'forwardAccepted',
  'forwardFailed',
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

/** MIIT changed a record without an order of this provider. */
const recordChanged = z.strictObject({ eventId, event: z.literal('recordChanged'), data: syncEventSchema });

/** Bureau or MIIT report what happened to an order, or to a record without one; `data` is the data of the action with the same name. */
export const bureauWebhookSchema = z
  .discriminatedUnion('event', [
    bureauEvent('forwardAccepted'),
    bureauEvent('forwardFailed'),
    bureauEvent('smsStarted'),
    bureauEvent('smsVerified'),
    bureauEvent('smsFailed'),
    bureauEvent('smsReturned'),
    bureauEvent('bureauDecision'),
    bureauEvent('recordSynced'),
    recordChanged,
  ])
  .meta({ id: 'BureauWebhook' });
export type BureauWebhook = z.infer<typeof bureauWebhookSchema>;
