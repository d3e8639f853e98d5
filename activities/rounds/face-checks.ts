/**
 * One round of asking vendors about face checks, because no vendor's callback can be relied on. Checks that are due are
 * asked about, a few at a time; a vendor that does not answer is not asked again until the next round.
 */
import { log } from '@temporalio/activity';
import { AskPersonError, PermanentError } from '../../adapters/delivery-faults.ts';
import { refusedHere, standingOf } from '../../domain/lifecycle/refused-here.ts';
import { instant } from '../../domain/time/instant.ts';
import { recordAfterEnd } from '../../store/audit/after-end.ts';
import { askAboutFaceCheck, newsOf, openFaceCheckTask, type UntoldResult } from '../../facts/face-check-results.ts';
import { markTold, sessionsToAsk, type SessionToAsk } from '../../store/proofs/face-checks-to-settle.ts';
import { readSession, type LivenessSession } from '../../store/proofs/face-checks.ts';
import { filingTime, readOrder } from '../../store/orders/orders.ts';
import { takeOverLeftBehind } from '../../store/owed/left-behind.ts';
import { claimOwedWork, endOwedWork, findOwedWork, setAside, type OwedWork } from '../../store/owed/owed-work.ts';
import { closeStuckTask, openStuckTask, TASK_AFTER } from '../../store/owed/stuck-work.ts';
import { SealError } from '../../store/sealing/seal.ts';
import { keepTypedTexts } from '../../store/texts/typed-texts.ts';
import type { FaceCheckActivities, FaceCheckNews, FaceCheckRound, ToldFaceCheck } from '../contract.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** Sessions of one round; those left over are due in the next. */
const A_ROUND = 400;
/** Vendors allow some fifty requests a second. */
const AT_ONCE = 8;

type FaceCheckDependencies = Pick<ActivityDependencies, 'database' | 'vault' | 'rules' | 'liveness'>;

export function createFaceCheckActivities(deps: FaceCheckDependencies): FaceCheckActivities {
  const { database } = deps;
  return {
    async askAboutFaceChecks() {
      const due = await sessionsToAsk(database, { now: instant(Date.now()), limit: A_ROUND });
      const round: FaceCheckRound = { asked: 0, news: await owedNews(deps), problems: [] };
      for (let start = 0; start < due.length; start += AT_ONCE) {
        const answers = await Promise.all(due.slice(start, start + AT_ONCE).map((session) => ask(deps, session)));
        round.asked += answers.filter(({ unreadable }) => unreadable !== true).length;
        const sessions = answers.flatMap(({ session }) => (session === undefined ? [] : [session]));
        for (const session of sessions) round.news.push(...(await toldOf(deps, session)));
        const problems = answers.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
        round.problems.push(...problems);
        if (problems.length === answers.length) break; // the vendor answers nothing now
      }
      if (round.problems.length > 0)
        log.warn('vendors could not be asked about face checks', { problems: round.problems });
      return round;
    },

    async noteFaceChecksTold(told) {
      for (const one of told) await noteTold(deps, one).catch(toldAgainLater);
    },
  };
}

/**
 * Results that a filing did not hear of when they came, as after a crash. Each has its own tries: one that a filing does not
 * take is told again later, and keeps no place in the rounds between.
 */
async function owedNews(deps: FaceCheckDependencies): Promise<FaceCheckNews[]> {
  const { database } = deps;
  const now = instant(Date.now());
  await takeOverLeftBehind(database, { kinds: ['FACE_CHECK'], before: now, now });
  const owed = await claimOwedWork(database, { kinds: ['FACE_CHECK'], now, limit: A_ROUND });
  const news: FaceCheckNews[] = [];
  for (const work of owed) {
    const session = await readable(deps, work);
    if (session === 'UNREADABLE') continue;
    const told = session === undefined ? [] : await toldOf(deps, session);
    if (told.length === 0) await endOwedWork(database, work, now);
    news.push(...told);
  }
  return news;
}

/** A result that cannot be noted stays unacknowledged, and keeps the round from no other; hearing of it twice changes nothing. */
function toldAgainLater(error: unknown): void {
  log.error('the result of a face check is told again later', {
    kind: error instanceof Error ? error.name : 'unknown',
  });
}

