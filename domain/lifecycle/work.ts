/** Work in the world that a filing does not wait for. It is kept with the steps, so that a filing that begins again does it. */
import type { Instant } from '../time/instant.ts';

export type FilingWork =
  /** Hands the order over to the bureau; the gateway's answer comes back as an action or an event. */
  | { kind: 'handOver'; handOver: number; verifiers: string[]; at: Instant }
  | { kind: 'resendSms'; handOver: number; actionId: string; personId?: string }
  /** Starts the process of the duties after the approval. */
  | { kind: 'startDuties'; issuedOn: string; startedAt: Instant }
  /** Opens the duties of websites that came on record after others of the same order, whose duties have begun. */
  | { kind: 'addDuties'; issuedOn: string; startedAt: Instant };
