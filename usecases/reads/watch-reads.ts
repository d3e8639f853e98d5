/**
 * Looks every minute who has read more of people's data in clear today than is usual (`reads.clearPerDay`). Operators hear of each
 * person once a day: by a message to the desk, by a task on the order that was read last, or at the desk where no order was read, and by a
 * metric.
 */
import { civilDate, instant, type CivilDate, type Instant } from '../../domain/time/instant.ts';
import type { TaskKind } from '../../domain/tasks/task.ts';
import type { CaseId } from '../../domain/identifiers.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import type { OrderType } from '../../domain/order-types/order-type.ts';
import type { Province } from '../../domain/order/form.ts';
import { present } from '../../domain/present.ts';
import { caseKey } from '../../store/cases/case-key.ts';
import { DESK_CASE, deskCaseKey } from '../../store/cases/desk-case.ts';
import { tellDesk } from '../../store/messages/tell-desk.ts';
import { inTransaction } from '../../store/postgres/database.ts';
import { readOrder } from '../../store/orders/orders.ts';
import { countAlarms, raiseAlarm, readersAbove, type MuchRead, type ReadAlarm } from '../../store/reads/read-alarms.ts';
import { openTask } from '../../store/tasks/tasks.ts';
import type { DataKey } from '../../store/sealing/seal.ts';
import type { UseCaseDependencies } from '../dependencies.ts';

type WatchDependencies = Pick<UseCaseDependencies, 'database' | 'vault' | 'rules' | 'log' | 'now' | 'deskEmail'>;

export interface ReadWatch {
  /** One look; returns how many people were noticed. */
  look: () => Promise<number>;
  stop: () => void;
}

/** A read of the last minutes of a day is found by the first look of the next day. */
const LOOK_BACK_MS = 10 * 60_000;
const TASK: TaskKind = 'READS_ABOVE_USUAL';
/** Marks messages that no process of the order has written. */
const SOURCE = 'reads';

export function startReadWatch(deps: WatchDependencies, everyMs = 60_000): ReadWatch {
  async function look(): Promise<number> {
    const now = instant(deps.now());
    const days = new Set([civilDate(instant(now - LOOK_BACK_MS)), civilDate(now)]);
    const noticed = [];
    for (const day of days) noticed.push(await lookAt(deps, day, now));
    return noticed.reduce((sum, count) => sum + count, 0);
  }

  const timer = setInterval(() => {
    look().catch((error: unknown) => {
      const kind = error instanceof Error ? error.name : 'unknown';
      deps.log.warn({ kind }, 'could not look who reads how much');
    });
  }, everyMs);
  return { look, stop: () => clearInterval(timer) };
}

async function lookAt(deps: WatchDependencies, day: CivilDate, now: Instant): Promise<number> {
  const { policies } = await deps.rules();
  const usual = policies.resolve('reads.clearPerDay', {}, day);
  let noticed = 0;
  for (const found of await readersAbove(deps.database, day, usual)) {
    if (await notice(deps, { ...found, day, usual, raisedAt: now })) noticed += 1;
  }
  return noticed;
}

async function notice(deps: WatchDependencies, alarm: ReadAlarm): Promise<boolean> {
  const { readerId, day, reads, usual } = alarm;
  const isNew = await inTransaction(deps.database, async (trx) => {
    if (!(await raiseAlarm(trx, alarm))) return false;
    await openTaskAbout({ ...deps, database: trx }, alarm, await countAlarms(trx));
    return true;
  });
  if (isNew) deps.log.warn({ readerId, day, reads, usual }, 'somebody reads more in clear than is usual');
  return isNew;
}

async function openTaskAbout(
  deps: Pick<WatchDependencies, 'database' | 'vault' | 'deskEmail'>,
  alarm: Pick<MuchRead, 'orderId'> & Pick<ReadAlarm, 'raisedAt'>,
  seq: number,
): Promise<void> {
  const { database, vault, deskEmail } = deps;
  const { raisedAt: at } = alarm;
  const { caseId, visit, key, step, ...about } = await placeOf(deps, alarm);
  await openTask(database, { caseId, kind: TASK, visit, at });
  const params = { facts: { ...present({ step }), task: TASK }, ...about };
  await tellDesk(database, vault, { caseId, source: SOURCE, seq, at, key }, { params, deskEmail });
}

interface Place {
  caseId: CaseId;
  /** A case has one task of a kind in each visit; the desk has one each day. */
  visit: number;
  key: DataKey | undefined;
  step?: Stage;
  type?: OrderType | undefined;
  province?: Province | undefined;
}

/** The order that was read last, or the desk where there is none. */
async function placeOf(
  { database, vault }: Pick<WatchDependencies, 'database' | 'vault'>,
  { orderId, raisedAt: at }: Pick<MuchRead, 'orderId'> & Pick<ReadAlarm, 'raisedAt'>,
): Promise<Place> {
  const order = orderId === undefined ? undefined : await readOrder(database, vault, orderId);
  if (order === undefined) {
    const key = await deskCaseKey(database, vault, at);
    return { caseId: DESK_CASE, visit: Math.floor(at / DAY_MS), key };
  }
  const { id: caseId, stage: step, visit, type, province } = order;
  return { caseId, visit, key: await caseKey(database, vault, caseId), step, type, province };
}

const DAY_MS = 86_400_000;
