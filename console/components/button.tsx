/** Buttons: one that sends a form, and a link that looks like one. */
import type { ComponentChildren } from 'preact';
import { classes } from './form-group.tsx';

type Look = 'primary' | 'secondary' | 'warning';

const looks = (look: Look) => classes('govuk-button', look !== 'primary' && `govuk-button--${look}`);

export interface ButtonProps {
  children: ComponentChildren;
  look?: Look;
  name?: string;
  value?: string;
  disabled?: boolean;
  /** Another address than that of the form. */
  formAction?: string;
  /** The key of the keyboard that presses it, where keys are told of. */
  dataKey?: string | undefined;
  /** Says more than the text to those who do not see what stands around. */
  label?: string;
  /** What a second click within a second does where a script runs: `HEARD` where the form itself sees that nothing is sent twice. */
  secondClick?: 'IGNORED' | 'HEARD';
}

/** Sends its form. */
export function Button({
  children,
  look = 'primary',
  label,
  dataKey,
  secondClick = 'IGNORED',
  ...button
}: ButtonProps) {
  return (
    <button
      type="submit"
      class={looks(look)}
      data-module="govuk-button"
      data-prevent-double-click={secondClick === 'IGNORED' ? 'true' : undefined}
      aria-label={label}
      data-key={dataKey}
      {...button}
    >
      {children}
    </button>
  );
}

export function ButtonLink({
  children,
  look = 'primary',
  href,
}: {
  children: ComponentChildren;
  look?: Look;
  href: string;
}) {
  return (
    <a href={href} role="button" draggable={false} class={looks(look)} data-module="govuk-button">
      {children}
    </a>
  );
}
