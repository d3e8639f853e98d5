/**
 * What the gateway of bureau and MIIT posts to Beian (`POST /v1/webhooks/bureau`). Both sides read this schema: the API
 * parses with it, and the gateway's OpenAPI document is made from it. Every message carries an `eventId`; the same
 * `eventId` is the same event, however often it is delivered.
 */
import { z } from 'zod';
import { actionData } from '../domain/lifecycle/action.ts';

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

/** Bureau or MIIT tell what happened to an order; `data` is that of the action of the same name. */
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
  ])
  .meta({ id: 'BureauWebhook' });
export type BureauWebhook = z.infer<typeof bureauWebhookSchema>;
