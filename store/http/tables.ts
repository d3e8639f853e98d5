/** Tables of requests and callbacks that may be repeated. */
import type { Defaulted, Optional, Sealed } from '../postgres/columns.ts';

export interface IdempotencyTable {
  account_id: string;
  key: string;
  route: string;
  request_hash: string;
  /** When it was begun, or last said that it goes on. */
  begun_at: Date;
  /** Which request works under the key: each that takes over from one left behind has the next turn. */
  turn: Defaulted<number>;
  /** Status, headers and body of the answer; null while the first request is under way. */
  response: Optional<Sealed>;
}

export interface WebhookEventsTable {
  party: string;
  event_id: string;
  begun_at: Date;
  done_at: Optional<Date>;
  /** Of the event's content. */
  digest: Optional<Buffer>;
}

export interface WebhookNoncesTable {
  party: string;
  nonce: string;
  seen_at: Date;
}
