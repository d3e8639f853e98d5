/**
 * How long a person waits for an answer: an action by HTTP, answered when the filing has applied it. It takes turns with a bare
 * update of a workflow that does nothing else.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { localTokens } from '../api/auth/tokens.ts';
import { untilReady } from '../stack/processes/children.ts';
import { atMost, figure, forComparison, quantile, type Figure } from './figure.ts';
import { ready, driveFiling, TASK_QUEUES } from './sides.ts';
import type { World } from './world.ts';

/** The API allows each employee 120 writes a minute. */
const ACTIONS_PER_REVIEWER = 100;
const WARM_UP = 10;
/** Number of steps after the opening until the order is in the reviewers' queue. */
const UNTIL_REVIEW = 2;

export async function measureLatency(world: World, { actions }: { actions: number }): Promise<Figure[]> {
  const workers = [world.startWorker('filings', TASK_QUEUES.filings), world.startWorker('floor', TASK_QUEUES.floor)];
  const api = await world.startApi(TASK_QUEUES.filings);
  await untilReady(api.child, 60, async () => {
    const answer = await fetch(`${api.operationsUrl}/readyz`).catch(() => undefined);
    return answer?.ok === true;
  });
  const { issue } = localTokens(api.tokenSecret);
  const bare = await world.clients.floor.workflow.start('answering', {
    workflowId: 'bench-answering',
    taskQueue: TASK_QUEUES.floor,
  });
  const [own, floor]: [number[], number[]] = [[], []];
  for (let done = 0, reviewer = 1; done < actions; done += ACTIONS_PER_REVIEWER, reviewer += 1) {
    const token = await issue({ sub: `reviewer-${reviewer}`, role: 'reviewer' });
    const filing = await ready(world, 'filings');
    await driveFiling(world, filing, { until: UNTIL_REVIEW });
    await pause(500); // until its messages have been sent
    const count = Math.min(ACTIONS_PER_REVIEWER, actions - done);
    for (let turn = 0; turn < count; turn += 1) {
      const action = turn % 2 === 0 ? 'claim' : 'release';
      const taken = await timed(() => act(`${api.url}/v1/orders/${filing.id}/actions/${action}`, token));
      const updated = await timed(() => echo(bare, turn));
      if (done + turn < WARM_UP) continue;
      own.push(taken);
      floor.push(updated);
    }
  }
  await bare.signal('end');
  await Promise.all([api.child, ...workers].map((child) => child.stop()));
  return [
    figure(
      {
        name: 'action answered, p50',
        words: `An action by HTTP (claim and release in turns), answered as applied, against a bare update; ${own.length} of each, one after the other.`,
        unit: 'ms',
        measured: quantile(own, 0.5),
        floor: quantile(floor, 0.5),
      },
      atMost(2.5),
    ),
    figure(
      {
        name: 'action answered, p99',
        words: 'The slowest hundredth of these answers.',
        unit: 'ms',
        measured: quantile(own, 0.99),
        floor: quantile(floor, 0.99),
      },
      forComparison,
    ),
  ];
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function act(url: string, token: string): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: '{}',
  });
  const body = await response.text();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${body}`);
}

async function echo(handle: WorkflowHandle, value: number): Promise<void> {
  await handle.executeUpdate<number, [number]>('echo', { args: [value] });
}
