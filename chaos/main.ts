/**
 * `npm run chaos`: many filings of mixed course on a whole stack, whose processes are killed with `kill -9` at random moments
 * and started again by the stack's own supervisor; filings are terminated and reset in Temporal. Then everything that was
 * promised is checked. Prints a table; status 1 when a promise was broken, with the orders concerned. Ends by itself and leaves
 * nothing behind.
 *
 *     npm run chaos                    # 200 filings, fifty kills
 *     npm run chaos -- --short         # about a minute; part of npm test
 *     npm run chaos -- --seed 7        # the blows of an earlier run
 *     npm run chaos -- --only miit     # the exchange with a bureau, cut at each of its steps; --short: at three of them
 */
import { randomInt } from 'node:crypto';
import { misused, readCommandLine, wholeNumber } from '../stack/command-line.ts';
import { runMiitChaos } from './miit/run.ts';
import { runChaos } from './run.ts';
import { tableOf } from './report.ts';

const { values } = readCommandLine(
  {
    options: {
      short: { type: 'boolean', default: false },
      only: { type: 'string' },
      seed: { type: 'string' },
      filings: { type: 'string' },
      kills: { type: 'string' },
    },
  },
  'npm run chaos -- [--short] [--seed N] [--filings N] [--kills N] | --only miit [--short]',
);

const MOST = 999_999;
const count = (name: 'seed' | 'filings' | 'kills', otherwise: number): number =>
  wholeNumber(name, values[name], { otherwise, most: MOST });

const started = Date.now();
const progress = (line: string): void => {
  process.stderr.write(`${String(Math.round((Date.now() - started) / 1_000)).padStart(4)} s  ${line}\n`);
};

if (values.only !== undefined && values.only !== 'miit') misused(`--only takes miit, not ${values.only}`);
const outcome = await (values.only === 'miit' ? runMiitChaos({ short: values.short, progress }) : anywhere());
console.log(tableOf(outcome));
for (const { promise, broken } of outcome.findings) {
  for (const each of broken) console.log(`BROKEN ${promise}: ${each}`);
}
process.exitCode = outcome.findings.some(({ broken }) => broken.length > 0) ? 1 : 0;

/** Blows at random moments of whole filings. */
function anywhere() {
  const seed = count('seed', randomInt(MOST));
  console.log(`seed ${seed}`);
  return runChaos({
    seed,
    filings: count('filings', values.short ? 12 : 200),
    kills: count('kills', values.short ? 5 : 50),
    terminations: values.short ? 1 : 10,
    resets: values.short ? 1 : 10,
    atOnce: values.short ? 6 : 10,
    progress,
  });
}
