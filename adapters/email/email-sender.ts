/** One email. `idempotencyKey` becomes the Message-ID, so a repeated delivery is one message to the reader's program. */
export interface Email {
  idempotencyKey: string;
  to: string;
  subject: string;
  text: string;
}

/** Sends email; throws RetryableError, PermanentError or AskPersonError (`adapters/delivery-faults.ts`). */
export interface EmailSender {
  send(email: Email): Promise<{ reference: string }>;
}
