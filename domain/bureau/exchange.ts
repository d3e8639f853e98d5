/** The exchange with the bureaus over MIIT's own interface: two workflows for each account, a sender and a fetcher. */
export const BUREAU_SENDER = 'bureauSender';
export const BUREAU_FETCHER = 'bureauFetcher';

/** The name of an account is the provider's own and says nothing about people. */
export const senderId = (account: string): string => `bureau-sender-${account}`;
export const fetcherId = (account: string): string => `bureau-fetcher-${account}`;

/** Ends a wait: something was queued, or an operator has started the account. */
export const WAKE = 'wake';

export interface ExchangeInput {
  account: string;
}

/** What sender or fetcher wait for. */
export type WaitsFor =
  /** Something to send. */
  | 'UPLOADS'
  /** The next look for files. */
  | 'FILES'
  /** An operator starts the account again. */
  | 'OPERATOR'
  /** The bureau takes reports at certain hours only. */
  | 'HOURS'
  /** The bureau has announced, or says, that its system is maintained. */
  | 'MAINTENANCE'
  /** Too many files wait at the bureau. */
  | 'FULL_QUEUE'
  /** The server cannot be reached, or fails. */
  | 'BUREAU'
  /** The outcome of a call is not known; the bureau is asked after a pause. */
  | 'ANSWER'
  /** Something here fails for a reason of its own, which program or data has to be mended for. */
  | 'CORRECTION'
  /** Another process is at work on this account. */
  | 'OTHER_PROCESS'
  /** The account is not in the configuration any more. */
  | 'CONFIGURATION';

/** What one turn did, and whether the next one follows at once. Codes and numbers only: Temporal shows it. */
export type Turn = { goOn: true; did: string; number?: number } | { goOn: false; waitsFor: WaitsFor; forMs: number };
