/**
 * Lock files between processes, such as two clones that compile the same server, or a second `npm start`.
 *
 * The file holds the owner's process id, and the owner touches it every few seconds. It counts as abandoned when that
 * process is gone or has stopped touching the file. So a crash locks nobody out, even when another process has got the
 * same process id since.
 */
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export type LockAttempt = Lock | { readonly kind: 'held'; readonly byProcess: number };
export interface Lock {
  readonly kind: 'acquired';
  readonly release: () => void;
}

const TOUCH_EVERY_MS = 2_000;
const ABANDONED_AFTER_MS = 30_000;

/** Takes the lock, or says which living process holds it. */
export function tryLock(file: string): LockAttempt {
  mkdirSync(dirname(file), { recursive: true });
  const holder = lockHolder(file);
  if (holder !== undefined) return { kind: 'held', byProcess: holder };
  // The file is written before it gets its name, so nobody reads a lock without an owner.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, file);
  } catch (error) {
    const winner = lockHolder(file);
    if (winner === undefined) throw error;
    return { kind: 'held', byProcess: winner };
  } finally {
    rmSync(draft, { force: true });
  }
  return { kind: 'acquired', release: keepTouching(file) };
}

/** Waits for the lock, then works under it. `onWait` is called once when somebody else holds it. */
export async function withLock<T>(file: string, onWait: (holder: number) => void, work: () => Promise<T>): Promise<T> {
  let attempt = tryLock(file);
  if (attempt.kind === 'held') onWait(attempt.byProcess);
  while (attempt.kind === 'held') {
    await delay(250);
    attempt = tryLock(file);
  }
  try {
    return await work();
  } finally {
    attempt.release();
  }
}

/** The living process that holds the lock. Removes an abandoned lock. */
export function lockHolder(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    const touched = statSync(file).mtimeMs;
    if (isAlive(pid) && Date.now() - touched < ABANDONED_AFTER_MS) return pid;
    rmSync(file, { force: true });
    return undefined;
  } catch {
    return undefined; // No lock file.
  }
}

function keepTouching(file: string): () => void {
  const touch = () => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // The lock was removed together with its folder: there is nothing left to hold.
    }
  };
  const timer = setInterval(touch, TOUCH_EVERY_MS).unref();
  const release = () => {
    clearInterval(timer);
    held.delete(release);
    rmSync(file, { force: true });
  };
  process.off('exit', releaseAll).once('exit', releaseAll);
  held.add(release);
  return release;
}

/** What releases the locks of this process; with one listener, however many there are. */
const held = new Set<() => void>();

function releaseAll(): void {
  for (const release of held) release();
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // With EPERM the process is alive and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
