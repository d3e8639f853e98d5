/** Why a token was refused, for the log of those who run Beian. Nothing of the token's own content is in it. */

export type WhyRefused =
  /** It is no signed JWT, or its content is not JSON. */
  | 'MALFORMED'
  | 'ALGORITHM'
  /** The identity provider publishes no key that fits. */
  | 'UNKNOWN_KEY'
  | 'SIGNATURE'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  /** An ID token, a refresh token, a token of another kind. */
  | 'NOT_AN_ACCESS_TOKEN'
  /** A claim is absent. */
  | 'MISSING'
  /** A claim is there and is not what is expected. */
  | 'WRONG'
  | 'TWO_ROLES';

export interface Reason {
  kind: WhyRefused;
  /** Of the token's content, or of its header: `alg`, `kid`, `typ`. */
  claim?: string | undefined;
  /** What the claim must be. */
  expected?: string | undefined;
}

/** The token's own fault. The caller hears only that it is not valid; the log hears why. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly reason: Reason;
  /** The header's `kid`, where it can be read. */
  readonly keyId: string | undefined;

  constructor(reason: Reason, { keyId, ...options }: { keyId?: string | undefined } & ErrorOptions = {}) {
    super(`the token was refused: ${reason.kind}`, options);
    this.reason = reason;
    this.keyId = keyId;
  }

  /** The fields of the line in the log. */
  get line(): Readonly<Record<string, string>> {
    const fields = {
      kind: this.reason.kind,
      claim: this.reason.claim,
      expected: this.reason.expected,
      keyId: this.keyId,
    };
    return Object.fromEntries(
      Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
    );
  }
}
