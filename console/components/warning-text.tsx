/** What follows from something that cannot be undone. */
import type { ComponentChildren } from 'preact';

export function WarningText({ children, prefix }: { children: ComponentChildren; prefix: string }) {
  return (
    <div class="govuk-warning-text">
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">{prefix}</span>
        {children}
      </strong>
    </div>
  );
}
