/**
 * Whether somebody asked for what a step does. Whoever reaches Temporal can send a process anything, so a process believes an
 * action only if Postgres knows it: from the outbox, from the news owed to filings, or as the result of a face check. All of
 * these are written before the signal is sent.
 */
import { sql } from 'kysely';
import type { ActionId, CaseId } from '../../domain/identifiers.ts';
import type { Cause } from '../../domain/lifecycle/cause.ts';
import type { TaskKind } from '../../domain/tasks/task.ts';
import { keyOf } from '../cases/case-key.ts';
import { actorOfRequest } from '../outbox/action-requests.ts';
import type { Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';

/** Why a step is not believed, and what an operator looks at. */
export interface Unbelieved {
  reason: 'ASKED_BY_HAND' | 'NOT_ASKED_FOR';
  tasks: readonly TaskKind[];
}

interface Asked {
  id: CaseId;
  wrapped_key: Buffer | null;
}

/** Undefined when the step may be written: somebody asked for it, or nobody had to. */
export async function unbelieved(
  trx: Database,
  vault: Vault,
  held: Asked,
  cause: Cause,
): Promise<Unbelieved | undefined> {
  if (cause.outcome !== 'APPLIED') return undefined;
  if (cause.actor.door === 'temporal') return { reason: 'ASKED_BY_HAND', tasks: ['ASKED_BY_HAND'] };
  if (cause.askedAs === undefined || (await isAskedFor(trx, vault, held, cause, cause.askedAs))) return undefined;
  return { reason: 'NOT_ASKED_FOR', tasks: ['NOT_ASKED_FOR'] };
}

async function isAskedFor(
  trx: Database,
  vault: Vault,
  held: Asked,
  { action, actionId, actor }: Cause,
  askedAs: ActionId,
): Promise<boolean> {
  const { rows } = await sql<Found>`
    select action, unsent, arrived from action_requests where case_id = ${held.id} and action_id = ${askedAs}
    union all
    select content->>'action', null, null from owed_work
      where case_id = ${held.id} and kind = 'SIGNAL' and name = ${askedAs}
    union all
    select 'livenessResult', null, null from liveness_sessions
      where order_id = ${held.id} and ${askedAs} = any(${resultsOfSession})`.execute(trx);
  // What is implied by an action, such as the bureau's acceptance, is asked for with it.
  if (askedAs !== actionId) return rows.length > 0;
  const asked = rows.filter((row) => row.action === action);
  const key = keyOf(vault, held);
  return asked.some(({ unsent, arrived }) => {
    const request = unsent ?? arrived;
    if (request === null || key === undefined) return true;
    const { id, role, door } = actorOfRequest(key, request);
    return id === actor.id && role === actor.role && door === actor.door;
  });
}

interface Found {
  action: string;
  unsent: Buffer | null;
  arrived: Buffer | null;
}

/** The names of the results that a session has had: a fail may become a pass later, when the vendor says so. */
const resultsOfSession = sql`case status
  when 'PASSED' then array['liveness:' || id || ':passed', 'liveness:' || id || ':failed']
  when 'FAILED' then array['liveness:' || id || ':failed']
  else array[]::text[] end`;