type NamedSession = Pick<OwedWork, 'caseId' | 'name'>;

/** A session that cannot be read is set aside, and operators get a task. */
async function readable(
  { database, vault }: FaceCheckDependencies,
  { caseId, name }: NamedSession,
): Promise<LivenessSession | 'UNREADABLE' | undefined> {
  try {
    return await readSession(database, vault, { id: name });
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    const now = instant(Date.now());
    await setAside(database, { kind: 'FACE_CHECK', caseId, name }, error.name, now);
    await openStuckTask(database, caseId, now);
    return 'UNREADABLE';
  }
}

/**
 * A filing that does not run has ended, was not started yet, or died; in the last two cases it hears of the result once it
 * runs.
 */
async function noteTold({ database, vault }: FaceCheckDependencies, told: ToldFaceCheck): Promise<void> {
  const session = await readSession(database, vault, { vendorReference: told.reference });
  const news = session && newsOf(session);
  if (session === undefined || news?.actionId !== told.actionId) return; // somebody else told it, or there is a newer result
  const now = instant(Date.now());
  const work = await findOwedWork(database, { kind: 'FACE_CHECK', caseId: session.orderId, name: session.id });
  if (told.filing === 'NONE' && !(await recordWhereEnded({ database, vault }, news))) {
    if (work !== undefined && work.attempts >= TASK_AFTER) await openStuckTask(database, work.caseId, now);
    return;
  }
  await markTold(database, session);
  if (work === undefined) return;
  await endOwedWork(database, work, now);
  await closeStuckTask(database, work.caseId, now);
}

async function recordWhereEnded(
  { database, vault }: Pick<FaceCheckDependencies, 'database' | 'vault'>,
  { orderId, actionId, actor, data }: UntoldResult,
): Promise<boolean> {
  const order = await readOrder(database, vault, orderId);
  if (order?.stage !== 'COMPLETED' && order?.stage !== 'ABANDONED') return false;
  const action = 'livenessResult';
  const refused = refusedHere(standingOf(order), { action, role: actor.role, data });
  if (refused === undefined) return false;
  await recordAfterEnd(database, vault, {
    orderId,
    at: filingTime(order, Date.now()),
    actor,
    action,
    actionId,
    refused,
  });
  return true;
}

interface Asked {
  session?: LivenessSession | undefined;
  problem?: string;
  /** The vendor was not asked. */
  unreadable?: true;
}

async function ask(deps: FaceCheckDependencies, { id, orderId, vendorReference }: SessionToAsk): Promise<Asked> {
  if ((await readable(deps, { caseId: orderId, name: id })) === 'UNREADABLE') return { unreadable: true };
  try {
    return { session: await askAboutFaceCheck({ ...deps, now: Date.now }, vendorReference) };
  } catch (error) {
    if (error instanceof AskPersonError) await needsPerson(deps, vendorReference);
    return { problem: codeOf(error) };
  }
}

/** The vendor's own code; never the error's message, which may quote values. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const isVendors = error instanceof AskPersonError || error instanceof PermanentError;
  return isVendors ? `${error.name} ${error.code ?? ''}`.trim() : error.name;
}

async function needsPerson(deps: FaceCheckDependencies, vendorReference: string): Promise<void> {
  const session = await readSession(deps.database, deps.vault, { vendorReference });
  if (session !== undefined) await openFaceCheckTask({ ...deps, now: Date.now }, session.orderId);
}

/** What the vendor wrote stays in Postgres; the news, which Temporal stores, carries a reference to it. */
async function toldOf(
  { database, vault }: Pick<FaceCheckDependencies, 'database' | 'vault'>,
  session: LivenessSession,
): Promise<FaceCheckNews[]> {
  const news = newsOf(session);
  if (news === undefined) return [];
  const { orderId, actionId, actor } = news;
  const data = await keepTypedTexts(database, vault, orderId, { action: 'livenessResult', ...news });
  return [{ reference: session.vendorReference, orderId, message: { actionId, actor, data } }];
}
