/** One of many values. */
import { classes, describedBy, FormGroup, isShown, type ControlProps } from './form-group.tsx';
import { useShown } from './refused-form.ts';

export interface Choice {
  value: string;
  text: string;
  hint?: string | undefined;
}

export interface SelectProps extends ControlProps {
  value?: string | undefined;
  choices: readonly Choice[];
  /** What stands there while nothing is chosen; without it the first choice is chosen. */
  empty?: string | undefined;
}

export function Select(props: SelectProps) {
  const { value, choices, empty, ...control } = useShown(props);
  return (
    <FormGroup {...control}>
      <select
        class={classes('govuk-select', isShown(control.error) && 'govuk-select--error')}
        id={control.id}
        name={control.name ?? control.id}
        disabled={control.disabled}
        aria-describedby={describedBy(control)}
        {...control.attributes}
      >
        {empty === undefined ? null : <option value="">{empty}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === value}>
            {choice.text}
          </option>
        ))}
      </select>
    </FormGroup>
  );
}
