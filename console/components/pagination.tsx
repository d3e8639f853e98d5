/** The way to the page before and after. */
export interface PaginationProps {
  label: string;
  previous?: { href: string; text: string } | undefined;
  next?: { href: string; text: string } | undefined;
}

export function Pagination({ label, previous, next }: PaginationProps) {
  if (previous === undefined && next === undefined) return null;
  return (
    <nav class="govuk-pagination" aria-label={label}>
      {previous === undefined ? null : (
        <div class="govuk-pagination__prev">
          <a class="govuk-link govuk-pagination__link" href={previous.href} rel="prev">
            <span class="govuk-pagination__link-title">{previous.text}</span>
          </a>
        </div>
      )}
      {next === undefined ? null : (
        <div class="govuk-pagination__next">
          <a class="govuk-link govuk-pagination__link" href={next.href} rel="next">
            <span class="govuk-pagination__link-title">{next.text}</span>
          </a>
        </div>
      )}
    </nav>
  );
}
