/** `npm start`: starts the whole stack on this machine and stays until Ctrl-C. */
import { ConfigError, MISCONFIGURED } from '../domain/configuration.ts';
import { readCommandLine } from './command-line.ts';
import { startStack } from './stack.ts';
import { stopOnSignal } from './processes/parts.ts';
import { printProgress } from './progress.ts';
import { printUrls } from './urls.ts';

readCommandLine({}, 'npm start; variables say everything else, see README.md');

try {
  const stack = await startStack();
  stopOnSignal(stack.stop);
  printUrls(stack);
  printProgress('Ctrl-C stops everything.');
} catch (error) {
  printProgress(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof ConfigError ? MISCONFIGURED : 1;
}
