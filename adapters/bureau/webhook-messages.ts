/** @see ../webhook-messages.ts — liveness and SMS parties use them too, so they stand beside all parties. */
export * from '../webhook-messages.ts';
