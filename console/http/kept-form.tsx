/**
 * A form that cannot be taken now, because its session has ended, the system is away or too much was sent: nothing typed is lost. The page
 * holds what was typed, to be sent again.
 */
import type { ErrorRequestHandler, Request } from 'express';
import type { JSX } from 'preact';
import type { Say, Text } from '../texts/texts.ts';
import { typedIn, type FormReaders } from './forms.ts';
import type { Problems, Typed } from './problems.ts';
import { texts } from './texts.ts';

const kept = new WeakMap<Request, Typed>();

/** What was typed into the form of a request that failed, where it is kept. */
export const keptOf = (req: Request): Typed | undefined => kept.get(req);

/**
 * Reads what was typed before the error goes on to the page that says so.
 * @param problemsOf what the visitor hears of an error; undefined for one that is ours to mend
 */
export function keepTyped(
  { textsOnly }: Pick<FormReaders, 'textsOnly'>,
  problemsOf: (error: unknown) => Problems | undefined,
): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (!mayBeSentAgain(problemsOf(error), req)) return next(error);
    const keep = (): void => {
      kept.set(req, typedIn(req));
      next(error);
    };
    if (req.body !== undefined) return keep();
    textsOnly(req, res, (unreadable?: unknown) => (unreadable === undefined ? keep() : next(error)));
  };
}

/**
 * Whether the same form may be taken later. One with an outdated proof is kept only where the browser says that our own page sent it:
 * nobody is to confirm what another site has filled in.
 */
export function mayBeSentAgain(problems: Problems | undefined, req: Request): boolean {
  if (problems === undefined) return true;
  const { code, status } = problems;
  if (code === 'OUTDATED') return req.get('Sec-Fetch-Site') === 'same-origin';
  return status === 401 || status === 429 || status >= 500;
}

interface KeptFormProps {
  readonly say: Say;
  readonly path: string;
  readonly typed: Typed;
  readonly code: string;
  /** Why the form was not taken. */
  readonly summary: string;
  /** The proof of the session at this browser, where somebody is signed in. */
  readonly csrf: string | undefined;
}

export const KeptForm = ({ say, path, typed, code, summary, csrf }: KeptFormProps): JSX.Element => {
  const isSignedOut = code === 'SIGNED_OUT';
  const fields = code === 'OUTDATED' && csrf !== undefined ? { ...typed, csrf } : typed;
  return (
    <>
      <h1 class="govuk-heading-l">{say(keptTitle(code))}</h1>
      {isSignedOut ? null : (
        <p class="govuk-body-l" data-why>
          {summary}
        </p>
      )}
      <p class="govuk-body">{say(isSignedOut ? texts.sendAgainHow : texts.keptHow)}</p>
      {isSignedOut ? (
        <p class="govuk-body">
          <a class="govuk-link" href="/sign-in" target="_blank" rel="noopener">
            {say(texts.signInBeside)}
          </a>
        </p>
      ) : null}
      <form method="post" action={path}>
        {Object.entries(fields).flatMap(([name, values]) =>
          [values]
            .flat()
            .map((value, index) => <input key={`${name} ${index}`} type="hidden" name={name} value={value} />),
        )}
        <button class="govuk-button" type="submit">
          {say(texts.sendAgain)}
        </button>
      </form>
    </>
  );
};

export const keptTitle = (code: string): Text => (code === 'SIGNED_OUT' ? texts.signedOut : texts.notSent);
