/**
 * `npm run chaos`: many filings of mixed course on a whole stack, whose processes are killed with `kill -9` at random moments
 * and started again by the stack's own supervisor; filings are terminated and reset in Temporal. Then everything that was
 * promised is checked. Prints a table; status 1 when a promise was broken, with the orders concerned. Ends by itself and leaves
 * nothing behind.
 *
 *     npm run chaos                    # 200 filings, fifty kills
 *     npm run chaos -- --short         # about a minute; part of npm test
 *     npm run chaos -- --seed 7        # the blows of an earlier run
 */
import { randomInt } from 'node:crypto';
import { misused, readCommandLine } from '../stack/command-line.ts';
import { runChaos } from './run.ts';
import { tableOf } from './report.ts';

const { values } = readCommandLine(
  {
    options: {
      short: { type: 'boolean', default: false },
      seed: { type: 'string' },
      filings: { type: 'string' },
      kills: { type: 'string' },
    },
  },
  'npm run chaos -- [--short] [--seed N] [--filings N] [--kills N]',
);

const MOST = 1_000_000;

function count(name: 'seed' | 'filings' | 'kills', otherwise: number): number {
  const text = values[name];
  const value = text === undefined ? otherwise : Number(text);
  if (Number.isInteger(value) && value >= 0 && value < MOST) return value;
  return misused(`--${name} takes a whole number below ${MOST}, not ${text}`);
}

const started = Date.now();
const progress = (line: string): void => {
  process.stderr.write(`${String(Math.round((Date.now() - started) / 1_000)).padStart(4)} s  ${line}\n`);
};

const seed = count('seed', randomInt(MOST));
console.log(`seed ${seed}`);
const outcome = await runChaos({
  seed,
  filings: count('filings', values.short ? 12 : 200),
  kills: count('kills', values.short ? 5 : 50),
  terminations: values.short ? 1 : 10,
  resets: values.short ? 1 : 10,
  atOnce: values.short ? 6 : 10,
  progress,
});
console.log(tableOf(outcome));
for (const { promise, broken } of outcome.findings) {
  for (const each of broken) console.log(`BROKEN ${promise}: ${each}`);
}
process.exitCode = outcome.findings.some(({ broken }) => broken.length > 0) ? 1 : 0;
