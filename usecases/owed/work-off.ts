/**
 * Works off what is owed to filings, whatever it is. Each kind of work has a handler; a piece that fails is tried again
 * later and holds up nobody else, and one that cannot be read is set aside. Operators hear of both by a task.
 */
import { instant } from '../../domain/time/instant.ts';
import { claimOwedWork, endOwedWork, noteFailedTry, setAside, type OwedWork } from '../../store/owed/owed-work.ts';
import { closeStuckTask, openStuckTask, TASK_AFTER } from '../../store/owed/stuck-work.ts';
import type { OwedKind } from '../../store/owed/tables.ts';
import { SealError } from '../../store/sealing/seal.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

/** Does one piece of work; a repeat changes nothing. Throws when it could not be done now. */
export type Handler = (work: OwedWork) => Promise<void>;
export type Handlers = Readonly<Partial<Record<OwedKind, Handler>>>;

/** The work names something that is not there; trying again would not help. */
export class NothingThere extends Error {
  override readonly name = 'NothingThere';
}

/**
 * How many pieces are in hand at one time; half of them are the longest due, half the newest. So a thousand pieces that came
 * before, however slowly they fail, do not keep a new one waiting. Each takes a connection to Postgres now and then, and requests
 * need some too.
 */
const AT_ONCE = 6;

type WorkDependencies = Pick<UseCaseDependencies, 'database' | 'log' | 'now'>;

/**
 * Does what is due, until nothing is due or `withinMs` have passed, after which no piece of work is begun. Returns how many
 * pieces are done.
 */
export async function workOff(deps: WorkDependencies, handlers: Handlers, withinMs: number): Promise<number> {
  const kinds = kindsOf(handlers);
  const until = performance.now() + withinMs;
  let done = 0;

  async function lane(first: 'LONGEST_DUE' | 'NEWEST'): Promise<void> {
    while (performance.now() < until) {
      const [work] = await claimOwedWork(deps.database, { kinds, now: instant(deps.now()), limit: 1, first });
      if (work === undefined) return;
      if (await isDone(deps, handlers, work)) done += 1;
    }
  }

  const lanes = await Promise.allSettled(
    Array.from({ length: AT_ONCE }, (_, place) => lane(place % 2 === 0 ? 'LONGEST_DUE' : 'NEWEST')),
  );
  for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
  return done;
}

export const kindsOf = (handlers: Handlers): OwedKind[] => Object.keys(handlers) as OwedKind[];

/** One try. Throws only when Postgres cannot be asked. */
async function isDone({ database, log, now }: WorkDependencies, handlers: Handlers, work: OwedWork): Promise<boolean> {
  const { caseId, kind, attempts } = work;
  try {
    await handlers[kind]?.(work);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    const at = instant(now());
    if (error instanceof SealError || error instanceof NothingThere) {
      await setAside(database, work, name, at);
      await openStuckTask(database, caseId, at);
      log.error({ caseId, work: kind, error: name }, 'what is owed to a filing cannot be read and is set aside');
      return false;
    }
    await noteFailedTry(database, work, name);
    if (attempts === TASK_AFTER) await openStuckTask(database, caseId, at);
    if (attempts === 1) log.warn({ caseId, work: kind, error: name }, 'what is owed to a filing is tried again later');
    return false;
  }
  await endOwedWork(database, work, instant(now()));
  if (attempts > 1) await closeStuckTask(database, caseId, instant(now()));
  return true;
}
