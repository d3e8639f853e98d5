/** Something that only some people want to read. */
import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { InDetails, RefusedOnPage } from './refused-form.ts';

export function Details({
  summary,
  children,
  open = false,
}: {
  summary: string;
  children: ComponentChildren;
  open?: boolean;
}) {
  const refused = useContext(RefusedOnPage);
  return (
    <details class="govuk-details" open={open || refused?.isOpen(summary) === true}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summary}</span>
      </summary>
      <div class="govuk-details__text">
        <InDetails.Provider value={summary}>{children}</InDetails.Provider>
      </div>
    </details>
  );
}
