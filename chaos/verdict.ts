/** Whether every promise was kept, read from the database, from Temporal and from what the outside parties were sent. */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { z } from 'zod';
import { auditSigner } from '../store/sealing/index-key.ts';
import { verifyChains } from '../store/audit/audit-check.ts';
import { deliveryKey } from '../store/messages/delivery-key.ts';
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
      vendor: z.string().optional(),
      key: z.string().optional(),
      reference: z.string().optional(),
    }),
  ),
});

/**
 * Every message arrives once. One that was being sent when its worker, or the party that takes it, was killed may come twice and is
 * counted apart: nobody could know that it had gone out.
 */
export async function judgeMessages(
  db: Database,
  sandboxUrl: string,
  kills: readonly Kill[],
  sendNow: (messageId: string) => Promise<unknown>,
): Promise<{ finding: Finding; acrossCrashes: string[]; underWay: number }> {
  const pending = await withoutPending(db, sendNow);
  const response = await fetch(`${sandboxUrl}/sandbox/v1/inbox`);
  const received = inboxSchema.parse(await response.json()).messages;
  const idOf = await namesOf(db);
  const copies = new Map<string, number>();
  const references = new Set<string>();
  for (const { channel, vendor, key, reference } of received) {
    if (channel === 'sms' && vendor === undefined) continue; // MIIT's own
    const id = idOf(key ?? '');
    copies.set(id, (copies.get(id) ?? 0) + 1);
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
  const mayBeDoubled = new Set(kills.flatMap(({ sending }) => sending));
  const doubled = [...copies].filter(([, times]) => times > 1).map(([id]) => id);
  return {
    finding: {
      promise: 'Every message arrives, once',
      seen: `${sent.length} messages`,
      broken: [
        ...pending,
        ...lost,
        ...doubled.filter((id) => !mayBeDoubled.has(id)).map((id) => `message ${id} came twice`),
      ],
    },
    acrossCrashes: doubled.filter((id) => mayBeDoubled.has(id)),
    underWay: mayBeDoubled.size,
  };
}

/**
 * Which message a carrier's name belongs to: an SMS has its delivery key, a mail the key's hash in its Message-ID. A message that
 * somebody had sent again has had several names.
 */
async function namesOf(db: Database): Promise<(name: string) => string> {
  const rows = await db.selectFrom('messages').select(['id', 'resends']).execute();
  const ids = new Map<string, string>();
  for (const { id, resends: last } of rows) {
    for (let resends = 0; resends <= last; resends += 1) {
      const key = deliveryKey({ id, resends });
      ids.set(key, id);
      ids.set(createHash('sha256').update(key).digest('hex').slice(0, 40), id);
    }
  }
  return (name) => {
    const plain = name.replace(/^<([^@]*)@.*>$/, '$1');
    return ids.get(plain) ?? `${name}, which Beian does not know,`;
  };
}

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
    const disagrees = await disagreement(client, id, ENDED.has(stage));
    if (disagrees !== undefined) broken.push(`${id} is ${stage} in Postgres, and its filing ${disagrees}`);
  }
  return { promise: 'Postgres and Temporal agree', seen: `${orders.length} orders`, broken };
}

/**
 * A filing writes its last step, or hears of its last delivery, and ends a moment later: after the time that Temporal gives a
 * worker for a task, when the worker was killed with the task in its hands.
 */
const ENDS_WITHIN_MS = 60_000;

/** What a filing does instead of what its order asks for; undefined when it does that. */
async function disagreement(client: Client, id: string, hasEnded: boolean): Promise<string | undefined> {
  const begin = Date.now();
  for (;;) {
    const { status, raw } = await client.workflow.getHandle(id).describe();
    const isRunning = status.name === 'RUNNING';
    if (!hasEnded) return isRunning ? undefined : `is ${status.name}`;
    const pending = raw.pendingActivities ?? [];
    if (status.name === 'COMPLETED' || (isRunning && onlyDelivers(pending))) return undefined;
    if (!isRunning || Date.now() > begin + ENDS_WITHIN_MS) {
      const atWork = pending.map(({ activityType }) => activityType?.name ?? '').join(', ');
      return `is ${status.name}${atWork === '' ? '' : `, at ${atWork}`}`;
    }
    await pause(500);
  }
}

/** The next try of a delivery may come minutes after an operator had its messages sent; the filing ends with it. */
const onlyDelivers = (pending: readonly { activityType?: { name?: string | null } | null }[]): boolean =>
  pending.length > 0 && pending.every(({ activityType }) => activityType?.name === 'deliverMessages');
