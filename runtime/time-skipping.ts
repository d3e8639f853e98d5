/**
 * Moves the clock of one running workflow forward.
 *
 * The Temporal server itself skips the time: every timer on the way fires at its own (virtual) time and in order, with the
 * work it causes done in between; history and search attributes are real. For tests, the demo and the sandbox's "move this
 * filing's clock" button. The SDK has no wrapper for it yet, so these are the raw calls. The server must be 1.32 or newer
 * with `frontend.WorkflowTimeSkippingEnabled`.
 */
import {
  Connection,
  isGrpcServiceError,
  isRetryableError,
  type Client,
  type ConnectionOptions,
  type WorkflowHandle,
} from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const { FastForwardPollingResult, WorkflowExecutionStatus } = proto.temporal.api.enums.v1;
const RUNNING = WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
const { FieldMask } = proto.google.protobuf;

const GRPC_NOT_FOUND = 5;
const GRPC_INVALID_ARGUMENT = 3;

export class FastForwardError extends Error {
  override readonly name = 'FastForwardError';
}

/** The last fast-forward of each workflow: a second one while the first is under way would jump past timers that are due. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * Fulfilled when that much time has passed for the workflow and everything due in it has happened, or when the workflow has
 * ended. Calls for the same workflow take turns. A child workflow's clock does not move with its parent's.
 *
 * @param durationMs more than zero, counted from the moment the server takes the call; add a minute to what must have fired
 * @returns milliseconds by which the workflow's clock got ahead of the wall clock; rather too few than too many
 * @throws FastForwardError when the workflow is not running at the start, or the server cannot skip time
 */
export function fastForward(client: Client, workflowId: string, durationMs: number): Promise<number> {
  const key = `${client.options.namespace}/${workflowId}`;
  const turn = (underWay.get(key) ?? Promise.resolve()).then(() => skip(client, workflowId, durationMs));
  // The next call waits for the end of this one, whether it succeeds or fails.
  const settled = turn
    .catch(() => {})
    .finally(() => {
      if (underWay.get(key) === settled) underWay.delete(key);
    });
  underWay.set(key, settled);
  return turn;
}

async function skip(client: Client, workflowId: string, durationMs: number): Promise<number> {
  const begin = Date.now();
  let from: number;
  let fastForwardId: string;
  try {
    from = (await clockOf(client, workflowId)).now;
    fastForwardId = await setOff(client, workflowId, durationMs > WALK_MS ? durationMs - WALK_MS : durationMs);
  } catch (error) {
    throw new FastForwardError(explanation(error, workflowId), { cause: error });
  }
  await untilArrived(client, { ...executionOf(client, workflowId), fastForwardId });
  await walk(client, workflowId, from + durationMs);
  const arrived = await clockOf(client, workflowId);
  return Math.max(0, arrived.now - from - (Date.now() - begin));
}

/**
 * The last moments pass in real time. When a fast-forward ends a few milliseconds after a timer, the server sometimes misses
 * the end while it works on that timer, and goes on to the next timer, however far away (1.32.0; 4 of 84 tries).
 */
const WALK_MS = 1_500;
/** The server gives up after so many timers and tries on the way; its own limit is too low for days of tries. */
const MOST_JUMPS = 100_000;
/** An activity that failed once may have been unlucky; one that fails again waits for somebody. */
const WORTH_WAITING = 2;
/** The latest a timer fires after its instant. */
const TIMER_LAG_MS = 100;

/** Waits until the workflow's own clock has come to an instant and nothing is being worked on. */
async function walk(client: Client, workflowId: string, until: number): Promise<void> {
  for (;;) {
    const clock = await clockOf(client, workflowId);
    const left = until + TIMER_LAG_MS - clock.now;
    if (!clock.running) return;
    if (left <= 0 && !clock.busy) {
      const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
      if (isStill(clock, events ?? [], until)) return;
    }
    await pause(Math.max(left, 25));
  }
}

type HistoryEvents = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>;

/**
 * Whether a history that was read after the clock is the one the clock was read from, and none of its timers is due by
 * `until`. A busy server fires timers late: one that fired between the two readings is due no more, and what it causes is
 * still to come.
 */
