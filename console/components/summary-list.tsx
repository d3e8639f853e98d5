/** Names and values, each with what can be done about it. */
import type { ComponentChildren } from 'preact';

export interface SummaryRow {
  key: string;
  value: ComponentChildren;
  actions?: readonly { href: string; text: string; about: string }[];
}

export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  const anyActions = rows.some(({ actions = [] }) => actions.length > 0);
  return (
    <dl class="govuk-summary-list">
      {rows.map(({ key, value, actions = [] }) => (
        <div
          key={key}
          class={`govuk-summary-list__row${anyActions && actions.length === 0 ? ' govuk-summary-list__row--no-actions' : ''}`}
        >
          <dt class="govuk-summary-list__key">{key}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
          {actions.length === 0 ? null : (
            <dd class="govuk-summary-list__actions">
              {actions.map(({ href, text, about }) => (
                <a key={href} class="govuk-link" href={href}>
                  {text}
                  <span class="govuk-visually-hidden"> {about}</span>
                </a>
              ))}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
