/**
 * A step that fails for a reason of its own: what it holds cannot be stored, today or ever. Trying again would hold up every message
 * behind it, so the process refuses the action and opens a task. Everything else that fails is tried again.
 */
import { ApplicationFailure } from '@temporalio/activity';
import type { Cause } from '../domain/lifecycle/cause.ts';
import { UNWRITABLE_STEP } from '../domain/lifecycle/unwritable-step.ts';
import { DateOutOfRange } from '../domain/time/date-range.ts';
import { facets } from '../store/postgres/unavailable.ts';

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

/** A value that no column takes (class 22), breaks a rule of the table, or is too large for it; or a date that there is not. */
function isOfItsOwn(error: unknown): boolean {
  if (error instanceof DateOutOfRange) return true;
  const { code, name } = facets(error);
  if (code === undefined) return name === 'RangeError';
  return /^(?:22...|23502|23514|54...)$/.test(code);
}
