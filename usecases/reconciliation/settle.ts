/** Looks into one suspicion, and mends what is there: Postgres is right, and the process follows it. */
import type { WorkflowExecutionStatusName } from '@temporalio/client';
import { oweAgain } from '../../store/outbox/arrived-actions.ts';
import {
  isLeftAlone,
  noteAgreement,
  noteDifference,
  noteRestart,
  openCannotGoOn,
} from '../../store/processes/differences.ts';
import { readProcess, type ProcessKey, type ProcessRow } from '../../store/processes/open-processes.ts';
import { compareSignal } from '../../workflows/messages/process-input.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { beginAgain, type BeginAgainDependencies } from './begin-again.ts';
import { statusOf, stepsOf, workflowIdOf } from './in-temporal.ts';

export type SettleDependencies = BeginAgainDependencies & Pick<UseCaseDependencies, 'log' | 'now'>;

/**
 * `AGREES`: nothing was wrong. `RESTARTED`: it did not run, and runs again. `COMPARES`: it stands at another step than Postgres, and
 * was told to compare. `LEFT_ALONE`: a person has to look at it. `UNKNOWN_ORDER`: it runs, and Postgres has no such order.
 */
export type Settled = 'AGREES' | 'RESTARTED' | 'COMPARES' | 'LEFT_ALONE' | 'UNKNOWN_ORDER';

/** Younger processes are left to those who start them. */
const GRACE_MS = 30_000;
/** A step that was written just now may not have been heard of yet. */
const JUST_NOW_MS = 10_000;
/** A process that dies so often within a day is not started again. */
const RESTARTS_A_DAY = 3;
/** For how long a running process may stand elsewhere before a person is asked. */
const PATIENCE_MS = 600_000;

/** Throws when Postgres or Temporal cannot be asked. */
export async function settle(deps: SettleDependencies, key: ProcessKey): Promise<Settled> {
  const status = await statusOf(deps, key);
  // Read after Temporal was asked: a process ends only after Postgres says so.
  const row = await readProcess(deps.database, key);
  if (status === 'RUNNING') return row === undefined ? unknown(deps, key) : stands(deps, row);
  if (row === undefined || !row.shouldRun) return agreed(deps, key);
  return goesOnElsewhere(status) || isFresh(deps, row) ? 'AGREES' : restart(deps, row, status);
}

/** It can write and send nothing. It is not ended here: this may be the wrong database. */
function unknown({ log }: SettleDependencies, { caseId, process }: ProcessKey): Settled {
  log.error({ caseId, process }, 'a filing runs whose order Postgres does not know');
  return 'UNKNOWN_ORDER';
}

/** The new run of a process that goes on is there a moment later. */
const goesOnElsewhere = (status: WorkflowExecutionStatusName | 'MISSING'): boolean => status === 'CONTINUED_AS_NEW';

/** The filing of an order that was opened just now, or that was never started, is started by the outbox. */
const isFresh = ({ now }: SettleDependencies, { process, openedAt, workflowStarted }: ProcessRow): boolean =>
  now() - openedAt < GRACE_MS || (process === 'filing' && !workflowStarted);

async function agreed({ database }: SettleDependencies, key: ProcessKey): Promise<Settled> {
  await noteAgreement(database, key);
  return 'AGREES';
}

async function restart(deps: SettleDependencies, row: ProcessRow, status: string): Promise<Settled> {
  const { database, vault, log } = deps;
  const { caseId, process } = row;
  await noteDifference(database, row);
  if (row.endingIsAsked || (await isLeftAlone(database, row))) return 'LEFT_ALONE';
  if (row.restarts >= RESTARTS_A_DAY) {
    await openCannotGoOn(database, row);
    log.error({ caseId, process, status }, 'a process ends again and again, and is not started any more');
    return 'LEFT_ALONE';
  }
  // Before it runs: whoever dies here leaves what it had received owed, and the outbox sends it.
  await oweAgain(database, caseId);
  if (!(await beginAgain(deps, row))) return 'AGREES';
  await noteRestart(database, vault, row, status);
  log.warn({ caseId, process, status, step: row.steps }, 'a process did not run, and goes on from Postgres');
  return 'RESTARTED';
}

/** Compares the step at which a running process stands. No worker, no answer: then the next look will say. */
async function stands(deps: SettleDependencies, row: ProcessRow): Promise<Settled> {
  const { database, temporal, limits, log, now } = deps;
  const steps = await stepsOf(deps, row);
  if (steps === undefined) return 'AGREES';
  // A run that was reset may have lost what the run before had received.
  await oweAgain(database, row.caseId);
  const after = await readProcess(database, row);
  if (steps === after?.steps) return agreed(deps, row);
  if (after?.steps !== row.steps || now() - (row.writtenAt ?? 0) < JUST_NOW_MS) return 'AGREES';
  await noteDifference(database, row);
  const { caseId, process, differsSince = now() } = row;
  if (now() - differsSince > PATIENCE_MS) await openCannotGoOn(database, row);
  await temporal.withDeadline(Date.now() + limits.temporalTimeoutMs, () =>
    temporal.workflow.getHandle(workflowIdOf(row)).signal(compareSignal),
  );
  log.warn({ caseId, process, stands: steps, stored: row.steps }, 'a process stands elsewhere than Postgres');
  return 'COMPARES';
}
