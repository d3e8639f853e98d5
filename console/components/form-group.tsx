/** What every control of a form has around it: label, hint, and what is wrong with it. */
import type { ComponentChildren } from 'preact';

export interface ControlProps {
  /** Also the name under which the value is posted, unless `name` is given. */
  id: string;
  name?: string | undefined;
  label: ComponentChildren;
  hint?: ComponentChildren;
  /** What is wrong, in plain words; the control is marked and the text announced with it. */
  error?: ComponentChildren;
  disabled?: boolean | undefined;
  /** Attributes of the control itself, such as those of htmx. */
  attributes?: Readonly<Record<string, string | undefined>> | undefined;
}

export const idOfHint = (id: string): string => `${id}-hint`;
export const idOfError = (id: string): string => `${id}-error`;

/** The ids that describe a control, for `aria-describedby`; undefined when it has neither hint nor error. */
export function describedBy({ id, hint, error }: Pick<ControlProps, 'id' | 'hint' | 'error'>): string | undefined {
  const ids = [...(isShown(hint) ? [idOfHint(id)] : []), ...(isShown(error) ? [idOfError(id)] : [])];
  return ids.length === 0 ? undefined : ids.join(' ');
}

export const isShown = (children: ComponentChildren): boolean =>
  children !== undefined && children !== null && children !== false && children !== '';

export const classes = (...names: readonly (string | false | undefined)[]): string =>
  names.filter((name) => name !== undefined && name !== false && name !== '').join(' ');

/** A text before an error that only screen readers say; the page's language decides. */
export function ErrorText({ id, error }: Pick<ControlProps, 'id' | 'error'>) {
  if (!isShown(error)) return null;
  return (
    <p id={idOfError(id)} class="govuk-error-message">
      {error}
    </p>
  );
}

export function HintText({ id, hint }: Pick<ControlProps, 'id' | 'hint'>) {
  if (!isShown(hint)) return null;
  return (
    <div id={idOfHint(id)} class="govuk-hint">
      {hint}
    </div>
  );
}

/** A single control with its label. */
export function FormGroup({
  id,
  label,
  hint,
  error,
  children,
}: Pick<ControlProps, 'id' | 'label' | 'hint' | 'error'> & { children: ComponentChildren }) {
  return (
    <div class={classes('govuk-form-group', isShown(error) && 'govuk-form-group--error')}>
      <label class="govuk-label govuk-label--s" for={id}>
        {label}
      </label>
      <HintText id={id} hint={hint} />
      <ErrorText id={id} error={error} />
      {children}
    </div>
  );
}

/** Several controls that answer one question together. */
export function FieldsetGroup({
  id,
  label,
  hint,
  error,
  children,
}: Pick<ControlProps, 'id' | 'label' | 'hint' | 'error'> & { children: ComponentChildren }) {
  return (
    <div class={classes('govuk-form-group', isShown(error) && 'govuk-form-group--error')}>
      <fieldset class="govuk-fieldset" aria-describedby={describedBy({ id, hint, error })}>
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{label}</legend>
        <HintText id={id} hint={hint} />
        <ErrorText id={id} error={error} />
        {children}
      </fieldset>
    </div>
  );
}
