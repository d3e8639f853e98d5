/**
 * A step that fails for a reason of its own: what it holds cannot be stored, today or ever. Trying again would hold up every message
 * and due instant behind it, so the process refuses it and opens a task. What is known to pass is tried again.
 */
import { activityInfo, ApplicationFailure } from '@temporalio/activity';
import { AskPersonError, RetryableError } from '../adapters/delivery-faults.ts';
import type { Cause } from '../domain/lifecycle/cause.ts';
import { UNWRITABLE_STEP } from '../domain/lifecycle/unwritable-step.ts';
import { DateOutOfRange } from '../domain/time/date-range.ts';
import { facets, isPostgresUnavailable } from '../store/postgres/unavailable.ts';
import { SealError } from '../store/sealing/seal.ts';

/** A step, as far as it matters here. */
interface StepTried {
  cause: Pick<Cause, 'outcome'>;
}

/**
 * Writes a step. A refusal cannot be refused again, because there would be nothing left to tell: it goes on being tried until program
 * or data is mended.
 */
export async function writing<Answer>({ cause }: StepTried, write: () => Promise<Answer>): Promise<Answer> {
  if (cause.outcome !== 'APPLIED') return write();
  return orNever('the step cannot be written', write);
}

/** An activity that answers a question on which a step depends. Where it can never be answered, the step can never be written. */
export const answering =
  <Request, Answer>(answer: (request: Request) => Promise<Answer>) =>
  (request: Request): Promise<Answer> =>
    orNever('what the step depends on cannot be worked out', () => answer(request));

async function orNever<Answer>(message: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!isOfItsOwn(error)) throw error;
    const { code, name } = facets(error);
    throw ApplicationFailure.create({
      message: `${message} (${code ?? name ?? 'unknown'})`,
      type: UNWRITABLE_STEP,
      nonRetryable: true,
    });
  }
}

/** Whether no further try can help: whatever is not known to pass is the step's own. */
function isOfItsOwn(error: unknown): boolean {
  return isCertain(error) || (!passes(error) && activityInfo().attempt >= TRIES);
}

/** What may have been a chance, such as two writers at one moment, is tried so often first. */
const TRIES = 3;

/** A value that no column takes (class 22), breaks a rule of the table, or is too large for it; or a date that there is not. */
function isCertain(error: unknown): boolean {
  if (error instanceof DateOutOfRange) return true;
  const { code, name } = facets(error);
  if (code === undefined) return name === 'RangeError';
  return /^(?:22...|23502|23514|54...)$/.test(code);
}

/**
 * What somebody ends for all steps alike: Postgres is away, busy, read-only or full (08, 25, 40, 53, 55, 57, 58), does not let us in (28, 3D,
 * 3F), is not migrated yet or does not give us what we need (42), or the key of the data is missing; an outside party is away.
 */
function passes(error: unknown): boolean {
  if (error instanceof SealError || isPostgresUnavailable(error)) return true;
  if (error instanceof RetryableError || error instanceof AskPersonError) return true;
  const { code } = facets(error);
  return code !== undefined && /^(?:08|25|28|3D|3F|40|42|53|55|57|58)...$/.test(code);
}
