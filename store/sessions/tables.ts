export interface ConsoleSessionsTable {
  id: string;
  /** SHA-256 of the token that the browser holds. */
  token_digest: string;
  /** Of the token before, which requests under way may still bring. */
  previous_digest: string | null;
  rotated_at: Date;
  csrf: string;
  subject: string;
  role: string;
  account_id: string | null;
  /** What the identity provider calls the sign-in (`sid`). */
  provider_session: string | null;
  /** The order that a code let the phone in to. */
  only_order: string | null;
  /** Which code did; it begins one session only. */
  hand_off: string | null;
  begun_at: Date;
  seen_at: Date;
  /** When it ends, however busy it is. */
  ends_at: Date;
}
