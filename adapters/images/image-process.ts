/**
 * Decodes images in a child process, so that a hostile one can harm nobody: the child has little memory, little time and no
 * secrets. It is started for the first image, works on one at a time, and ends when none came for a while, with this process
 * at the latest.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { RetryableError } from '../delivery-faults.ts';
import { OUT_OF_MEMORY, type ImageMessage, type RewriteRequest } from './image-messages.ts';
import type { ImageRewriter, RewriteAnswer } from './image-rewriter.ts';

export interface ImageProcessOptions {
  /** After this time the child is killed, and the image is refused. */
  timeoutMs?: number;
  /** How much memory the child may take, in megabytes. Most photographs take less than 200, one of 60 million pixels up to 500. */
  memoryMb?: number;
  /** After this time without an image the child is ended. */
  idleMs?: number;
}

const ENTRY = new URL(`./image-main${import.meta.url.slice(-3)}`, import.meta.url);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const START_MS = 60_000;
/** By this operators find it in the log. */
const UNABLE = { code: 'IMAGE_PROCESS' };

/**
 * @example
 * const images = createImageProcess();
 * const answer = await images.rewrite(bytes, { mediaTypes: ['image/jpeg'], maxPixels: 60_000_000, maxBase64: 100_000 });
 */
export function createImageProcess({
  timeoutMs = 20_000,
  memoryMb = 640,
  idleMs = 60_000,
}: ImageProcessOptions = {}): ImageRewriter {
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let lastTurn: Promise<unknown> = Promise.resolve();

  /** The child, started anew when it has ended. */
  async function present(): Promise<ChildProcess> {
    clearTimeout(idle);
    if (child?.connected === true && child.exitCode === null && child.signalCode === null) return child;
    child = await started(memoryMb);
    return child;
  }

  async function rewrite(request: RewriteRequest): Promise<RewriteAnswer> {
    const worker = await present();
    keep(worker);
    try {
      return await answerOf(worker, request, timeoutMs);
    } finally {
      release(worker);
      idle = setTimeout(() => worker.kill('SIGKILL'), idleMs).unref();
    }
  }

  return {
    rewrite(content, rules) {
      const turn = lastTurn.then(() => rewrite({ content, rules }));
      lastTurn = turn.catch(() => {});
      return turn;
    },
  };
}

/** The child sees nothing of this process's environment, where secrets are. */
async function started(memoryMb: number): Promise<ChildProcess> {
  const child = fork(ENTRY, {
    cwd: ROOT,
    env: { BEIAN_IMAGE_MEMORY_MB: String(memoryMb), MALLOC_ARENA_MAX: '2' },
    execArgv: [...(ENTRY.pathname.endsWith('.ts') ? ['--import', 'tsx'] : []), '--max-old-space-size=128'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  child.on('error', () => {}); // heard by who waits for a word; otherwise it is of no interest
  const heard = await nextWord(child, START_MS);
  if (heard.status === 'READY') return child;
  child.kill('SIGKILL');
  throw new RetryableError('images cannot be decoded now: the process for it did not start', UNABLE);
}

/** An idle child does not keep this process alive. */
function release(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

function keep(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}

async function answerOf(child: ChildProcess, request: RewriteRequest, timeoutMs: number): Promise<RewriteAnswer> {
  const heard = nextWord(child, timeoutMs);
  child.send(request, () => {}); // a child that cannot be reached has ended, which is heard
  const answer = await heard;
  if (answer.status === 'REFUSED' || answer.status === 'REWRITTEN') return answer;
  child.kill('SIGKILL');
  const reason = answer.status === 'FAILED' ? answer.reason : answer.status;
  throw new RetryableError(`images cannot be decoded now (${reason})`, UNABLE);
}

/** What the child says next. One that ran out of time is killed; that, like its end for lack of memory, is the image's fault. */
function nextWord(child: ChildProcess, timeoutMs: number): Promise<ImageMessage> {
  return new Promise((resolve) => {
    const done = (message: ImageMessage) => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
      resolve(message);
    };
    const onMessage = (message: unknown) => done(message as ImageMessage);
    const onExit = (code: number | null, signal: string | null) =>
      done(
        code === OUT_OF_MEMORY || signal !== null ? tooComplex : { status: 'FAILED', reason: `it ended with ${code}` },
      );
    const onError = ({ message }: Error) => done({ status: 'FAILED', reason: message });
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.on('message', onMessage).once('exit', onExit).once('error', onError);
  });
}

const tooComplex: ImageMessage = {
  status: 'REFUSED',
  code: 'IMAGE_TOO_COMPLEX',
  advice: 'The image takes too much memory or time to decode. Save it as a plain jpg of fewer pixels, and upload that.',
};
