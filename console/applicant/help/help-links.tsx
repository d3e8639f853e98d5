/** The questions that arise at a step, each with its answer, and the way to the rest of the help (R-HELP-1). */
import { ARTICLES } from '../../../domain/help/articles.ts';
import { Details } from '../../components/details.tsx';
import type { Say } from '../../texts/texts.ts';
import { texts } from './texts.ts';

/** How many questions a page shows; the help has all of them. */
const SHOWN = 6;

/** States and pages whose questions stand under another step. */
const SAME_AS: Readonly<Record<string, string>> = {
  home: 'start',
  DRAFT: 'type',
  TYPE_DETERMINED: 'servers',
  INSTANCE_VERIFIED: 'websites',
  INFO_FILLED: 'documents',
  MATERIALS_PENDING: 'documents',
  AUTHENTICITY_PENDING: 'people',
  'face-checks': 'people',
  CONFIRMATION: 'review',
  PRELIM_REJECTED: 'websites',
  PRELIM_REVIEW: 'review',
  PRELIM_APPROVED: 'review',
  SMS_PENDING: 'sms',
  SMS_RETURNED: 'sms',
  RESUBMIT_WAIT: 'sms',
  BUREAU_REVIEW: 'bureau',
  BUREAU_REJECTED: 'bureau',
  BUREAU_APPROVED: 'bureau',
  COMPLETED: 'duties',
};

export function articlesAt(step: string) {
  const wanted = SAME_AS[step] ?? step;
  const here = ARTICLES.filter(({ steps }) => steps.some((one) => one === wanted));
  return here.toSorted((one, other) => Number(other.steps[0] === wanted) - Number(one.steps[0] === wanted));
}

export function HelpLinks({ say, step }: { say: Say; step: string }) {
  const articles = articlesAt(step);
  if (articles.length === 0) return null;
  return (
    <Details summary={say(texts.related)}>
      <ul class="govuk-list">
        {articles.slice(0, SHOWN).map(({ id, question }) => (
          <li key={id}>
            <a class="govuk-link" href={`/help/${id}`}>
              {say(question)}
            </a>
          </li>
        ))}
        <li>
          <a class="govuk-link" href={`/help?step=${SAME_AS[step] ?? step}`}>
            {say(texts.all)}
          </a>
        </li>
      </ul>
    </Details>
  );
}
