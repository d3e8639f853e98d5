/** Whether every promise was kept, read from the database, from Temporal and from what the outside parties were sent. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { z } from 'zod';
import { auditSigner } from '../store/sealing/index-key.ts';
import { verifyChains } from '../store/audit/audit-check.ts';
import type { Database } from '../store/postgres/database.ts';
import type { Accepted } from './client.ts';
import type { Course } from './courses.ts';
import type { Kill } from './disturbance.ts';

export interface Finding {
  promise: string;
  /** What was looked at, such as `1,204 actions`. */
  seen: string;
  /** Each with the order concerned; empty when the promise was kept. */
  broken: string[];
}

/**
 * A message whose worker was killed is taken over after the lease of its attempt, and after a minute more in which its worker
 * could have said what became of it. Pauses between tries grow, so an operator then has the rest sent at once.
 */
const UNTIL_OPERATOR_MS = 60_000;
const DELIVERY_MS = 10 * 60_000;
const ENDED = new Set(['COMPLETED', 'ABANDONED']);

/** Every accepted action has one outcome, and none was applied twice. An action may lead through several states in one step. */
export async function judgeActions(db: Database, accepted: readonly Accepted[]): Promise<Finding> {
  const rows = await db
    .selectFrom('audit')
    .select(['case_id', 'action_id', 'seq'])
    .where('action_id', 'is not', null)
    .execute();
  const steps = new Map<string, Set<number | null>>();
  for (const { case_id: caseId, action_id: actionId, seq } of rows) {
    // Stored as `api:<caller>:<id>`.
    const key = `${caseId} ${actionId?.split(':').at(-1)}`;
    steps.set(key, (steps.get(key) ?? new Set()).add(seq));
  }
  const lost = accepted
    .filter(({ orderId, actionId }) => !steps.has(`${orderId} ${actionId}`))
    .map(({ orderId, action, actionId }) => `${orderId}: ${action} ${actionId} was accepted and has no outcome`);
  const twice = [...steps]
    .filter(([, found]) => found.size > 1)
    .map(([key, found]) => `${key} was carried out in ${found.size} steps`);
  return {
    promise: 'Every accepted action has one outcome',
    seen: `${accepted.length} actions`,
    broken: [...lost, ...twice],
  };
}

/** Every filing is where its course ends. */
export async function judgeEnds(db: Database, filings: ReadonlyMap<string, Course>): Promise<Finding> {
  const rows = await db.selectFrom('orders').select(['id', 'stage']).execute();
  const stages = new Map<string, string>(rows.map(({ id, stage }) => [id, stage]));
  const broken = [...filings].flatMap(([id, course]) =>
    stages.get(id) === course.ends ? [] : [`${id} (${course.name}) is in ${stages.get(id)}, not in ${course.ends}`],
  );
  const strangers = rows.filter(({ id }) => !filings.has(id)).map(({ id }) => `${id} was opened by nobody`);
  return {
    promise: 'Every filing ends as its course says',
    seen: `${filings.size} filings`,
    broken: [...broken, ...strangers],
  };
}

const inboxSchema = z.object({
  messages: z.array(
    z.object({
      channel: z.string(),
      to: z.string(),
      vendor: z.string().optional(),
      key: z.string().optional(),
      reference: z.string().optional(),
      receivedAt: z.string(),
    }),
  ),
});

/**
 * Every message arrives once. One that came twice around a crash of the worker or of the party that had taken it is counted
 * apart: nobody could know that it had gone out.
 */
