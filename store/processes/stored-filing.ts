/** Reads with what a filing begins again. Steps written by earlier versions lack some of it, which is worked out from the rest. */
import { opening, type Progress } from '../../domain/lifecycle/progress.ts';
import { hasEnded } from '../../domain/lifecycle/stage.ts';
import type { StoredFiling } from '../../domain/lifecycle/stored-process.ts';
import type { FilingWork } from '../../domain/lifecycle/work.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { present } from '../../domain/present.ts';
import { filingTime, holdOrder, type Order } from '../orders/orders.ts';
import { inTransaction, type Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import type { DutiesFacts, ProcessName } from './tables.ts';
import { lastStepOf, undeliveredSteps, type LastStep } from './last-step.ts';

/** What is stored contradicts itself, so that no process can go on from it. */
export class ContradictoryState extends Error {
  override readonly name = 'ContradictoryState';
}

/**
 * Where a filing stands, read while no step can be written. Undefined when there is no such order. Throws when its progress cannot
 * be read, or is not that of the state in the order's row.
 */
export function readStoredFiling(db: Database, vault: Vault, orderId: OrderId): Promise<StoredFiling | undefined> {
  return inTransaction(db, async (trx) => {
    const order = await holdOrder(trx, vault, orderId);
    if (order === undefined) return undefined;
    const last = await lastStepOf(trx, orderId, 'filing');
    const progress = last === undefined ? opening(order.openedAt) : progressOf(order);
    const { settings, type, province } = order;
    return {
      steps: last?.seq ?? 0,
      lastAt: last?.at ?? order.openedAt,
      ...(order.clockSkewMs === 0 ? {} : { ownTime: filingTime(order, Date.now()) }),
      undelivered: await undeliveredSteps(trx, orderId, 'filing'),
      progress,
      ...present({ settings, type, province }),
      // An order that has ended and whose filing should run has still to destroy its data.
      forget: hasEnded(progress.stage) && (await openRow(trx, orderId, 'filing')) !== undefined,
      work: [
        ...(await handOverUnderWay(trx, orderId, progress, last)),
        ...resendsIn(last, progress),
        ...(last?.work ?? []).filter(({ kind }) => kind === 'addDuties'),
        ...(progress.stage === 'COMPLETED' ? await dutiesToStart(trx, orderId) : []),
      ],
    };
  });
}

/** After the erasure only the state is left, in which nothing happens any more. */
function progressOf({ id, progress, stage, visit, round, enteredAt, erasedAt }: Order): Progress {
  if (progress === undefined && erasedAt !== undefined) return { ...opening(enteredAt), stage, visit, round };
  if (progress?.stage !== stage)
    throw new ContradictoryState(`the progress of ${id} is not that of its state ${stage}`);
  return progress;
}

/** Whether a process should run, and what it began with. */
async function openRow(
  trx: Database,
  orderId: OrderId,
  process: ProcessName,
): Promise<{ facts: DutiesFacts | null } | undefined> {
  return trx
    .selectFrom('processes')
    .select('facts')
    .where('case_id', '=', orderId)
    .where('process', '=', process)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

/** Duties that are under way already are not begun a second time, because their process has a name. */
async function dutiesToStart(trx: Database, orderId: OrderId): Promise<FilingWork[]> {
  const { facts } = (await openRow(trx, orderId, 'obligations')) ?? {};
  if (facts?.issuedOn === undefined || facts.startedAt === undefined) return [];
  return [{ kind: 'startDuties', issuedOn: facts.issuedOn, startedAt: facts.startedAt }];
}

/**
 * A hand-over is made again until the bureau has accepted it: its answer may have been lost with the process. Its number keeps the
 * bureau from taking it twice. One that a person carries out is not: the person has been asked.
 */
async function handOverUnderWay(
  trx: Database,
  orderId: OrderId,
  { handOver, handOverUnderWay: isUnderWay, sms, visit }: Progress,
  last: LastStep | undefined,
): Promise<FilingWork[]> {
  if (!isUnderWay || last === undefined) return [];
  const begun = await beginningOf(trx, orderId, handOver);
  const asked = await trx
    .selectFrom('audit')
    .select('position')
    .where('case_id', '=', orderId)
    .where('action', '=', 'handOverByHand')
    .where((eb) => (begun === undefined ? eb('visit', '=', visit) : eb('seq', '>', begun.seq)))
    .limit(1)
    .executeTakeFirst();
  if (asked !== undefined) return [];
  return [begun?.work ?? { kind: 'handOver', handOver, verifiers: sms?.groups.flat() ?? [], at: last.at }];
}

async function beginningOf(trx: Database, orderId: OrderId, handOver: number) {
  const rows = await trx
    .selectFrom('steps')
    .select(['seq', 'work'])
    .where('case_id', '=', orderId)
    .where('process', '=', 'filing')
    .where('work', 'is not', null)
    .orderBy('seq')
    .execute();
  for (const { seq, work } of rows) {
    const begun = work?.find((one) => one.kind === 'handOver' && one.handOver === handOver);
    if (begun !== undefined) return { seq, work: begun };
  }
  return undefined;
}

const resendsIn = (last: LastStep | undefined, { stage, handOver }: Progress): FilingWork[] =>
  (last?.work ?? []).filter(
    (work) => work.kind === 'resendSms' && stage === 'SMS_PENDING' && work.handOver === handOver,
  );
