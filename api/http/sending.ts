/**
 * How a file is sent: a few at a time, piece by piece, because each is in memory until its last piece has gone. A reader who takes
 * nothing gives way to one that waits, and is cut off after a while.
 */
import { once } from 'node:events';
import type { Request, Response } from 'express';
import { createTurns, type Turn } from '../../usecases/turns.ts';
import type { Api } from '../dependencies.ts';
import { paceOf } from './pace.ts';
import { callerKey } from './request-context.ts';
import type { Answer } from './route.ts';

/** Does the work that brings the file, and sends it, in a turn of its own. The work may refuse; then nothing was sent. */
export type FileSender = (req: Request, res: Response, work: () => Promise<Answer>) => Promise<void>;

const PIECE_BYTES = 64 * 1024;
export function fileSender(
  { limits }: Pick<Api, 'limits'>,
  send: (res: Response, answer: Answer) => Promise<void>,
): FileSender {
  const downloads = createTurns({ ...limits.downloads, advice: ADVICE });
  return (req, res, work) =>
    downloads.run(callerKey(req), async (turn) => {
      const { body, ...answer } = await work();
      if (!Buffer.isBuffer(body) || req.method === 'HEAD') return send(res, { ...answer, body });
      res.status(answer.status).set({ 'Cache-Control': 'no-store', ...answer.headers });
      res.set('Content-Length', String(body.length));
      await inPieces(res, body, turn, limits.stalledMs);
    });
}

const ADVICE = {
  owner: 'You are fetching too many files at once. Let your earlier requests end, then send this one again.',
  all: 'Too many files are being sent right now. Send the request again in a moment.',
};

/** Ends when the last piece is on its way, or the connection is closed: by the reader, or here because the reader was too slow. */
async function inPieces(res: Response, body: Buffer, turn: Turn, stalledMs: number): Promise<void> {
  let sent = 0;
  const pace = paceOf(() => sent);
  turn.dawdles = pace.dawdles;
  const over = new AbortController();
  const end = () => over.abort();
  res.once('close', end);
  turn.signal.addEventListener('abort', end, { once: true });
  try {
    while (sent < body.length) {
      const piece = body.subarray(sent, sent + PIECE_BYTES);
      const signal = AbortSignal.any([over.signal, AbortSignal.timeout(stalledMs)]);
      if (!res.write(piece)) await once(res, 'drain', { signal });
      sent += piece.length;
      pace.look();
    }
    res.end();
  } catch {
    res.destroy(); // the reader knows by the length that something is missing
  } finally {
    res.off('close', end);
    turn.signal.removeEventListener('abort', end);
  }
}
