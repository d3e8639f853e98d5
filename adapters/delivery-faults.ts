/** How a call to an outside party ends, in the three ways a filing can deal with. */

export interface RetryOptions extends ErrorOptions {
  /** The party's own code, where it gave one. */
  code?: string;
  /** `TOMORROW`: a limit of the day is used up, so that trying again sooner is refused again. */
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

/** The party refused for good: trying again would be refused again. `code` is the party's own. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly code: string;
  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Nobody but a person can tell what happened or what to do; an operator task is opened. `code` is the party's own, or says
 * what in our set-up is wrong. Once it is mended, the same call succeeds.
 */
export class AskPersonError extends Error {
  override readonly name = 'AskPersonError';
  readonly code: string | undefined;
  constructor(message: string, code?: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
