import { pino, type Logger } from 'pino';
import { ConfigError, MISCONFIGURED } from '../domain/configuration.ts';
import type { LogLevel } from './config.ts';

/** One line of JSON per entry, on standard output. */
export const createLog = (name: string, level: LogLevel): Logger => pino({ name, level });

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