export async function judgeMessages(
  db: Database,
  sandboxUrl: string,
  kills: readonly Kill[],
  sendNow: (messageId: string) => Promise<unknown>,
): Promise<{ finding: Finding; acrossCrashes: string[] }> {
  const pending = await withoutPending(db, sendNow);
  const response = await fetch(`${sandboxUrl}/sandbox/v1/inbox`);
  const received = inboxSchema.parse(await response.json()).messages;
  const copies = new Map<string, number[]>();
  const references = new Set<string>();
  for (const { channel, to, vendor, key, reference, receivedAt } of received) {
    if (channel === 'sms' && vendor === undefined) continue; // MIIT's own
    const name = `${channel} ${key ?? ''} ${to}`;
    copies.set(name, [...(copies.get(name) ?? []), Date.parse(receivedAt)]);
    for (const known of [key, reference]) if (known !== undefined) references.add(known);
  }
  const sent = await db
    .selectFrom('messages')
    .select(['case_id', 'seq', 'code', 'channel', 'reference', 'status'])
    .where('channel', '!=', 'IN_APP')
    .where('status', 'in', ['SENT', 'DELIVERED', 'FAILED'])
    .execute();
  const lost = sent.flatMap(({ case_id: caseId, seq, code, channel, reference, status }) =>
    status !== 'FAILED' && reference !== null && references.has(reference)
      ? []
      : [`${caseId}: ${code} of step ${seq} by ${channel} is ${status} and did not arrive`],
  );
  const doubled = [...copies].filter(([, times]) => times.length > 1);
  const isAcrossCrash = (times: readonly number[]) =>
    kills.some(({ name, at }) => (name === 'worker' || name === 'sandbox') && near(times, at));
  return {
    finding: {
      promise: 'Every message arrives, once',
      seen: `${sent.length} messages`,
      broken: [
        ...pending,
        ...lost,
        ...doubled.filter(([, times]) => !isAcrossCrash(times)).map(([name]) => `${placeOf(name)} came twice`),
      ],
    },
    acrossCrashes: doubled.filter(([, times]) => isAcrossCrash(times)).map(([name]) => placeOf(name)),
  };
}

/** A note is written within moments of the carrier's yes, and within seconds when Postgres was killed as well. */
const UNTIL_NOTED_MS = 10_000;

/** A crash that came when the first copy had arrived and its note may not have been written. */
const near = (times: readonly number[], at: number): boolean =>
  at >= Math.min(...times) - 1_000 && at <= Math.min(...times) + UNTIL_NOTED_MS;

/** The key of a message without the address, which is a person's. */
const placeOf = (name: string): string => name.split(' ').slice(0, 2).join(' ');

/** Waits until no message is under way any more; names those that stay. */
async function withoutPending(db: Database, sendNow: (messageId: string) => Promise<unknown>): Promise<string[]> {
  const begin = Date.now();
  for (let asked = begin; ;) {
    const rows = await db
      .selectFrom('messages')
      .select(['id', 'case_id', 'code', 'seq', 'last_error'])
      .where('status', '=', 'PENDING')
      .execute();
    if (rows.length === 0) return [];
    if (Date.now() > begin + DELIVERY_MS) {
      return rows.map((row) => `${row.case_id}: ${row.code} of step ${row.seq} is still pending (${row.last_error})`);
    }
    if (Date.now() > asked + UNTIL_OPERATOR_MS) {
      for (const { id } of rows) await sendNow(id);
      asked = Date.now();
    }
    await pause(1_000);
  }
}

export async function judgeAudit(db: Database, indexKey: string): Promise<Finding> {
  const { rows, faults } = await verifyChains(db, auditSigner(indexKey));
  return {
    promise: 'The audit trail is whole',
    seen: `${rows} rows`,
    broken: faults.map((fault) => JSON.stringify(fault)),
  };
}

/** A filing runs in Temporal as long as its order is open in Postgres, and after that only to deliver its messages. */
export async function judgeAgreement(db: Database, client: Client): Promise<Finding> {
  const orders = await db.selectFrom('orders').select(['id', 'stage']).execute();
  const broken: string[] = [];
  for (const { id, stage } of orders) {
    const { status, raw } = await client.workflow.getHandle(id).describe();
    const agrees = ENDED.has(stage)
      ? status.name === 'COMPLETED' || (status.name === 'RUNNING' && onlyDelivers(raw.pendingActivities ?? []))
      : status.name === 'RUNNING';
    if (!agrees) broken.push(`${id} is ${stage} in Postgres, and its filing is ${status.name}`);
  }
  return { promise: 'Postgres and Temporal agree', seen: `${orders.length} orders`, broken };
}

/** The next try of a delivery may come minutes after an operator had its messages sent; the filing ends with it. */
const onlyDelivers = (pending: readonly { activityType?: { name?: string | null } | null }[]): boolean =>
  pending.length > 0 && pending.every(({ activityType }) => activityType?.name === 'deliverMessages');
