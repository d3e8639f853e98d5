/** Moving a filing's clock forward. The clock of an order can be moved in sandbox mode only. */
import { WorkflowNotFoundError } from '@temporalio/client';
import { LAST_DAY_TO_ACT } from '../../domain/time/date-range.ts';
import { civilDate, formatInstant, instant, type Instant } from '../../domain/time/instant.ts';
import { filingTime, readOrder, type Order } from '../../store/orders/orders.ts';
import { setClockSkew } from '../../store/postgres/clock-skew.ts';
import { dutiesWorkflowId } from '../../workflows/messages/duties.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal } from '../refusal.ts';

/**
 * Moves a running workflow's clock; rejects when the workflow is not running or the server cannot move clocks. Resolves to
 * the milliseconds by which the workflow's clock is now ahead of the wall clock, never too many.
 */
export type FastForward = (workflowId: string, durationMs: number) => Promise<number>;

export interface ClockDependencies extends Pick<
  UseCaseDependencies,
  'database' | 'vault' | 'temporal' | 'limits' | 'now'
> {
  fastForward: FastForward;
}

/** The farthest that a clock is moved at once, in milliseconds: two years. */
export const FARTHEST_MS = 2 * 366 * 24 * 3_600_000;

/**
 * The filing's workflow and the workflow of its duties each have a clock; both move by the same time. An instant that has
 * passed changes nothing. Returns the order as it stands then.
 */
export async function moveClock(
  deps: ClockDependencies,
  order: Order,
  by: { advanceTo: Instant } | { advanceBy: number },
): Promise<Order> {
  const now = filingTime(order, deps.now());
  const ms = 'advanceBy' in by ? by.advanceBy : distance(by.advanceTo, now);
  if (civilDate(instant(now + ms)) > LAST_DAY_TO_ACT) throw tooLate();
  if (ms > 0) await move(deps, order, ms);
  return (await readOrder(deps.database, deps.vault, order.id)) ?? order;
}

function distance(to: Instant, now: Instant): number {
  const ms = to - now;
  if (ms <= FARTHEST_MS) return ms;
  const advice = `A clock is moved by two years at most; it is ${formatInstant(now)} now.`;
  throw refusal('INVALID', { findings: [{ path: 'advanceTo', code: 'TOO_FAR', advice }] });
}

const tooLate = () =>
  refusal('INVALID', {
    findings: [{ path: 'clock', code: 'TOO_FAR', advice: `A clock goes no farther than to ${LAST_DAY_TO_ACT}.` }],
  });

async function move(deps: ClockDependencies, order: Order, ms: number): Promise<void> {
  const running = await runningOf(deps, [order.id, dutiesWorkflowId(order.id)]);
  if (running.length === 0) throw refusal('CLOSED', { detail: 'Nothing of this order runs any more.' });
  let gained = 0;
  for (const workflowId of running) gained = (await forward(deps, workflowId, ms)) ?? gained;
  await setClockSkew(deps.database, order.id, order.clockSkewMs + gained);
}

/** Undefined when the workflow has ended meanwhile. */
async function forward(deps: ClockDependencies, workflowId: string, ms: number): Promise<number | undefined> {
  try {
    return await deps.fastForward(workflowId, ms);
  } catch (error) {
    if ((await runningOf(deps, [workflowId])).length > 0) throw error;
    return undefined;
  }
}

async function runningOf(
  { temporal, limits }: Pick<ClockDependencies, 'temporal' | 'limits'>,
  workflowIds: readonly string[],
): Promise<string[]> {
  const running: string[] = [];
  for (const workflowId of workflowIds) {
    try {
      const { status } = await temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, () =>
        temporal.workflow.getHandle(workflowId).describe(),
      );
      if (status.name === 'RUNNING') running.push(workflowId);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  }
  return running;
}
