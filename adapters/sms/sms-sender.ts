/**
 * One text message by an approved template: mainland operators deliver nothing else. `template` is the notification
 * code (`N-1`), which each implementation maps to its vendor's template ID; `params` fill it in order.
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
  /** `reference` is the vendor's number of the SMS; missing when the vendor took it without naming it. */
  send(sms: Sms): Promise<{ reference?: string }>;
}
