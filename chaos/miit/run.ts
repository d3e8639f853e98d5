/**
 * `npm run chaos -- --only miit`: the exchange with a bureau is held at each of its steps, and there the worker, Postgres or the sandbox
 * that plays the bureau is killed with `kill -9`. Afterwards everything has to be there, once.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { onOwnStack } from '../../stack/own-stack.ts';
import type { RunningStack } from '../../stack/stack.ts';
import { closeDatabase, openDatabase } from '../../store/postgres/database.ts';
import { PATIENT_TIMEOUTS } from '../../store/postgres/pool.ts';
import { Caller, type Ledger } from '../client.ts';
import { kill, type Kill } from '../disturbance.ts';
import { Filing } from '../filing.ts';
import { withClient } from '../in-temporal.ts';
import type { Outcome } from '../report.ts';
import { turns } from '../turns.ts';
import { messagesUnderWay } from '../under-way.ts';
import { judgeActions, judgeAgreement, judgeAudit, judgeMessages } from '../verdict.ts';
import { Bureau } from './bureau.ts';
import { POINTS, type Hold, type Point, type Traffic } from './points.ts';
import { judgeFiles, judgeNoTasks, judgeRecords, judgeUploads } from './verdict.ts';

const VICTIMS = ['worker', 'Postgres', 'sandbox'] as const;
const ACCOUNT = '/v1/bureau/accounts/sandbox';
const REACHED_WITHIN_MS = 90_000;
const AT_ONCE = 4;

interface Blow {
  point: Point;
  victim: (typeof VICTIMS)[number];
}

/** Every place with every victim; the short form has one kill of each victim, in the three parts of the exchange. */
const BLOWS: readonly Blow[] = POINTS.flatMap((point) => VICTIMS.map((victim) => ({ point, victim })));
const SHORT: readonly (readonly [place: string, victim: Blow['victim']])[] = [
  ['after the bureau took an upload', 'worker'],
  ['before a file is acknowledged', 'sandbox'],
  ['while effects are applied', 'Postgres'],
];
const isShort = ({ point, victim }: Blow): boolean =>
  SHORT.some(([place, each]) => place === point.name && each === victim);

interface MiitChaos {
  short: boolean;
  progress: (line: string) => void;
}

export const runMiitChaos = ({ short, progress }: MiitChaos): Promise<Outcome> =>
  onOwnStack('chaos-miit', { bureau: 'miit', progress }, (stack) =>
    struck(stack, short ? BLOWS.filter(isShort) : BLOWS, progress),
  );

async function struck(stack: RunningStack, blows: readonly Blow[], progress: (line: string) => void): Promise<Outcome> {
  const begin = Date.now();
  const ledger: Ledger = { accepted: [], requests: 0, repeats: 0, faults: [] };
  const inTurn = turns(AT_ONCE);
  const place = { ...stack, inTurn, ledger, onStep: () => {} };
  const bureau = new Bureau(new Caller(`${stack.sandboxUrl}/sandbox/v1`, inTurn, ledger));
  const blowsAt = (traffic: Traffic) => blows.filter(({ point }) => point.during === traffic);
  const uploads = blowsAt('UPLOAD');
  const files = blowsAt('FILE');
  const filings = uploads.map((_, index) => new Filing(index + 1, place));
  progress(`${filings.length} filings are prepared`);
  await Promise.all(filings.map(toReadiness));

  const db = openDatabase(stack.postgresUrl, { timeouts: PATIENT_TIMEOUTS });
  const kills: Kill[] = [];
  const run = { stack, bureau, kills, progress, sendingAt: (at: number) => messagesUnderWay(db, at) };
  try {
    for (const filing of filings) {
      await cut(run, filing, uploads.shift(), {
        begin: () => filing.act('reviewer-2', 'forwardToBureau'),
        isQueued: async () => (await waitingUploads(stack)) > 0,
        follows: 'SMS_PENDING',
      });
      await verified(filing);
      const [request = ''] = await bureau.requestsAbout(filing.domain);
      const day = (await filing.now()).slice(0, 10);
      await cut(run, filing, files.shift(), {
        begin: () => bureau.decide(request, day),
        isQueued: async () => true,
        follows: 'BUREAU_APPROVED',
      });
      await cut(run, filing, files.shift(), {
        begin: () => bureau.record(request, day),
        isQueued: async () => true,
        follows: 'COMPLETED',
      });
    }
    progress('Every filing is through; checking what was promised …');
    const operator = await filings[0]?.caller('operator-1');
    const sendNow = async (id: string) => operator?.ask('POST', `/v1/messages/${id}/resend`, {});
    const { finding: messages, acrossCrashes, underWay } = await judgeMessages(db, stack.sandboxUrl, kills, sendNow);
    const findings = [
      await judgeUploads(db, bureau, filings.length),
      await judgeFiles(db, bureau),
      await judgeRecords(db, filings.length),
      await judgeNoTasks(db),
      await judgeActions(db, ledger.accepted),
      messages,
      await judgeAudit(db, stack.environment['BEIAN_INDEX_KEY'] ?? ''),
      await withClient(stack, (client) => judgeAgreement(db, client)),
      { promise: 'Callers hear a result, or to try again', seen: `${ledger.requests} requests`, broken: ledger.faults },
    ];
    const { requests, repeats } = ledger;
    const seconds = Math.round((Date.now() - begin) / 1_000);
    return { findings, acrossCrashes, underWay, kills, terminated: 0, reset: 0, requests, repeats, seconds };
  } finally {
    await closeDatabase(db);
  }
}

