/**
 * `Idempotency-Key` on writes: a repeated request gets the first answer, and a different request under the same key is
 * refused. Without the header a repeat is a new request. Only successes are kept: a request that the API itself refused
 * changed nothing, so the same key may be used again. An action that a filing refused stays refused under its id, see
 * `usecases/outbox`.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Request } from 'express';
import { z } from 'zod';
import { instant } from '../../domain/time/instant.ts';
import {
  beginRequest,
  finishRequest,
  forgetRequest,
  HOLD_EVERY_MS,
  holdRequest,
  isKnownRequest,
} from '../../store/http/idempotency.ts';
import type { Caller } from '../../usecases/access/caller.ts';
import type { Api } from '../dependencies.ts';
import { undoneOnFailure } from '../../usecases/undone-on-failure.ts';
import { saidMeanwhile } from '../../usecases/said-meanwhile.ts';
import { parse, problem } from './problems.ts';
import type { Answer } from './route.ts';

export const IDEMPOTENCY_HEADER = 'Idempotency-Key';
/** Set on every answer that repeats the answer to an earlier request. */
export const REPLAY_HEADER = 'Idempotent-Replay';

export const idempotencyKeySchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,80}$/, 'write 8 to 80 letters, digits, - or _')
  .meta({ description: 'Names this request: a repeat with the same key and body gets the first answer.' });

/** The key of a request, when it has one. */
export function idempotencyKey(req: Request): string | undefined {
  const header = req.get(IDEMPOTENCY_HEADER);
  return header === undefined ? undefined : parse(idempotencyKeySchema, header, IDEMPOTENCY_HEADER);
}

/** Whether a request with the same key was answered already, or is under way. */
export async function isRepeat({ database }: Pick<Api, 'database'>, caller: Caller, req: Request): Promise<boolean> {
  const key = idempotencyKey(req);
  return key !== undefined && (await isKnownRequest(database, requestOf(caller, req, key)));
}

/** Does the work once for each key, as the head of this file explains. */
export async function once(
  { database, vault, now }: Pick<Api, 'database' | 'vault' | 'now'>,
  caller: Caller,
  req: Request,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const key = idempotencyKey(req);
  if (key === undefined) return work();
  const request = { ...requestOf(caller, req, key), requestHash: await hashOf(req) };
  const begun = await beginRequest(database, vault, { ...request, at: instant(now()) });
  if (begun.kind === 'REPEAT')
    return { ...begun.response, headers: { ...begun.response.headers, [REPLAY_HEADER]: 'true' } };
  if (begun.kind === 'CONFLICT')
    throw problem('KEY_REUSED', { detail: `Another request was sent with this ${IDEMPOTENCY_HEADER}.` });
  if (begun.kind === 'UNDER_WAY') throw problem('KEY_IN_USE', { headers: { 'Retry-After': '1' } });
  const held = { ...request, turn: begun.turn };
  const goesOn = () => holdRequest(database, held, instant(now()));
  const working = () => saidMeanwhile(HOLD_EVERY_MS, goesOn, work);
  // If the key cannot be removed, a repeat takes it over after a minute.
  const done = await undoneOnFailure(working, () => forgetRequest(database, held));
  if (stands(done)) {
    await finishRequest(database, vault, held, {
      status: done.status,
      headers: { ...done.headers },
      body: done.body,
    });
  } else {
    await forgetRequest(database, held);
  }
  return done;
}

/** A `202` is not kept, because it only says that the answer is not known yet. */
const stands = ({ status, stream }: Answer): boolean =>
  status >= 200 && status < 300 && status !== 202 && stream === undefined;

const requestOf = (caller: Caller, req: Request, key: string) => ({
  accountId: ownerOf(caller),
  key,
  route: `${req.method} ${req.path}`,
});

/** Who a key belongs to: no two callers have the same, whatever characters their identifiers hold. */
export const ownerOf = ({ id, accountId }: Pick<Caller, 'id' | 'accountId'>): string =>
  accountId === undefined ? `staff:${part(id)}` : `account:${part(accountId)}:${part(id)}`;

const part = (identifier: string): string => identifier.replaceAll(/[%:]/g, encodeURIComponent);

/** Everything that makes two requests the same: the query, the precondition, and the body, be it JSON or a file. */
async function hashOf(req: Request): Promise<string> {
  const hash = createHash('sha256').update(
    `${new URL(req.originalUrl, 'http://host').search}\n${req.get('If-Match') ?? ''}\n`,
  );
  if (req.file) for await (const chunk of createReadStream(req.file.path)) hash.update(chunk);
  return hash.update(JSON.stringify(req.body ?? null)).digest('hex');
}
