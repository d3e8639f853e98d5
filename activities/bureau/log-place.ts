import { log } from '@temporalio/activity';

/** Logs where something failed. An error's message may quote values, so only the place of the fault is logged. */
export function logPlace(what: string, error: unknown): void {
  const lines = error instanceof Error ? (error.stack?.split('\n') ?? []) : [];
  log.error(what, { stack: lines.filter((line) => line.trimStart().startsWith('at ')).slice(0, 8) });
}
