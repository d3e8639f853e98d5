/**
 * `npm run fuzz`: Schemathesis makes requests up from `/openapi.json` and sends them with the token of each role to a stack of its
 * own (sandbox, free ports of this machine). No answer may be 5xx, differ from the document or fail to come. Prints tables by role and
 * operation; status 1 when something was found, with the seed that finds it again. Ends by itself and leaves nothing running.
 *
 *     npm run fuzz                         # 100,000 requests, about an hour
 *     npm run fuzz -- --requests 3000      # some minutes
 *     npm run fuzz -- --seed 7             # the requests of an earlier run
 */
import { randomInt } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { readCommandLine, wholeNumber } from '../../stack/command-line.ts';
import { onOwnStack } from '../../stack/own-stack.ts';
import { printProgress } from '../../stack/progress.ts';
import { stateFolder } from '../../stack/state/folders.ts';
import { introduce, type Sender } from './people.ts';
import { PythonMissing, schemathesis } from './python.ts';
import { runPass, type Tally } from './schemathesis.ts';
import { findingsOf, requestsIn, tablesOf, type RoleResult } from './table.ts';

const { values } = readCommandLine(
  { options: { requests: { type: 'string' }, seed: { type: 'string' } } },
  'npm run fuzz -- [--requests N] [--seed N]',
);
const MOST = 9_999_999;

const requests = wholeNumber('requests', values.requests, { otherwise: 100_000, most: MOST });
const seed = wholeNumber('seed', values.seed, { otherwise: randomInt(MOST), most: MOST });
/** Passes of a role until its share is reached; each makes at least one request of each operation. */
const OPERATIONS = 90;
/** The cases that the document suggests are some thousands, so they come only where there is room for them. */
const COVERAGE = 6_000;
const MOST_PASSES = 40;
/** Roles at the same time, each by a process of its own: threads of one Python process disturb each other. */
const AT_ONCE = 2;

try {
  await fuzz();
} catch (error) {
  printProgress(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof PythonMissing ? 2 : 1;
}

async function fuzz(): Promise<void> {
  const program = await schemathesis(printProgress);
  const reports = join(stateFolder, 'fuzz', 'reports');
  await rm(reports, { recursive: true, force: true });
  await onOwnStack('fuzz', { durability: 'throwaway', progress: printProgress }, async ({ apiUrl }) => {
    const { senders, known } = await introduce(apiUrl);
    printProgress(`seed ${seed}: ${requests} requests to ${apiUrl}, the same share for each role`);
    const inTurn = pLimit(AT_ONCE);
    const share = Math.ceil(requests / senders.length);
    const sending = { program, apiUrl, known, reports, share };
    const passes = senders.map((sender, place) =>
      inTurn(() => allPassesOf(sender, { ...sending, seed: seed + place * 1_000 })),
    );
    report(await Promise.all(passes), reports);
  });
}

interface Sending {
  program: string;
  apiUrl: string;
  known: Readonly<Record<string, string>>;
  reports: string;
  share: number;
  seed: number;
}

/** Every second pass names in its paths what is there. */
async function allPassesOf({ role, token }: Sender, sending: Sending): Promise<RoleResult> {
  const operations = new Map<string, Tally>();
  const { program, apiUrl, known, reports, share } = sending;
  for (let pass = 0; requestsIn(operations) < share && pass < MOST_PASSES; pass += 1) {
    const left = share - requestsIn(operations);
    const folder = join(reports, `${role}-${pass}`);
    await mkdir(folder, { recursive: true });
    const withCoverage = left >= COVERAGE && pass < 2;
    const made = withCoverage ? 10 : Math.ceil(left / OPERATIONS / (pass === 0 ? 2 : 1));
    const fixed = pass % 2 === 0 ? known : {};
    const inPass = {
      program,
      apiUrl,
      token,
      seed: sending.seed + pass,
      perOperation: Math.min(made, 100),
      withCoverage,
    };
    add(operations, await runPass({ ...inPass, fixed, folder }));
    await rm(join(folder, 'events.ndjson'), { force: true });
    printProgress(`${role}: ${requestsIn(operations)} of ${share} requests`);
  }
  return { role, operations };
}

function add(all: Map<string, Tally>, more: ReadonlyMap<string, Tally>): void {
  for (const [label, { requests: sent, answers, findings }] of more) {
    const known = all.get(label) ?? { requests: 0, answers: {}, findings: {} };
    all.set(label, {
      requests: known.requests + sent,
      answers: added(known.answers, answers),
      findings: added(known.findings, findings),
    });
  }
}

function added(one: Record<string, number>, other: Record<string, number>): Record<string, number> {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(keys.map((key) => [key, (one[key] ?? 0) + (other[key] ?? 0)]));
}

function report(results: readonly RoleResult[], reports: string): void {
  const sent = results.reduce((all, { operations }) => all + requestsIn(operations), 0);
  const findings = findingsOf(results);
  console.log(`\n${tablesOf(results)}\n`);
  for (const finding of findings) console.log(`FOUND ${finding}`);
  if (findings.length === 0 && sent >= requests) return console.log(`${sent} requests, nothing found (seed ${seed}).`);
  process.exitCode = 1;
  const again = `npm run fuzz -- --seed ${seed} --requests ${requests}`;
  if (findings.length > 0)
    console.log(`Find it again with: ${again}. Requests to repeat are in ${reports}/*/schemathesis.log`);
  else console.log(`Only ${sent} of ${requests} requests could be made up. Run it again with: ${again}`);
}
