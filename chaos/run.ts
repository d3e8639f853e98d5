/** One run of chaos: a stack of its own, filings, blows, and the checks afterwards. */
import { setTimeout as pause } from 'node:timers/promises';
import { onOwnStack } from '../stack/own-stack.ts';
import type { RunningStack } from '../stack/stack.ts';
import { closeDatabase, openDatabase } from '../store/postgres/database.ts';
import { PATIENT_TIMEOUTS } from '../store/postgres/pool.ts';
import { judgeAway, type Absence } from './away.ts';
import type { Ledger } from './client.ts';
import { coursesFor, type Course } from './courses.ts';
import { kill, planBlows, type Blow, type Kill, type PlannedBlow } from './disturbance.ts';
import { Filing } from './filing.ts';
import { reset, terminate, untilItRunsAgain, withClient } from './in-temporal.ts';
import { randomFrom, type Random } from './random.ts';
import type { Outcome } from './report.ts';
import { turns } from './turns.ts';
import { messagesUnderWay } from './under-way.ts';
import { judgeActions, judgeAgreement, judgeAudit, judgeEnds, judgeMessages, type Finding } from './verdict.ts';

export interface ChaosOptions {
  seed: number;
  filings: number;
  kills: number;
  /** How many filings are terminated in Temporal, and how many reset. */
  terminations: number;
  resets: number;
  /** Requests that are under way at once. */
  atOnce: number;
  progress: (line: string) => void;
}

export const runChaos = (options: ChaosOptions): Promise<Outcome> =>
  onOwnStack('chaos', { bureau: 'gateway', progress: options.progress }, (stack) => disturbed(stack, options));

async function disturbed(stack: RunningStack, options: ChaosOptions): Promise<Outcome> {
  const { seed, filings, kills: killCount, atOnce, progress } = options;
  const begin = Date.now();
  const ledger: Ledger = { accepted: [], requests: 0, repeats: 0, faults: [] };
  const kills: Kill[] = [];
  const stuck: string[] = [];
  let steps = 0;
  const place = { ...stack, inTurn: turns(atOnce), ledger, onStep: () => void (steps += 1) };
  const courses = coursesFor(filings);
  const planned = courses.reduce((sum, course) => sum + course.steps, 0);
  const all = courses.map((course, index) => ({ course, filing: new Filing(index + 1, place) }));
  const working = Promise.all(
    all.map(async ({ course, filing }) => {
      try {
        await course.take(filing);
        filing.isOver = true;
      } catch (error) {
        stuck.push(`${filing.id} (${course.name}): ${error instanceof Error ? error.message : String(error)}`);
      }
    }),
  );
  let over = false;
  void working.then(() => (over = true));
  const db = openDatabase(stack.postgresUrl, { timeouts: PATIENT_TIMEOUTS });
  const sendingAt = (at: number) => messagesUnderWay(db, at);
  const random = randomFrom(seed);
  const blows = planBlows(random, { kills: killCount, terminations: options.terminations, resets: options.resets });
  const dealt = { terminate: 0, reset: 0 };
  const away: Absence[] = [];
  const striking = strike(blows, {
    part: () => (over ? 1 : steps / planned),
    deal: async (blow) => {
      if (blow.what === 'kill') return kill(stack.processes, blow.name, { kills, sendingAt });
      const hit = await inTemporal(stack, blow.what, all, random);
      if (hit === undefined) return;
      dealt[blow.what] += 1;
      if (blow.what === 'terminate') away.push(await untilItRunsAgain(stack, hit));
    },
    progress,
  });
  try {
    await Promise.all([working, striking]);
  } finally {
    await closeDatabase(db);
  }
  progress('Every filing is through; checking what was promised …');
  const { findings, acrossCrashes, underWay } = await judged(stack, { all, ledger, kills, stuck, away });
  return {
    findings,
    acrossCrashes,
    underWay,
    kills,
    terminated: dealt.terminate,
    reset: dealt.reset,
    requests: ledger.requests,
    repeats: ledger.repeats,
    seconds: Math.round((Date.now() - begin) / 1_000),
  };
}

/** Deals each blow when its part of the work is done, whether or not the blow before has been recovered from. */
async function strike(
  blows: readonly PlannedBlow[],
  how: { part: () => number; deal: (blow: Blow) => Promise<void>; progress: (line: string) => void },
): Promise<void> {
  const dealt: Promise<void>[] = [];
  for (const [index, planned] of blows.entries()) {
    while (how.part() < planned.after) await pause(50);
    await pause(planned.delayMs);
    const { blow } = planned;
    how.progress(`${index + 1} of ${blows.length}: ${blow.what === 'kill' ? `kill -9 of ${blow.name}` : blow.what}`);
    dealt.push(how.deal(blow));
  }
  await Promise.all(dealt);
}

/** Tries filings in random order until one was hit, and returns its number; undefined when none runs any more. Temporal itself may be away meanwhile. */
async function inTemporal(
  stack: RunningStack,
  what: 'terminate' | 'reset',
  all: readonly { filing: Filing }[],
  random: Random,
): Promise<string | undefined> {
  // Beian starts a filing again twice a day; then it asks a person.
  const open = all.map(({ filing }) => filing).filter(({ id, isOver, wasHit }) => id !== '' && !isOver && !wasHit);
  while (open.length > 0) {
    const filing = random.pick(open);
    filing.wasHit = true;
    try {
      const { id } = filing;
      const isHit = await withClient(stack, (client) =>
        what === 'terminate' ? terminate(client, id) : reset(client, id, random),
      );
      if (isHit) return id;
    } catch {
      await pause(500); // Temporal is away; it was killed, too.
      continue;
    }
    open.splice(open.indexOf(filing), 1);
  }
  return undefined;
}

async function judged(
  stack: RunningStack,
  run: {
    all: readonly { course: Course; filing: Filing }[];
    ledger: Ledger;
    kills: readonly Kill[];
    stuck: readonly string[];
    away: readonly Absence[];
  },
): Promise<Pick<Outcome, 'findings' | 'acrossCrashes' | 'underWay'>> {
  const { environment, processes, sandboxUrl } = stack;
  const db = openDatabase(stack.postgresUrl, { timeouts: PATIENT_TIMEOUTS });
  try {
    const filings = new Map(run.all.map(({ course, filing }) => [filing.id, course]));
    const operator = await run.all[0]?.filing.caller('operator-1');
    const sendNow = async (id: string) => operator?.ask('POST', `/v1/messages/${id}/resend`, {});
    const { finding: messages, acrossCrashes, underWay } = await judgeMessages(db, sandboxUrl, run.kills, sendNow);
    const bySelf = processes.filter(
      ({ name, ends }) => ends().atWork > run.kills.filter((each) => each.name === name).length,
    );
    const findings: Finding[] = [
      await judgeActions(db, run.ledger.accepted),
      await judgeEnds(db, filings),
      messages,
      await judgeAudit(db, environment['BEIAN_INDEX_KEY'] ?? ''),
      await withClient(stack, (client) => judgeAgreement(db, client)),
      judgeAway(run.away, run.kills),
      {
        promise: 'Callers hear a result, or to try again',
        seen: `${run.ledger.requests} requests`,
        broken: [...run.stuck, ...run.ledger.faults],
      },
      {
        promise: 'No process ends by itself',
        seen: `${processes.length} processes`,
        broken: bySelf.map(({ name, ends }) => `${name} ended ${ends().atWork} times`),
      },
    ];
    return { findings, acrossCrashes, underWay };
  } finally {
    await closeDatabase(db);
  }
}
