/** Why an activity failed, in words for the operators who see it pending in Temporal UI. They never quote a value. */
import { ApplicationFailure } from '@temporalio/activity';
import { AskPersonError, PermanentError, RetryableError } from '../adapters/delivery-faults.ts';
import { facets, isPostgresUnavailable } from '../store/postgres/unavailable.ts';
import { SealError } from '../store/sealing/seal.ts';

export interface Waiting {
  /** `POSTGRES` and `PARTY` pass by themselves; the others need a person. */
  kind: 'POSTGRES' | 'PARTY' | 'PARTY_REFUSES' | 'UNREADABLE' | 'PROGRAM';
  reason: string;
}

export const needsPerson = ({ kind }: Waiting): boolean => kind !== 'POSTGRES' && kind !== 'PARTY';

/** What an activity waits for, by the error that ended its last try. */
export function waitingFor(error: unknown): Waiting {
  if (error instanceof RetryableError)
    return { kind: 'PARTY', reason: `waiting for an outside party: ${error.message}` };
  if (error instanceof AskPersonError || error instanceof PermanentError)
    return { kind: 'PARTY_REFUSES', reason: `waiting until somebody puts something right: ${error.message}` };
  if (isPostgresUnavailable(error)) return { kind: 'POSTGRES', reason: `waiting for Postgres (${codeOf(error)})` };
  if (error instanceof SealError) {
    const advice = 'see that BEIAN_MASTER_KEYS holds every key, or restore the row from a backup';
    return { kind: 'UNREADABLE', reason: `waiting until stored data can be decrypted again: ${advice}` };
  }
  const advice = "the worker's log says where it failed";
  return { kind: 'PROGRAM', reason: `waiting for a correction of program or data (${codeOf(error)}): ${advice}` };
}

/** The failure of one try as Temporal keeps and shows it. Without the error itself, whose message may quote values. */
export const failureOf = ({ kind, reason }: Waiting): ApplicationFailure =>
  ApplicationFailure.create({ message: reason, type: kind, nonRetryable: false });

/** The error's code, or its kind where it has none. */
function codeOf(error: unknown): string {
  const { code, name, errors = [] } = facets(error);
  return code ?? errors.map((one) => facets(one).code).find((one) => one !== undefined) ?? name ?? typeof error;
}
