/** One email. `idempotencyKey` becomes the Message-ID, so mail programs show a repeated delivery once. */
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
