/** A part of the page of a case, with its heading. */
import type { ComponentChildren, JSX } from 'preact';

export const Part = ({ title, children }: { title: string; children: ComponentChildren }): JSX.Element => (
  <section>
    <h2 class="govuk-heading-m">{title}</h2>
    {children}
  </section>
);
