/**
 * From an HTTP request to an operation and back: finds the caller, parses the request, recognises repeats, writes the
 * answer.
 */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { TokenRefused } from '../../adapters/identity-provider/token-refused.ts';
import { permit } from '../../usecases/access/caller.ts';
import { expectInReach } from '../../usecases/access/orders-in-reach.ts';
import { expectOrderIn } from '../../usecases/channel/channel-rules.ts';
import { inDateRange } from '../../usecases/dates/date-range.ts';
import type { Api } from '../dependencies.ts';
import { channelOf } from './channel.ts';
import { isRepeat, once } from './idempotency.ts';
import { ordinary } from './ordinary.ts';
import { parse, problem } from './problems.ts';
import { limiters } from './rate-limits.ts';
import { callerOfRequest, requestIdOf, setCaller, setPath } from './request-context.ts';
import { receptions, type Reception } from './receiving.ts';
import { isIdempotent, isWrite, receivesBody, type Answer, type AskedFirst, type Route } from './route.ts';
import { fileSender, type FileSender } from './sending.ts';

/** The Express router of all operations; a known path answers other methods with 405. */
export function operations(api: Api, routes: readonly Route[]): Router {
  const router = Router();
  const receive = receptions(api);
  const sendFile = fileSender(api, send);
  const limit = limiters(api);
  for (const [path, ofPath] of byPath(routes)) {
    const address = expressPath(path);
    for (const route of ofPath) {
      router[route.method](
        address,
        named(route),
        ...(route.permission === undefined ? [] : [limit.provenBy(authenticate(api)), limit.requests(route.cost)]),
        ...(isIdempotent(route) ? [limit.writes] : []),
        route.permission === undefined
          ? limit.provenBy(perform(api, route, receive[route.bodyKind], sendFile), failing(route))
          : perform(api, route, receive[route.bodyKind], sendFile),
      );
    }
    router.all(address, () => {
      throw problem('METHOD_NOT_ALLOWED_HERE', { headers: { Allow: allowed(ofPath) } });
    });
  }
  return router;
}

/**
 * Statuses that say a caller without a token has proved nothing: a bad signature, which covers the body and is therefore
 * checked where the body is read, or an address that nobody was given.
 */
const failing = ({ proof }: Route): readonly number[] => (proof === 'signature' ? [401] : [401, 404]);

function named({ path }: Route): RequestHandler {
  return (req, _res, next) => {
    setPath(req, path);
    next();
  };
}

function authenticate({ tokens, log }: Api): RequestHandler {
  return async (req, _res, next) => {
    const [scheme, token] = (req.get('Authorization') ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || token === undefined || token === '') {
      throw problem('UNAUTHENTICATED', { headers: { 'WWW-Authenticate': 'Bearer' } });
    }
    const caller = await tokens(token).catch(noted);
    setCaller(req, { ...caller, channel: channelOf(req) });
    next();

    function noted(error: unknown): never {
      const cause = error instanceof Error ? error.cause : undefined;
      // The caller hears nothing of this: it is for the person who set the identity provider up.
      if (cause instanceof TokenRefused)
        log.warn({ ...cause.line, requestId: requestIdOf(req) }, 'a token was refused');
      throw error;
    }
  };
}

/** What can be refused is refused before the body is received: permission, path, the order, and what the operation asks. */
function perform(api: Api, route: Route, receive: Reception, sendFile: FileSender): RequestHandler {
  return async (req, res) => {
    const caller = callerOfRequest(req);
    if (caller !== undefined && route.permission !== undefined) permit(caller, route.permission);
    const params = parse(route.params, ordinary(req.params, 'path'), 'path');
    const query = await inDateRange(
      api,
      route.query,
      parse(route.query, ordinary(req.query, 'query'), 'query'),
      'query',
    );
    if (caller !== undefined && isWrite(route) && typeof params['orderId'] === 'string')
      await expectOrderIn(api, caller, params['orderId']);
    if (!receivesBody(route)) {
      const read = () => repeatable(api, route, req, () => handled(undefined));
      return route.sends === 'file' ? sendFile(req, res, read) : send(res, await read());
    }

    const below = await admitted(api, route, req, { params, query, req, caller });
    const work = () =>
      repeatable(api, route, req, async () =>
        handled(route.body && (await inDateRange(api, route.body, parse(route.body, req.body ?? {})))),
      );
    await send(res, await receive(req, res, work, below));

    function handled(body: unknown): Promise<Answer> {
      return route.handle({ params, query, body, req, caller });
    }
  };
}

/** How many bytes an image must stay below, where the operation says. */
async function admitted(api: Api, route: Route, req: Request, asked: AskedFirst): Promise<number | undefined> {
  try {
    const { caller, params } = asked;
    const orderId = params['orderId'];
    if (caller !== undefined && route.permission !== undefined && typeof orderId === 'string') {
      await expectInReach(api, caller, route.permission, orderId);
    }
    return (await route.admit(asked))?.maxBytesExclusive;
  } catch (refusal) {
    // A repeat gets the first answer, whatever has become of the order since.
    if (asked.caller !== undefined && isIdempotent(route) && (await isRepeat(api, asked.caller, req))) return undefined;
    throw refusal;
  }
}

const repeatable = (api: Api, route: Route, req: Request, work: () => Promise<Answer>): Promise<Answer> => {
  const caller = callerOfRequest(req);
  return caller !== undefined && isIdempotent(route) ? once(api, caller, req, work) : work();
};

async function send(res: Response, { status, body, headers, stream }: Answer): Promise<void> {
  res.status(status).set({ 'Cache-Control': 'no-store', ...headers });
  if (stream !== undefined) await stream(res);
  else if (body === undefined) res.end();
  else if (Buffer.isBuffer(body)) res.send(body);
  else res.json(body);
}

const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

const allowed = (routes: readonly Route[]): string => routes.map(({ method }) => method.toUpperCase()).join(', ');

/**
 * A word of a path comes before a parameter in its place, which would take the word for its value; so OpenAPI matches paths.
 * The order of characters does it: `{` comes after every letter.
 */
function byPath(routes: readonly Route[]): [string, Route[]][] {
  const paths = new Map<string, Route[]>();
  for (const route of routes) paths.set(route.path, [...(paths.get(route.path) ?? []), route]);
  return [...paths].toSorted(([one], [other]) => (one < other ? -1 : 1));
}
