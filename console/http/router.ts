/**
 * From a request to a page and back: finds who is signed in, keeps strangers and other roles out, reads the form, and turns
 * every refusal into a page that says what to do.
 */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { expectOrderIn } from '../../usecases/channel/channel-rules.ts';
import { channelOf } from '../channel/channel.ts';
import type { ConsoleDependencies } from '../dependencies.ts';
import type { Framed } from '../layout/frame.tsx';
import type { Navigation } from '../layout/navigation.ts';
import { languageOf, LANGUAGE_COOKIE } from '../texts/language.ts';
import { sayIn, type Language, type Text } from '../texts/texts.ts';
import { cookieOf, type Cookies } from './cookies.ts';
import { filesIn, formReaders, refuseStrange, typedIn } from './forms.ts';
import { localPath } from './local-path.ts';
import { noticeOf, takeNotice } from './notices.ts';
import { problemsIn } from './problems.ts';
import { keepTyped, mayBeSentAgain } from './kept-form.tsx';
import { pageAgain } from './page-again.tsx';
import { refusedForm, renderedAgain } from './refused.tsx';
import { rendered } from './rendered.tsx';
import { sessionOf, setSession } from './request-context.ts';
import type { ConsoleRoute, Download, Page, PageRequest, SeeOther } from './route.ts';
import type { Visit } from './visit.ts';
import { ConsoleFailure, problemsOf } from './failures.tsx';

export interface RouterParts {
  readonly console: ConsoleDependencies;
  readonly cookies: Cookies;
  readonly navigation: Navigation;
  readonly countDeed: RequestHandler;
  readonly countRequest: RequestHandler;
}

export const languageOfRequest = (req: Request): Language =>
  languageOf(cookieOf(req, LANGUAGE_COOKIE), req.get('Accept-Language'));

/** The routes of all desks. */
export function consoleRouter(parts: RouterParts, routes: readonly ConsoleRoute[]): Router {
  const router = Router();
  const read = formReaders(parts.console.limits);
  const keep = keepTyped(read, problemsOf);
  for (const route of routes) {
    const admitted = admit(parts, route);
    if (route.kind === 'PAGE') {
      router.get(route.path, admitted, parts.countRequest, async (req, res) => {
        const visit = visitOf(parts, req, takeNotice(parts.cookies, req, res));
        answer(parts, visit, res, await route.show(visit, requestOf(req)));
      });
      continue;
    }
    const reader = route.takesFiles ? read.withFiles : read.plain;
    const take: RequestHandler = async (req, res) => {
      const visit = visitOf(parts, req, undefined);
      const { csrf, ...typed } = typedIn(req);
      if ((csrf ?? req.get('X-CSRF-Token')) !== visit.csrf) throw new ConsoleFailure('OUTDATED');
      const request = requestOf(req);
      try {
        const { orderId } = request.params;
        if (orderId !== undefined) await expectOrderIn(parts.console, visit.caller, orderId);
        refuseStrange(typed);
        answer(parts, visit, res, await route.does(visit, typed, request));
      } catch (error) {
        const problems = problemsIn(error);
        if (problems === undefined) throw error;
        const again = await pageAgain(routes, route, visit, { typed, problems, request });
        if (again === undefined) throw error;
        const refused = refusedForm(req.originalUrl, { visit, typed, problems });
        const html = renderedAgain(framed(parts, again.visit, again.page), refused, visit.say);
        // A page without the form has nothing to send again.
        if (!refused.isDrawn && mayBeSentAgain(problems, req)) throw error;
        if (problems.retryAfter !== undefined) res.set('Retry-After', String(problems.retryAfter));
        res
          .status(again.page.status ?? problems.status)
          .type('html')
          .send(html);
      }
    };
    router.post(route.path, admitted, parts.countRequest, parts.countDeed, reader, take, keep);
  }
  return router;
}

/**
 * Lets those in whose role has the page; others hear so, and strangers are asked to sign in first. Whom a code let in to one order is
 * led back to it.
 */
function admit({ console, cookies }: RouterParts, { roles, kind }: ConsoleRoute): RequestHandler {
  return async (req, res, next) => {
    if (kind === 'DEED' && req.get('Sec-Fetch-Site') === 'cross-site') throw new ConsoleFailure('OUTDATED');
    const token = cookies.session(req);
    const session = token === undefined ? undefined : await console.sessions.find(token);
    if (session === undefined) {
      if (kind === 'DEED') throw new ConsoleFailure('SIGNED_OUT');
      res.redirect(303, `/sign-in?back=${encodeURIComponent(req.originalUrl)}`);
      return;
    }
    if (session.renewed !== undefined) cookies.keepSession(res, session.renewed);
    setSession(req, session);
    if (!roles.includes(session.caller.role)) throw new ConsoleFailure('NOT_YOURS');
    const { onlyOrder } = session.caller;
    if (onlyOrder !== undefined && onlyOrder !== req.params['orderId']) {
      if (kind === 'DEED') throw new ConsoleFailure('NOT_YOURS');
      res.redirect(303, `/orders/${onlyOrder}`);
      return;
    }
    next();
  };
}

function visitOf({ console }: RouterParts, req: Request, notice: Text | undefined): Visit {
  const session = sessionOf(req);
  if (session === undefined) throw new Error('nobody is signed in');
  const language = languageOfRequest(req);
  return {
    caller: { ...session.caller, channel: channelOf(req) },
    language,
    say: sayIn(language),
    csrf: session.csrf,
    now: console.now(),
    console,
    path: req.originalUrl,
    notice,
  };
}

function requestOf(req: Request): PageRequest {
  const texts = (values: object): Record<string, string> =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]: [string, unknown]) => {
        const first: unknown = Array.isArray(value) ? value[0] : value;
        return typeof first === 'string' ? [[name, first]] : [];
      }),
    );
  return { params: texts(req.params), query: texts(req.query), files: filesIn(req) };
}

function framed({ navigation }: RouterParts, visit: Visit, page: Page): Framed {
  const { title, body, wide, follows, charts } = page;
  const { language, path, notice, csrf, caller } = visit;
  const visitor = { id: caller.id, role: caller.role, csrf };
  const places = caller.onlyOrder === undefined ? (navigation[caller.role] ?? []) : [];
  return { language, title, body, wide, follows, charts, path, notice, visitor, places };
}

function answer(parts: RouterParts, visit: Visit, res: Response, said: Page | Download | SeeOther): void {
  if ('seeOther' in said) {
    if (said.notice !== undefined) noticeOf(parts.cookies, res, said.notice);
    res.redirect(303, localPath(said.seeOther));
    return;
  }
  if ('content' in said) {
    const { content, contentType, filename } = said;
    if (filename !== undefined) res.attachment(filename);
    res.set('Content-Type', contentType).send(content);
    return;
  }
  res
    .status(said.status ?? 200)
    .type('html')
    .send(rendered(framed(parts, visit, said)));
}
