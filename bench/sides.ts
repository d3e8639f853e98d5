/** How the client drives one filing of each side: the same signals in the same order, each sent after the last was applied. */
import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import type { ActionId } from '../domain/identifiers.ts';
import { isAction } from '../domain/lifecycle/action.ts';
import type { Actor } from '../domain/role.ts';
import { instant } from '../domain/time/instant.ts';
import { noteArrived, requestDigest, type SentAction } from '../store/outbox/action-requests.ts';
import { FILING_WORKFLOW, type FilingInput } from '../workflows/messages/filing.ts';
import type { FloorInput } from './floor/contract.ts';
import { actorOf, stepsOf } from './happy-path.ts';
import { writeOrder, type WrittenOrder } from './orders.ts';
import type { World } from './world.ts';

/** Beian's filings, the floor, and the floor with state writes as local activities. */
export type Contestant = 'filings' | 'floor' | 'tuned floor';

export const TASK_QUEUES = { filings: 'bench-filings', floor: 'bench-floor' } as const;

/** One filing that is ready to start. */
export interface ReadyFiling {
  order: WrittenOrder;
  id: string;
  start(): Promise<WorkflowHandle>;
  /** Notes that somebody asks for an action, as the API does before it sends the signal; the floor has no such thing. */
  ask(asked: Asked): Promise<void>;
}

export interface Asked {
  action: string;
  actionId: string;
  actor: Actor;
  data: unknown;
}

export async function ready(
  world: World,
  contestant: Contestant,
  { filled = 'complete', taskQueue }: { filled?: 'complete' | 'nothing'; taskQueue?: string } = {},
): Promise<ReadyFiling> {
  if (contestant === 'filings') return readyFiling(world, filled, taskQueue);
  return readyFloor(world, contestant, taskQueue);
}

async function readyFiling(world: World, filled: 'complete' | 'nothing', taskQueue: string = TASK_QUEUES.filings) {
  const order = await writeOrder(world.store, filled);
  const { id, accountId, clockOffset } = order;
  const input: FilingInput = { orderId: id, accountId, clockOffset };
  const start = () =>
    world.clients.filings.workflow.start(FILING_WORKFLOW, {
      workflowId: id,
      taskQueue,
      args: [input],
      staticSummary: `filing ${id}`,
    });
  const ask = ({ action, actionId, actor, data }: Asked) => {
    if (!isAction(action)) throw new Error(`there is no action ${action}`);
    const sent: SentAction = { to: 'filing', action, actionId: actionId as ActionId, actor, data };
    const { database, vault } = world.store;
    const digest = requestDigest(vault, actionId);
    return noteArrived(database, vault, { orderId: id, sent, digest, at: instant(Date.now()) });
  };
  return { order, id, start, ask };
}

let floorOrders = 0;

async function readyFloor(world: World, contestant: Contestant, taskQueue: string = TASK_QUEUES.floor) {
  floorOrders += 1;
  const id = `BAFLOOR-${String(floorOrders).padStart(8, '0')}`;
  await world.pool.query('insert into floor_orders (id, state, changed_at) values ($1, $2, now())', [id, 'DRAFT']);
  const contact = (number: number) => ({ mobile: `1370013${7000 + number}`, email: `person${number}@example.cn` });
  const numbered = { domain: 'bench.cn', entityNumber: '鲁ICP备2026000000号' };
  const input: FloorInput = {
    id,
    ...numbered,
    contacts: { P1: contact(1), P2: contact(2), ACCOUNT: contact(3) },
    stateWrites: contestant === 'floor' ? 'remote' : 'local',
  };
  const order: WrittenOrder = { ...(await borrowedOrder(world)), ...numbered };
  const start = () => world.clients.floor.workflow.start('floorFiling', { workflowId: id, taskQueue, args: [input] });
  return { order, id, start, ask: () => Promise.resolve() };
}

let borrowed: WrittenOrder | undefined;
/** An order of Beian whose account the floor's signals name as their actor, because the floor has no orders. */
async function borrowedOrder(world: World): Promise<WrittenOrder> {
  borrowed ??= await writeOrder(world.store, 'nothing');
  return borrowed;
}

export interface DriveOptions {
  /** Number of steps to take after the opening; all steps by default. */
  until?: number;
  /** Called after every step, e.g. to wait until the workflow rests. */
  between?: (handle: WorkflowHandle) => Promise<void>;
}

/** Drives a filing from its start to its end, or to an earlier step. */
export async function driveFiling(
  { steps }: World,
  filing: ReadyFiling,
  { until = Infinity, between }: DriveOptions = {},
): Promise<WorkflowHandle> {
  const { id, order } = filing;
  const opened = steps.written(id, 1);
  const handle = await filing.start();
  await opened;
  await between?.(handle);
  for (const [index, step] of stepsOf(order).entries()) {
    if (index >= until) return handle;
    if (step.by === 'GATEWAY') continue; // awaited with the step before
    const seq = index + 2;
    const written = [steps.written(id, seq)];
    if (step.action === 'forwardToBureau') written.push(steps.written(id, seq + 1));
    const said = { actionId: `${id}:${seq}`, actor: actorOf(step, order.accountId), data: step.data };
    await filing.ask({ action: step.action, ...said });
    await handle.signal(step.action, said);
    await Promise.all(written);
    await between?.(handle);
  }
  if (until === Infinity) await endOf(handle);
  return handle;
}

const PATIENCE_MS = 180_000;

async function endOf(handle: WorkflowHandle): Promise<void> {
  const over = new AbortController();
  const late = pause(PATIENCE_MS, 'late', { signal: over.signal }).catch(() => 'over');
  const first = await Promise.race([handle.result(), late]);
  over.abort();
  if (first === 'late') throw new Error(`${handle.workflowId} did not end within ${PATIENCE_MS / 1000} s`);
}
