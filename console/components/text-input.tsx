/** One line of text. */
import { h } from 'preact';
import { classes, describedBy, FormGroup, isShown, type ControlProps } from './form-group.tsx';
import { useShown } from './refused-form.ts';

/** Elements of JSX have one type each; this one is chosen by the caller. */
const INPUT: string = 'input';

export interface TextInputProps extends ControlProps {
  value?: string | undefined;
  type?: 'text' | 'email' | 'tel' | 'url' | 'date' | 'datetime-local' | 'search' | 'password';
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'url' | undefined;
  autocomplete?: string | undefined;
  spellcheck?: boolean | undefined;
  maxLength?: number | undefined;
  /** How many characters wide; without it the whole column. */
  width?: 4 | 10 | 20 | 30 | undefined;
}

export function TextInput(props: TextInputProps) {
  const {
    value,
    type = 'text',
    inputMode,
    autocomplete,
    spellcheck = false,
    maxLength,
    width,
    ...control
  } = useShown(props);
  return (
    <FormGroup {...control}>
      {h(INPUT, {
        class: classes(
          'govuk-input',
          width !== undefined && `govuk-input--width-${width}`,
          isShown(control.error) && 'govuk-input--error',
        ),
        id: control.id,
        name: control.name ?? control.id,
        type,
        value,
        inputMode,
        autocomplete,
        spellcheck,
        maxLength,
        disabled: control.disabled,
        'aria-describedby': describedBy(control),
        ...control.attributes,
      })}
    </FormGroup>
  );
}
