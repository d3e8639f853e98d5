/** The help: its questions, a search in both languages, and each answer with its source (R-HELP-1, A-192). */
import { ARTICLES } from '../../../domain/help/articles.ts';
import { findArticles } from '../../../domain/help/find-articles.ts';
import { refusal } from '../../../usecases/refusal.ts';
import { Button } from '../../components/button.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { page, type ConsoleRoute } from '../../http/route.ts';
import { articlesAt } from './help-links.tsx';
import { texts } from './texts.ts';

const APPLICANT = ['applicant'] as const;

export const helpRoutes: readonly ConsoleRoute[] = [
  page({
    path: '/help',
    roles: APPLICANT,
    show: async ({ say }, { query: { q: asked = '', step } }) => {
      const found =
        asked.trim() === '' ? (step === undefined ? ARTICLES : articlesAt(step)) : findArticles(ARTICLES, asked);
      return {
        title: say(texts.title),
        body: (
          <>
            <h1 class="govuk-heading-l">{say(texts.title)}</h1>
            <form method="get" action="/help" role="search">
              <TextInput
                id="q"
                label={say(texts.search)}
                hint={say(texts.searchHint)}
                value={asked}
                type="search"
                width={30}
              />
              <Button>{say(texts.search)}</Button>
            </form>
            {asked.trim() === '' ? null : (
              <p class="govuk-body" role="status">
                {say(found.length === 0 ? texts.nothing : texts.found, { count: found.length })}
              </p>
            )}
            <ul class="govuk-list govuk-list--spaced">
              {found.map(({ id, question }) => (
                <li key={id}>
                  <a class="govuk-link" href={`/help/${id}`}>
                    {say(question)}
                  </a>
                </li>
              ))}
            </ul>
          </>
        ),
      };
    },
  }),
  page({
    path: '/help/:article',
    roles: APPLICANT,
    show: async ({ say }, { params }) => {
      const article = ARTICLES.find(({ id }) => id === params['article']);
      if (article === undefined) throw refusal('NOT_FOUND');
      const { question, answer, source, date } = article;
      return {
        title: say(question),
        body: (
          <>
            <a class="govuk-back-link" href="/help">
              {say(texts.back)}
            </a>
            <h1 class="govuk-heading-l">{say(question)}</h1>
            <p class="govuk-body">{say(answer)}</p>
            <p class="govuk-hint">{say(texts.source, { source, date })}</p>
          </>
        ),
      };
    },
  }),
];
