/**
 * `npm run demo`: starts the whole stack, files every order under `examples/` through the API with the sandbox as the
 * outside world, fast-forwards the waits, and prints what happened. Exits 0 only when every order ended as its example
 * says. Each run begins with an empty database. `-- --keep` leaves the stack running; `-- NAME …` plays only the named
 * examples.
 */
import { ConfigError, MISCONFIGURED } from '../domain/configuration.ts';
import { readCommandLine } from './command-line.ts';
import { closingTable } from './demo/table.ts';
import { play } from './demo/play.ts';
import { readExample, readExamples } from './demo/example.ts';
import { demoFolder } from './state/folders.ts';
import { forget } from './state/forget.ts';
import { stopOnSignal } from './processes/parts.ts';
import { startStack } from './stack.ts';
import { printProgress } from './progress.ts';
import { printUrls } from './urls.ts';

const { values, positionals } = readCommandLine(
  { options: { keep: { type: 'boolean', default: false } }, allowPositionals: true },
  'npm run demo -- [--keep] [NAME …]; the names are those of the files under examples/',
);

try {
  const examples = positionals.length > 0 ? await Promise.all(positionals.map(readExample)) : await readExamples();
  await forget(demoFolder);
  const stack = await startStack({ folder: demoFolder });
  stopOnSignal(stack.stop);
  try {
    printProgress(`Filing ${examples.length} orders through ${stack.apiUrl}; every date is the filing's own.`);
    const played = await Promise.all(examples.map((example) => play(example, { ...stack, onStep: printProgress })));
    process.stdout.write(`\n${closingTable(played)}\n\n`);
    const failed = played.filter(({ passed }) => !passed);
    if (failed.length > 0) process.exitCode = 1;
    printProgress(
      failed.length === 0
        ? 'Every order ended as its example says.'
        : `${failed.length} did not end as their examples say.`,
    );
  } finally {
    if (values.keep) printUrls(stack);
    else await stack.stop();
  }
  if (values.keep) printProgress('The stack goes on running; Ctrl-C stops it.');
} catch (error) {
  printProgress(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof ConfigError ? MISCONFIGURED : 1;
}
