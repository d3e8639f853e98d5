import { pino, type Logger } from 'pino';
import { ConfigError, type LogLevel } from './config.ts';

/** One line of JSON per entry, on standard output. */
export const createLog = (name: string, level: LogLevel): Logger => pino({ name, level });

/**
 * Runs a process. A configuration that is not complete is told to the person who starts it and ends with status 2;
 * anything else that goes wrong is logged and ends with status 1.
 */
export function runProcess(name: string, main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    if (error instanceof ConfigError) {
      console.error(error.message);
      process.exitCode = 2;
      return;
    }
    createLog(name, 'fatal').fatal(error, 'ended by an error');
    process.exit(1);
  });
}
