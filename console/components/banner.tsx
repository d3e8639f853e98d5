/** Something that everybody on the page should know before anything else. */
import type { ComponentChildren } from 'preact';

export interface BannerProps {
  title: string;
  /** `success`: something that was asked for has been done; it is announced at once. */
  kind?: 'important' | 'success';
  children: ComponentChildren;
  id?: string;
}

export function Banner({ title, kind = 'important', children, id = 'banner' }: BannerProps) {
  const isSuccess = kind === 'success';
  return (
    <div
      class={`govuk-notification-banner${isSuccess ? ' govuk-notification-banner--success' : ''}`}
      role={isSuccess ? 'alert' : 'region'}
      aria-labelledby={`${id}-title`}
      data-module="govuk-notification-banner"
    >
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id={`${id}-title`}>
          {title}
        </h2>
      </div>
      <div class="govuk-notification-banner__content">{children}</div>
    </div>
  );
}
