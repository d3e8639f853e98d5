/**
 * A step that fails for a reason of its own: what it holds cannot be stored, today or ever. Trying again would hold up every message
 * behind it, so the process refuses the action and opens a task. What is known to pass is tried again.
 */
import { activityInfo, ApplicationFailure } from '@temporalio/activity';
import type { Cause } from '../domain/lifecycle/cause.ts';
import { UNWRITABLE_STEP } from '../domain/lifecycle/unwritable-step.ts';
import { DateOutOfRange } from '../domain/time/date-range.ts';
import { facets, isPostgresUnavailable } from '../store/postgres/unavailable.ts';
import { SealError } from '../store/sealing/seal.ts';

/**
 * Writes a step. Only the step of an action can be refused: steps of due instants and refusals have nothing that an outside party
 * chose, and go on being tried until the program is mended.
 */
export async function writing<Answer>({ actionId, outcome }: Cause, write: () => Promise<Answer>): Promise<Answer> {
  try {
    return await write();
  } catch (error) {
    if (actionId === undefined || outcome !== 'APPLIED' || !isOfItsOwn(error)) throw error;
    const { code, name } = facets(error);
    throw ApplicationFailure.create({
      message: `the step cannot be written (${code ?? name ?? 'unknown'})`,
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
 * 3F), is not migrated yet or does not give us what we need (42), or the key of the data is missing.
 */
function passes(error: unknown): boolean {
  if (error instanceof SealError || isPostgresUnavailable(error)) return true;
  const { code } = facets(error);
  return code !== undefined && /^(?:08|25|28|3D|3F|40|42|53|55|57|58)...$/.test(code);
}
