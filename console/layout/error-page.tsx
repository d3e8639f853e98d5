/** The page that says why something could not be shown or done, and where to go on. */
import type { JSX } from 'preact';
import { adviceFor } from '../../domain/messages/texts/advice-zh.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Say } from '../texts/texts.ts';
import { texts } from './texts.ts';

interface ErrorShown {
  readonly say: Say;
  readonly summary: string;
  readonly at?: readonly Finding[];
  /** Where the person came from. */
  readonly back?: string | undefined;
}

export const ErrorPage = ({ say, summary, at = [], back }: ErrorShown): JSX.Element => (
  <>
    <h1 class="govuk-heading-l">{say(texts.errorTitle)}</h1>
    <p class="govuk-body-l" data-why>
      {summary}
    </p>
    {at.length === 0 ? undefined : (
      <ul class="govuk-list govuk-list--bullet">
        {at.map(({ path, code, advice }) => (
          <li key={`${path} ${code}`}>
            {path === '' ? undefined : <code>{path}</code>} {say(adviceFor(code, advice))}
          </li>
        ))}
      </ul>
    )}
    <p class="govuk-body">
      {back === undefined ? undefined : (
        <>
          <a class="govuk-link" href={back}>
            {say(texts.goBack)}
          </a>
          {' · '}
        </>
      )}
      <a class="govuk-link" href="/">
        {say(texts.toStart)}
      </a>
    </p>
  </>
);
