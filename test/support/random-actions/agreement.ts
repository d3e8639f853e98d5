/** What must be so after every action: table of states, workflow, history, record and access gate say the same. */
import { expect } from '@jest/globals';
import { sql } from 'kysely';
import { isAction } from '../../../domain/lifecycle/action.ts';
import type { Stage } from '../../../domain/lifecycle/stage.ts';
import { lifecycleTable } from '../../../domain/lifecycle/table.ts';
import { instant } from '../../../domain/time/instant.ts';
import { gatePage, isGateDue } from '../../../store/access/gate-rows.ts';
import { readHistory } from '../../../store/audit/history.ts';
import { readOrder, type Order } from '../../../store/orders/orders.ts';
import { readRecord } from '../../../store/records/records.ts';
import { mayBeServed, refreshRows } from '../../../usecases/record/access-gate.ts';
import { stateQuery } from '../../../workflows/messages/filing.ts';
import type { ApiBench } from '../servers/api-bench.ts';
import type { Customer, OrderInProgress } from './customer.ts';

/** The network learns of a new record within half an hour. */
const LEARNS_WITHIN_MS = 31 * 60_000;

export async function orderNow(bench: ApiBench, { id }: OrderInProgress): Promise<Order> {
  const order = await readOrder(bench.database, bench.vault, id);
  if (order === undefined) throw new Error('the order is gone');
  return order;
}

/** The workflow is where its order is. */
export async function agreesWithWorkflow(bench: ApiBench, order: OrderInProgress): Promise<void> {
  const { stage, visit, progress } = await orderNow(bench, order);
  const view = await bench.temporal.workflow.getHandle(order.id).query(stateQuery);
  const { round, handOver, decision } = view;
  expect({ stage: view.stage, visit: view.visit, round, handOver, decision }).toEqual({
    stage,
    visit,
    round: progress?.round,
    handOver: progress?.handOver,
    decision: progress?.decision,
  });
}

/** The history is one way through the table of states, from the draft to where the order is. */
export async function agreesWithTable(bench: ApiBench, order: OrderInProgress): Promise<void> {
  let at: Stage = 'DRAFT';
  for (const { action, from, to, outcome } of await readHistory(bench.database, bench.vault, order.id)) {
    expect({ action, from }).toEqual({ action, from: at });
    if (outcome === 'REFUSED') expect({ action, to }).toEqual({ action, to: from });
    else if (to !== from)
      expect({ action, from, leads: leadsTo(from, action).includes(to) }).toMatchObject({ leads: true });
    at = to;
  }
  expect((await orderNow(bench, order)).stage).toBe(at);
}

function leadsTo(from: Stage, action: string): string[] {
  const { actions, timers } = lifecycleTable[from];
  const edge = isAction(action) ? actions[action] : undefined;
  return [...(edge?.to ?? []), ...Object.values(timers).flat()];
}

/** The record is what the completed orders make of it: each number once, and no access without its website. */
export async function agreesWithRecord(bench: ApiBench, { person, entity, sites }: Customer): Promise<void> {
  const { rows } = await sql<{ number: string; domain: string; here: boolean }>`
    select website.number, website.domain, access.id is not null as here
    from record_entities as entity
    join record_websites as website on website.entity_id = entity.id
    left join record_accesses as access on access.website_id = website.id and access.closed_at is null
    where entity.account_id = ${person.accountId} and (website.status <> 'DEREGISTERED' or access.id is not null)
    order by website.number`.execute(bench.database);
  expect(rows).toEqual(
    sites
      .map(({ number, domain, served }) => ({ number, domain, here: served }))
      .toSorted((one, other) => (one.number < other.number ? -1 : 1)),
  );
  if (entity !== undefined) {
    expect((await readRecord(bench.database, bench.vault, entity))?.status).not.toBe('DEREGISTERED');
  }
}

/** The gate serves what has an access, until its removal is approved, and its rows say what it answers. */
export async function agreesWithGate(bench: ApiBench, customer: Customer): Promise<void> {
  const { order, sites, gone } = customer;
  const now = instant(Date.now());
  const deps = { ...bench.deps, now: () => now };
  // Another sequence may be at it, which then decides for these domains, too.
  while (await isGateDue(bench.database, now)) await refreshRows(deps, 60_000);
  const { rows } = await gatePage(bench.database, { limit: 10_000 });
  const stage = order && (await orderNow(bench, order)).stage;
  const isRemoval = /^(DEREG|CANCEL)/.test(order?.type ?? '');
  const domains = new Set([...sites.map(({ domain }) => domain), ...gone, ...(order?.domains ?? [])]);
  for (const domain of domains) {
    const said = await mayBeServed(deps, domain, 'MAINLAND');
    const { serve, reason } = rows.find((row) => row.domain === domain) ?? { serve: false, reason: 'NOT_FILED' };
    expect({ domain, serve, reason }).toEqual({ domain, serve: said.serve, reason: said.reason });

    const isOnRecord = sites.some((site) => site.domain === domain && site.served);
    if (!isOnRecord && order?.type === 'TRANSFER_NEW') continue; // before its record, a transfer is served for some time
    const isEnding = isRemoval && stage === 'BUREAU_APPROVED' && order?.domains.includes(domain) === true;
    const later = await mayBeServed({ ...deps, now: () => instant(now + LEARNS_WITHIN_MS) }, domain, 'MAINLAND');
    expect({ domain, serve: later.serve, stage }).toEqual({ domain, serve: isOnRecord && !isEnding, stage });
  }
}
