/**
 * Where images lie while they are received: in a folder of this process that only its user may enter. An image is deleted when
 * its request is over, the folder when the process ends, and what a crash left when the next process starts.
 */
import { createHash, randomUUID, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request } from 'express';
import type { StorageEngine } from 'multer';
import type { Log } from '../../usecases/dependencies.ts';

export interface ReceivedFile {
  path: string;
  /** Bytes. */
  size: number;
  /** The SHA-256 of the file, in hex. */
  filename: string;
}

export interface UploadFolder {
  /** Stores the file of a form as {@link receive} does. */
  storage: StorageEngine;
  /** Stores an image as it arrives. */
  receive(req: Request, stream: NodeJS.ReadableStream): Promise<ReceivedFile>;
  /** Ends the receiving of a request's image and deletes what has come of it. */
  abandon(req: Request): void;
  /** Deletes the folder with everything in it. */
  remove(): Promise<void>;
}

/** Nothing is written before the first image comes. `base` is created when it is missing. */
export function createUploadFolder(base: string, log: Log): UploadFolder {
  let made: Promise<string> | undefined;
  const folder = () => {
    made ??= makeFolder(base).catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };

  // A request that was answered early does not hear any more that its connection has ended.
  const underWay = new WeakMap<Request, AbortController>();

  async function receive(req: Request, stream: NodeJS.ReadableStream): Promise<ReceivedFile> {
    const ended = new AbortController();
    underWay.set(req, ended);
    const { signal } = ended;
    const path = join(await folder(), randomUUID());
    const digest = digesting();
    try {
      await pipeline(stream, digest.stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal });
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return { path, size: digest.bytes(), filename: digest.hash.digest('hex') };
  }

  return {
    storage: {
      _handleFile: (req, file, done) => {
        receive(req, file.stream).then((received) => done(null, received), done);
      },
      _removeFile: (_req, file, done) => {
        rm(file.path, { force: true }).then(() => done(null), done);
      },
    },
    receive,
    abandon: (req) => underWay.get(req)?.abort(),
    async remove() {
      const path = await made?.catch(() => undefined);
      if (path === undefined) return;
      await rm(path, { recursive: true, force: true }).catch((error: unknown) => {
        log.warn(
          { kind: error instanceof Error ? error.name : 'unknown' },
          'the folder of uploads could not be removed',
        );
      });
    },
  };
}

function digesting(): { stream: Transform; hash: Hash; bytes: () => number } {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, hash, bytes: () => bytes };
}

/** The name says whose folder it is: `<host>~<process id>~<random>`. */
async function makeFolder(base: string): Promise<string> {
  await mkdir(base, { recursive: true, mode: 0o700 });
  return mkdtemp(join(base, `${hostname()}~${process.pid}~`));
}

const DAY_MS = 86_400_000;

/**
 * Deletes the folders of processes that have ended: of those on this host at once, of others when a day has passed. Called when
 * a process starts, before it makes a folder of its own.
 */
export async function removeAbandonedUploads(base: string): Promise<void> {
  const names = await readdir(base).catch(() => []);
  for (const name of names) {
    const [host, pid] = name.split('~');
    const path = join(base, name);
    const isOver = host === hostname() ? !isRunning(Number(pid)) : (await ageOf(path)) > DAY_MS;
    if (isOver) await rm(path, { recursive: true, force: true });
  }
}

/** A process with our own id has ended: it had the id before us. */
function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const ageOf = async (path: string): Promise<number> => {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? 0 : Date.now() - found.mtimeMs;
};
