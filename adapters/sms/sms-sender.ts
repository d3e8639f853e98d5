/**
 * One text message by an approved template: mainland carriers deliver nothing else. `template` is the notification code (`N-1`),
 * which each implementation maps to its vendor's template ID; `params` fill its variables in order.
 */
export interface Sms {
  idempotencyKey: string;
  /** Mainland mobile, 11 digits. */
  to: string;
  template: string;
  params: readonly string[];
}

/** Sends SMS; throws RetryableError, PermanentError or AskPersonError (`adapters/delivery-faults.ts`). */
export interface SmsSender {
  /** `reference` is the vendor's id of the SMS; it is missing when the vendor accepted the SMS without giving one. */
  send(sms: Sms): Promise<{ reference?: string }>;
}
