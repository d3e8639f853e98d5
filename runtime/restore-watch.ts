/**
 * Notices by itself that the database was brought back from a backup, by a number that is kept outside it (`store/restores/high-water.ts`).
 * Until the first look has succeeded nobody can know, and no message is sent.
 */
import type { Logger } from 'pino';
import type { MarkKeeper } from '../adapters/high-water/mark-keeper.ts';
import { createMarkFile } from '../adapters/high-water/file.ts';
import { createMarkBucket } from '../adapters/high-water/s3.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Database } from '../store/postgres/database.ts';
import { lookAtHighWater } from '../store/restores/high-water.ts';
import type { SealsConfig } from './config.ts';
import { bucketOfSeals } from './seal-keepers.ts';

export interface RestoreWatch {
  /** When the database was last found to be where it should be, or its restore was noticed; by the clock of the database. */
  readonly lookedAt: Instant | undefined;
  /** Looks once. A fault is logged: the next look may succeed. */
  look(): Promise<void>;
  stop(): void;
}

export interface WatchedDatabase {
  database: Database;
  keepers: readonly MarkKeeper[];
  log: Pick<Logger, 'error'>;
  /** The time between two looks, in milliseconds. What was sent within it before a crash is not known to a newer backup. */
  everyMs?: number;
}

const MINUTE_MS = 60_000;

/** Looks at once and then every minute. */
export async function startRestoreWatch(watched: WatchedDatabase): Promise<RestoreWatch> {
  const { database, keepers, log, everyMs = MINUTE_MS } = watched;
  let lookedAt: Instant | undefined;

  async function look(): Promise<void> {
    try {
      const kept = await highest(keepers);
      const { number, wasRestored, at } = await lookAtHighWater(database, kept);
      if (wasRestored) {
        log.error({ kept }, 'the database was brought back from a backup: messages of before wait for an operator');
      }
      lookedAt = at;
      for (const keeper of keepers) await keeper.keep(number);
    } catch (error) {
      log.error(error, 'whether the database was brought back from a backup cannot be known, or not be noted, now');
    }
  }

  await look();
  const timer = setInterval(() => void look(), everyMs).unref();
  return {
    get lookedAt() {
      return lookedAt;
    },
    look,
    stop: () => clearInterval(timer),
  };
}

async function highest(keepers: readonly MarkKeeper[]): Promise<number | undefined> {
  const kept = await Promise.all(keepers.map((keeper) => keeper.read()));
  const marks = kept.filter((mark) => mark !== undefined);
  return marks.length === 0 ? undefined : Math.max(...marks);
}

/** Where the number is kept: beside the seals of the audit trail. */
export function createMarkKeepers(config: SealsConfig): MarkKeeper[] {
  const { BEIAN_AUDIT_SEALS_FILE: path } = config;
  const bucket = bucketOfSeals(config);
  return [
    ...(path === undefined ? [] : [createMarkFile(`${path}.high-water`)]),
    ...(bucket === undefined ? [] : [createMarkBucket(bucket)]),
  ];
}
