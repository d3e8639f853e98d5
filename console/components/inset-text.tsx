/** Words that stand apart from the text around them: what somebody else said, or what to copy. */
import type { ComponentChildren } from 'preact';

export function InsetText({ children }: { children: ComponentChildren }) {
  return <div class="govuk-inset-text">{children}</div>;
}
