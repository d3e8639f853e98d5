/**
 * How long an action that a crash left in the outbox waits behind a thousand that cannot be sent: half of them are for filings that
 * do not run, half cannot be read. It is compared with an outbox that holds nothing else.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { ActionId, OrderId } from '../domain/identifiers.ts';
import { instant } from '../domain/time/instant.ts';
import { noteRequest, readUnsent, requestDigest } from '../store/outbox/action-requests.ts';
import { untilReady } from '../stack/processes/children.ts';
import { figure, type Figure, type Target } from './figure.ts';
import { driveFiling, ready, TASK_QUEUES } from './sides.ts';
import { inParallel } from './throughput.ts';
import type { World } from './world.ts';

const POISONED = 1000;
/** Actions of this age are taken over from the request that noted them. */
const LEFT_BEHIND_MS = 15_000;
const LOOK_MS = 20;
const MOST_SECONDS = 5;

const laterByLessThan = (seconds: number): Target => ({
  target: `< floor + ${seconds} s`,
  judge: ({ measured, ratio }) => measured - measured / ratio < seconds,
});

export async function measurePoisonedOutbox(world: World): Promise<Figure[]> {
  const worker = world.startWorker('filings', TASK_QUEUES.filings);
  const api = await world.startApi(TASK_QUEUES.filings);
  await untilReady(
    api.child,
    60,
    async () => (await fetch(`${api.operationsUrl}/readyz`).catch(() => undefined))?.ok === true,
  );
  const filing = await ready(world, 'filings', { filled: 'nothing' });
  await driveFiling(world, filing, { until: 0 });
  const alone = await secondsUntilSent(world, filing.order.id);
  await poison(world);
  const behind = await secondsUntilSent(world, filing.order.id);
  await Promise.all([api.child.stop(), worker.stop()]);
  return [
    figure(
      {
        name: 'poisoned outbox',
        words: `From the time an action counts as left behind until it is sent, behind ${POISONED} that cannot be sent; the floor is an empty outbox.`,
        unit: 's',
        measured: behind,
        floor: alone,
      },
      laterByLessThan(MOST_SECONDS),
    ),
  ];
}

async function poison(world: World): Promise<void> {
  const { database } = world.store;
  const orders = await inParallel(POISONED, 8, () => ready(world, 'filings', { filled: 'nothing' }));
  await Promise.all(
    orders.map(async ({ order }, place) => {
      const actionId = await leftBehind(world, order.id);
      if (place % 2 === 0) return;
      const unsent = Buffer.from('nobody can open this');
      await database.updateTable('action_requests').set({ unsent }).where('action_id', '=', actionId).execute();
    }),
  );
}

async function secondsUntilSent(world: World, orderId: OrderId): Promise<number> {
  const { database, vault } = world.store;
  const started = performance.now();
  const actionId = await leftBehind(world, orderId);
  while ((await readUnsent(database, vault, { caseId: orderId, actionId })) !== undefined) await pause(LOOK_MS);
  return (performance.now() - started) / 1000;
}

async function leftBehind({ store: { database, vault } }: World, orderId: OrderId): Promise<ActionId> {
  const actionId = actionIdOf(randomUUID());
  const actor = { id: 'bench', role: 'operator', door: 'api' } as const;
  const sent = { to: 'filing', action: 'annotate', actionId, actor, data: { note: 'left behind' } } as const;
  const at = instant(Date.now() - LEFT_BEHIND_MS);
  await noteRequest(database, vault, { orderId, sent, digest: requestDigest(vault, actionId), at });
  return actionId;
}

const actionIdOf = (text: string) => text as ActionId;
