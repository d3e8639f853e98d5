/** Turns any error below a route into a page that says what to do, and logs the errors that are ours to mend. */
import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { loggedError } from '../../usecases/logged-error.ts';
import { ErrorPage } from '../layout/error-page.tsx';
import { languageOf, LANGUAGE_COOKIE } from '../texts/language.ts';
import { sayIn, type Text } from '../texts/texts.ts';
import { cookieOf } from './cookies.ts';
import { KeptForm, keptOf, keptTitle } from './kept-form.tsx';
import { problemsIn, whenAgain, type Problems } from './problems.ts';
import { rendered } from './rendered.tsx';
import { requestIdOf, sessionOf } from './request-context.ts';
import { texts } from './texts.ts';

const FAILURES = {
  NOT_FOUND: [404, texts.notFound],
  NOT_YOURS: [403, texts.notYours],
  OUTDATED: [403, texts.formOutdated],
  TOO_MANY: [429, texts.tooMany],
  SIGNED_OUT: [401, texts.signedOut],
} as const satisfies Record<string, readonly [number, Text]>;

/** What the console itself refuses. */
export class ConsoleFailure extends Error {
  override readonly name = 'ConsoleFailure';
  readonly problems: Problems;

  constructor(kind: keyof typeof FAILURES) {
    super(kind);
    const [status, summary] = FAILURES[kind];
    this.problems = whenAgain({ code: kind, status, summary, at: [] });
  }
}

/** What the visitor hears of an error; undefined for one that is ours to mend. */
export const problemsOf = (error: unknown): Problems | undefined =>
  error instanceof ConsoleFailure ? error.problems : problemsIn(error);

export const notFound: RequestHandler = () => {
  throw new ConsoleFailure('NOT_FOUND');
};

export function failures(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error);
    const problems = problemsOf(error);
    if (problems === undefined || problems.status >= 500)
      log.error({ ...loggedError(error), requestId: requestIdOf(req) }, 'a page failed');
    const { code, status, summary, at, retryAfter } = problems ?? {
      code: 'INTERNAL',
      status: 500,
      summary: texts.internal,
      at: [],
      retryAfter: undefined,
    };
    const language = languageOf(cookieOf(req, LANGUAGE_COOKIE), req.get('Accept-Language'));
    const say = sayIn(language);
    const said = say(summary, { id: requestIdOf(req) ?? '–' });
    if (retryAfter !== undefined) res.set('Retry-After', String(retryAfter));
    const visitor = visitorOf(req);
    const typed = keptOf(req);
    const body =
      typed === undefined ? (
        <ErrorPage say={say} summary={said} at={at} back={cameFrom(req)} />
      ) : (
        <KeptForm say={say} path={req.originalUrl} typed={typed} code={code} summary={said} csrf={visitor?.csrf} />
      );
    const title = typed === undefined ? said : say(keptTitle(code));
    res
      .status(status)
      .type('html')
      .send(rendered({ language, title, path: '/', body, visitor, places: [] }));
  };
}

function visitorOf(req: Request) {
  const session = sessionOf(req);
  return session === undefined ? undefined : { id: session.caller.id, role: session.caller.role, csrf: session.csrf };
}

/** The page of the console from which a form was sent. */
function cameFrom(req: Request): string | undefined {
  const referer = req.get('Referer');
  if (req.method !== 'POST' || referer === undefined || !URL.canParse(referer)) return undefined;
  const { host, pathname, search } = new URL(referer);
  return host === req.get('Host') ? `${pathname}${search}` : undefined;
}