export function isStill(
  { eventCount }: Pick<WorkflowClock, 'eventCount'>,
  events: HistoryEvents,
  until: number,
): boolean {
  if (events.length !== eventCount) return false;
  const open = new Map<string, number>();
  for (const { eventTime, timerStartedEventAttributes: started, ...event } of events) {
    if (started) open.set(started.timerId ?? '', tsToMs(eventTime) + tsToMs(started.startToFireTimeout));
    const over = event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes;
    if (over) open.delete(over.timerId ?? '');
  }
  return ![...open.values()].some((dueAt) => dueAt <= until);
}

const executionOf = (client: Client, workflowId: string) => ({
  namespace: client.options.namespace,
  workflowExecution: { workflowId, runId: '' },
});

/**
 * Starts the fast-forward. The server takes a repeated call for a second fast-forward in spite of its id, so the call is
 * sent on a connection that does not repeat calls by itself; a failed call is sent again only when the server did not accept
 * it.
 */
async function setOff(client: Client, workflowId: string, durationMs: number): Promise<string> {
  const id = randomUUID();
  const once = await Connection.connect({ ...connectionOptions(client), interceptors: [] });
  try {
    await once.workflowService.updateWorkflowExecutionOptions({
      ...executionOf(client, workflowId),
      workflowExecutionOptions: {
        timeSkippingConfig: {
          enabled: true,
          disablePropagation: true,
          maxSessionSkipCount: MOST_JUMPS,
          fastForwardConfig: { id, duration: msToTs(durationMs) },
        },
      },
      updateMask: FieldMask.create({ paths: ['time_skipping_config'] }),
    });
  } catch (error) {
    if (!isGrpcServiceError(error) || !isRetryableError(error)) throw error;
    if ((await clockOf(client, workflowId)).fastForwardId !== id) return await setOff(client, workflowId, durationMs);
  } finally {
    await once.close();
  }
  return id;
}

function connectionOptions({ connection }: Client): ConnectionOptions {
  if (connection instanceof Connection) return connection.options;
  throw new FastForwardError('Time can be skipped over a connection of the client package only.');
}

interface WorkflowClock {
  /** The workflow's own time, in milliseconds since the epoch. */
  now: number;
  /** The last way it was sent. */
  fastForwardId: string | undefined;
  running: boolean;
  /** Events of its history so far. */
  eventCount: number;
  /** Whether a workflow task is under way, or an activity that has not failed again after its first failure. */
  busy: boolean;
}

async function clockOf(client: Client, workflowId: string): Promise<WorkflowClock> {
  const { workflowExtendedInfo, workflowExecutionInfo, pendingWorkflowTask, pendingActivities } =
    await client.workflowService.describeWorkflowExecution({
      namespace: client.options.namespace,
      execution: { workflowId, runId: '' },
    });
  const skipping = workflowExtendedInfo?.timeSkippingInfo;
  return {
    now: skipping?.currentTime ? tsToMs(skipping.currentTime) : Date.now(),
    fastForwardId: skipping?.effectiveConfig?.fastForwardConfig?.id ?? undefined,
    running: workflowExecutionInfo?.status === RUNNING,
    eventCount: Number(workflowExecutionInfo?.historyLength ?? 0),
    busy:
      Boolean(pendingWorkflowTask) || (pendingActivities ?? []).some(({ attempt }) => (attempt ?? 0) <= WORTH_WAITING),
  };
}

async function untilArrived(
  client: Client,
  request: { namespace: string; workflowExecution: { workflowId: string; runId: string }; fastForwardId: string },
): Promise<void> {
  for (;;) {
    const { fastForwardPollingResult: result, failedReason } =
      await client.workflowService.pollWorkflowExecutionTimeSkipping(request);
    if (result === FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT) continue;
    if (result === FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED) return;
    // A workflow that ended meanwhile needs no more time.
    if (failedReason.includes('execution ended')) return;
    throw new FastForwardError(
      `The clock of ${request.workflowExecution.workflowId} could not be moved: ${failedReason}`,
    );
  }
}

function explanation(error: unknown, workflowId: string): string {
  if (!isGrpcServiceError(error)) return `The clock of ${workflowId} could not be moved: ${String(error)}`;
  const code: number = error.code;
  if (code === GRPC_NOT_FOUND) return `${workflowId} is not running: only a running workflow has a clock to move.`;
  if (code === GRPC_INVALID_ARGUMENT) {
    return `The server refuses to move the clock of ${workflowId}: ${error.details}. Does it run with frontend.WorkflowTimeSkippingEnabled?`;
  }
  return `The clock of ${workflowId} could not be moved: ${error.details}`;
}
