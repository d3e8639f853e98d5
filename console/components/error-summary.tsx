/** What is wrong on a page, at its top, each with a link to its field. */
import { useContext } from 'preact/hooks';
import { RefusedOnPage } from './refused-form.ts';

export interface Problem {
  text: string;
  /** The id of the field; a problem without one concerns the whole page. */
  field?: string | undefined;
  /** A page where it can be put right, when its field is not on this one. */
  href?: string | undefined;
}

export function ErrorSummary({ title, problems }: { title: string; problems: readonly Problem[] }) {
  const refused = useContext(RefusedOnPage);
  if (problems.length === 0) return null;
  const linked = problems.map(({ text, field, href }) => ({
    text,
    href: href ?? addressOf(refused === undefined || field === undefined ? field : refused.controlFor(field)),
  }));
  return (
    <div class="govuk-error-summary" data-module="govuk-error-summary" tabIndex={-1}>
      <div role="alert">
        <h2 class="govuk-error-summary__title">{title}</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            {linked.map(({ text, href }) => (
              <li key={`${href ?? ''}${text}`}>{href === undefined ? text : <a href={href}>{text}</a>}</li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

const addressOf = (field: string | undefined): string | undefined => (field === undefined ? undefined : `#${field}`);
