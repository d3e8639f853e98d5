/**
 * Sign-in at an OpenID provider. What belongs to a sign-in that has begun is kept by the browser that began it, for ten minutes, so
 * that nobody can be signed in by an answer that another browser got.
 */
import type { JSX } from 'preact';
import { Router, urlencoded, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { PendingSignIn, ProviderSignIn, SignedInPerson } from '../../adapters/identity-provider/sign-in.ts';
import { TokenRefused } from '../../adapters/identity-provider/token-refused.ts';
import { cookieOf } from '../http/cookies.ts';
import { localPath } from '../http/local-path.ts';
import { rendered } from '../http/rendered.tsx';
import { requestIdOf } from '../http/request-context.ts';
import { languageOfRequest, type RouterParts } from '../http/router.ts';
import { DESK } from '../layout/navigation.ts';
import { sayIn, type Text } from '../texts/texts.ts';
import { texts } from './texts.ts';
import { welcome } from './welcome.ts';

/** Over HTTPS, bound to this host, so that no neighbouring one can plant it. */
const pendingCookie = (consoleUrl: string): string =>
  consoleUrl.startsWith('https:') ? '__Host-beian-sign-in' : 'beian-sign-in';
const PENDING_MS = 10 * 60_000;

const pendingSchema = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  back: z.string(),
});

/** The provider has to know this address of the console, and that of back-channel logout: `/sign-out/provider`. */
export const CALLBACK_PATH = '/sign-in/callback';
export const ENDED_PATH = '/sign-out/ended';

export function signInAtProvider(
  { console, cookies, countRefused }: Pick<RouterParts, 'console' | 'cookies'> & { countRefused: RequestHandler },
  provider: ProviderSignIn,
): Router {
  const router = Router();
  const cookieName = pendingCookie(console.consoleUrl);

  router.get('/sign-in', async (req, res) => {
    const { back, second } = req.query;
    const { url, pending } = await provider.begin({ secondFactor: second === '1' });
    keep(res, pending, typeof back === 'string' ? localPath(back) : '/');
    res.redirect(303, url);
  });

  router.get(CALLBACK_PATH, async (req, res) => {
    const kept = keptBy(req, cookieName);
    cookies.forget(res, cookieName);
    if (kept === undefined) return show(req, res, 403, texts.begunElsewhere);
    const { back, ...pending } = kept;
    const person = await provider
      .finish(new URL(req.originalUrl, console.consoleUrl), pending)
      .catch((error: unknown) => refused(req, error));
    if (person === undefined) return show(req, res, 403, texts.notAccepted);
    if (!person.secondFactor)
      return show(req, res, 403, texts.secondFactor, { said: texts.signInAgain, href: '/sign-in?second=1' });
    return signedIn(req, res, person, back);
  });

  router.post('/sign-out/provider', urlencoded({ extended: false, limit: 20_000 }), async (req, res, next) => {
    const token = z.object({ logout_token: z.string() }).safeParse(req.body);
    const ended = token.success
      ? await provider.ended(token.data.logout_token).catch((error: unknown) => refused(req, error))
      : undefined;
    if (ended === undefined) {
      await countRefused(req, res, (tooMany?: unknown) =>
        tooMany === undefined ? res.status(400).json({ error: 'invalid_request' }) : next(tooMany),
      );
      return;
    }
    await console.sessions.endOf(ended);
    res.status(200).end();
  });

  router.get(ENDED_PATH, async (req, res) => {
    const url = await provider.signOutUrl(new URL(ENDED_PATH, console.consoleUrl).href).catch(() => undefined);
    show(req, res, 200, texts.signedOut, url === undefined ? SIGN_IN : { said: texts.signOutThere, href: url });
  });

  return router;

  function keep(res: Response, pending: PendingSignIn, back: string): void {
    cookies.keep(res, cookieName, JSON.stringify({ ...pending, back }), PENDING_MS);
  }

  /** Why the provider's answer is not taken is for the log; the person hears what to do. */
  function refused(req: Request, error: unknown): undefined {
    if (!(error instanceof TokenRefused)) throw error;
    console.log.warn({ ...error.line, requestId: requestIdOf(req) }, 'a sign-in was refused');
  }

  async function signedIn(req: Request, res: Response, person: SignedInPerson, back: string): Promise<void> {
    const { subject, role, accountId } = person.identity;
    const caller = { id: subject, role, accountId };
    await welcome(console, caller, { verified: person.verified });
    const who = { caller, providerSession: person.providerSession };
    cookies.keepSession(res, await console.sessions.begin(who, cookies.session(req)));
    res.redirect(303, back === '/' ? DESK[role] : localPath(back));
  }
}

interface Link {
  readonly said: Text;
  readonly href: string;
}
const SIGN_IN: Link = { said: texts.signInAgain, href: '/sign-in' };

function keptBy(req: Request, cookieName: string): z.infer<typeof pendingSchema> | undefined {
  try {
    return pendingSchema.parse(JSON.parse(cookieOf(req, cookieName) ?? ''));
  } catch {
    return undefined; // none, or one that somebody wrote by hand
  }
}

/** A page that says what happened, with a link that leads on. */
function show(req: Request, res: Response, status: number, words: Text, { said, href }: Link = SIGN_IN): void {
  const language = languageOfRequest(req);
  const say = sayIn(language);
  const body: JSX.Element = (
    <>
      <h1 class="govuk-heading-l">{say(texts.title)}</h1>
      <p class="govuk-body">{say(words)}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={href}>
          {say(said)}
        </a>
      </p>
    </>
  );
  res
    .status(status)
    .type('html')
    .send(rendered({ language, title: say(texts.title), path: '/', body, places: [] }));
}
