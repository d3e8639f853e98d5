/**
 * What becomes of a body that nobody reads, because the request was refused before: its sender gets a moment to hear the
 * answer, then the connection is closed.
 */
import type { RequestHandler } from 'express';

const LINGER_MS = 2_000;

export const closeUnreadBodies: RequestHandler = (req, res, next) => {
  res.once('finish', () => {
    if (req.complete) return;
    req.resume();
    setTimeout(() => {
      if (!req.complete) req.socket.destroy();
    }, LINGER_MS).unref();
  });
  next();
};
