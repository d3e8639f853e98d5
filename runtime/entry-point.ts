import { pino, type DestinationStream, type Logger } from 'pino';
import { ConfigError, MISCONFIGURED } from '../domain/configuration.ts';
import type { LogLevel } from './config.ts';

/** One line of JSON per entry, on standard output unless another stream is given. No key stands twice in a line. */
export const createLog = (name: string, level: LogLevel, stream: DestinationStream = pino.destination(1)): Logger =>
  pino({ name, level, formatters: { log: (entry) => renamed(entry) } }, stream);

/** What every line has of its own. */
const OF_THE_LINE: ReadonlySet<string> = new Set(['level', 'time', 'pid', 'hostname', 'name', 'msg']);

/** What the Temporal SDK or a library says under such a key is written under another. */
function renamed(entry: Record<string, unknown>): Record<string, unknown> {
  if (!Object.keys(entry).some((key) => OF_THE_LINE.has(key))) return entry;
  return Object.fromEntries(
    Object.entries(entry).map(([key, value]) => [OF_THE_LINE.has(key) ? `said_${key}` : key, value]),
  );
}

/**
 * Runs a process. An incomplete configuration is printed for the person who starts the process, with exit status 2; any
 * other error is logged, with exit status 1.
 */
export function runProcess(name: string, main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    if (error instanceof ConfigError) {
      console.error(error.message);
      process.exit(MISCONFIGURED);
    }
    createLog(name, 'fatal').fatal(error, 'ended by an error');
    process.exit(1);
  });
}
