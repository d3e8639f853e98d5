/** The three ways in which a call to an outside party can fail. */

export interface RetryOptions extends ErrorOptions {
  /** The party's own code, where it gave one. */
  code?: string;
  /** `TOMORROW`: a daily limit is used up, so the party refuses every try before the next day. */
  passes?: 'SOON' | 'TOMORROW';
}

/** The call failed and may be tried again: a time-out, a full queue, a server error. */
export class RetryableError extends Error {
  override readonly name = 'RetryableError';
  readonly code: string | undefined;
  readonly passes: 'SOON' | 'TOMORROW';
  constructor(message: string, { code, passes = 'SOON', ...options }: RetryOptions = {}) {
    super(message, options);
    this.code = code;
    this.passes = passes;
  }
}

/** The party refused for good: it would refuse every further try. `code` is the party's own. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly code: string;
  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Only a person can find out what happened or what to do, so a task for operators is opened. `code` is the party's own, or names
 * the fault of our set-up. Once a person has corrected the fault, the same call succeeds.
 */
export class AskPersonError extends Error {
  override readonly name = 'AskPersonError';
  readonly code: string | undefined;
  constructor(message: string, code?: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
