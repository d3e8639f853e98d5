/** Which processes Temporal may have otherwise than Postgres. Only a suspicion: `settle.ts` looks into each. */
import { hasEnded, type Stage, STAGES } from '../../domain/lifecycle/stage.ts';
import { rowByRow } from '../../store/postgres/row-by-row.ts';
import {
  countOpenProcesses,
  nameOf,
  openAmong,
  openProcesses,
  type OpenProcess,
  type ProcessKey,
} from '../../store/processes/open-processes.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { countRunning, listRecent, listRunning, type Listed, type TemporalDependencies } from './in-temporal.ts';

type SuspicionDependencies = TemporalDependencies & Pick<UseCaseDependencies, 'database'>;

const PAGE = 1000;

/** Whether as many processes run as should. Processes that only wait for their last messages make a difference, too. */
export async function countsDiffer(deps: SuspicionDependencies): Promise<boolean> {
  const [running, open] = await Promise.all([countRunning(deps), countOpenProcesses(deps.database)]);
  return running !== open;
}

/**
 * Runs that ended since then although they should run, and runs that began although they should not. A reset ends a run and begins
 * another.
 */
export async function ofRecentRuns(deps: SuspicionDependencies, since: number): Promise<ProcessKey[]> {
  const suspects: ProcessKey[] = [];
  for (const runs of listRecent(deps, since)) {
    for await (const page of inPages(runs)) {
      const open = await openAmong(deps.database, page);
      const shouldRun = new Set(open.map(nameOf));
      suspects.push(...page.filter((run) => (run.isOver ? shouldRun.has(nameOf(run)) : !shouldRun.has(nameOf(run)))));
    }
  }
  return suspects;
}

/**
 * Everything that should run, beside everything that runs. The ids of all running processes are kept meanwhile, about a hundred
 * bytes each; Postgres is read by pages.
 */
export async function ofAllProcesses(deps: SuspicionDependencies): Promise<ProcessKey[]> {
  const running = new Map<string, Listed>();
  for await (const listed of listRunning(deps)) running.set(nameOf(listed), listed);
  const suspects: ProcessKey[] = [];
  for await (const process of openOnes(deps)) {
    const listed = running.get(nameOf(process));
    if (listed === undefined || showsAnother(listed, process)) suspects.push(process);
    running.delete(nameOf(process));
  }
  for (const listed of running.values()) if (!isSettling(listed)) suspects.push(listed);
  return suspects;
}

const openOnes = ({ database }: SuspicionDependencies): AsyncIterable<OpenProcess> =>
  rowByRow<OpenProcess>(PAGE, (last) => openProcesses(database, last, PAGE));

const showsAnother = ({ process, stage: shown }: Listed, { stage }: OpenProcess): boolean =>
  process === 'filing' && shown !== stage;

/** An ended filing runs until its last message is delivered. */
const isSettling = ({ stage }: Listed): boolean => isStage(stage) && hasEnded(stage);
const isStage = (name: string | undefined): name is Stage => STAGES.some((stage) => stage === name);

async function* inPages(runs: AsyncIterable<Listed>): AsyncIterable<Listed[]> {
  let page: Listed[] = [];
  for await (const run of runs) {
    page.push(run);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  yield page;
}