async function toReadiness(filing: Filing): Promise<void> {
  await filing.open();
  await filing.fillIn();
  await filing.act('applicant', 'submitForReview', { confirmed: true });
  await filing.act('reviewer-1', 'approve');
  await filing.until('READY_FOR_BUREAU');
}

/** V3.0 has no words for MIIT's SMS: an operator enters both. */
async function verified(filing: Filing): Promise<void> {
  await filing.act('operator-1', 'smsStarted', { handOver: 1, sentAt: await filing.now() });
  await filing.act('operator-1', 'smsVerified', { handOver: 1, personId: 'P1' });
  await filing.until('BUREAU_REVIEW');
}

interface Run {
  stack: RunningStack;
  bureau: Bureau;
  kills: Kill[];
  progress: (line: string) => void;
  sendingAt: (at: number) => Promise<readonly string[]>;
}

interface Passage {
  /** What makes something wait to go over the interface. */
  begin: () => Promise<void>;
  isQueued: () => Promise<boolean>;
  /** The state that follows once it has. */
  follows: string;
}

/** Stops the account until something waits, holds Beian at the point, kills, and lets everything go on. */
async function cut(run: Run, filing: Filing, blow: Blow | undefined, passage: Passage): Promise<void> {
  const { stack, bureau, kills, progress, sendingAt } = run;
  if (blow === undefined) {
    await passage.begin();
    return filing.until(passage.follows);
  }
  const { point, victim } = blow;
  const operator = await filing.caller('operator-1');
  await operator.must('POST', `${ACCOUNT}/stop`, {});
  await passage.begin();
  while (!(await passage.isQueued())) await pause(200);
  const hold = await point.hold({ postgresUrl: stack.postgresUrl, bureau });
  await operator.must('POST', `${ACCOUNT}/start`, {});
  await reached(hold, point);
  progress(`${kills.length + 1}: kill -9 of ${victim} ${point.name}`);
  await kill(stack.processes, victim, { kills, sendingAt });
  await hold.release();
  await filing.until(passage.follows);
}

async function reached(hold: Hold, point: Point): Promise<void> {
  const giveUpAt = Date.now() + REACHED_WITHIN_MS;
  while (!(await hold.isReached())) {
    if (Date.now() > giveUpAt) throw new Error(`Beian did not come to the point ${point.name}`);
    await pause(50);
  }
}

async function waitingUploads({ postgresUrl }: RunningStack): Promise<number> {
  const db = openDatabase(postgresUrl, { timeouts: PATIENT_TIMEOUTS });
  try {
    const rows = await db.selectFrom('bureau_uploads').select('id').where('state', '=', 'WAITING').execute();
    return rows.length;
  } finally {
    await closeDatabase(db);
  }
}
