/** @see ../webhook-signature.ts — liveness and SMS parties use it too, so it stands beside all parties. */
export * from '../webhook-signature.ts';
