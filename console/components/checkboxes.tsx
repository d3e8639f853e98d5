/** Any number of several values. */
import { useContext } from 'preact/hooks';
import { FieldsetGroup, type ControlProps } from './form-group.tsx';
import { RefusedHere, useShownValues } from './refused-form.ts';
import type { Choice } from './select.tsx';

export interface CheckboxesProps extends ControlProps {
  values?: readonly string[] | undefined;
  choices: readonly Choice[];
  small?: boolean;
}

export function Checkboxes(props: CheckboxesProps) {
  const { values = [], choices, small = false, ...control } = useShownValues(props);
  return (
    <FieldsetGroup {...control}>
      <div class={small ? 'govuk-checkboxes govuk-checkboxes--small' : 'govuk-checkboxes'}>
        {choices.map((choice, index) => (
          <Checkbox
            key={choice.value}
            id={index === 0 ? control.id : `${control.id}-${index + 1}`}
            name={control.name ?? control.id}
            choice={choice}
            checked={values.includes(choice.value)}
            disabled={control.disabled}
            attributes={control.attributes}
          />
        ))}
      </div>
    </FieldsetGroup>
  );
}

export interface CheckboxProps {
  id: string;
  name: string;
  choice: Choice;
  checked?: boolean;
  disabled?: boolean | undefined;
  attributes?: ControlProps['attributes'];
}

/** One item; within a list of class `govuk-checkboxes`. */
export function Checkbox({ id, name, choice, checked = false, disabled, attributes }: CheckboxProps) {
  const refused = useContext(RefusedHere);
  const isChecked = refused === undefined ? checked : [refused.typed[name] ?? []].flat().includes(choice.value);
  return (
    <div class="govuk-checkboxes__item">
      <input
        class="govuk-checkboxes__input"
        id={id}
        name={name}
        type="checkbox"
        value={choice.value}
        checked={isChecked}
        disabled={disabled}
        aria-describedby={choice.hint === undefined ? undefined : `${id}-item-hint`}
        {...attributes}
      />
      <label class="govuk-label govuk-checkboxes__label" for={id}>
        {choice.text}
      </label>
      {choice.hint === undefined ? null : (
        <div id={`${id}-item-hint`} class="govuk-hint govuk-checkboxes__hint">
          {choice.hint}
        </div>
      )}
    </div>
  );
}
