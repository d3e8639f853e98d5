/** How a call to an outside party ends, in the three ways a filing can deal with. */

/** The call failed and may be tried again: a time-out, a full queue, a server error. */
export class RetryableError extends Error {
  override readonly name = 'RetryableError';
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
 * Nobody but a person can tell what happened or what to do; an operator task is opened with this message. `code` is the
 * party's own, where it gave one.
 */
export class AskPersonError extends Error {
  override readonly name = 'AskPersonError';
  readonly code: string | undefined;
  constructor(message: string, code?: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
