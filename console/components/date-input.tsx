/** A day, or that there is none (长期): both post under one name. */
import { Checkbox } from './checkboxes.tsx';
import { classes, FieldsetGroup, isShown, type ControlProps } from './form-group.tsx';
import { useShown } from './refused-form.ts';

export interface DateInputProps extends ControlProps {
  /** `2030-12-31`, or the value of `instead`. */
  value?: string | undefined;
  /** The words of the label of the day itself, inside the group. */
  dayLabel: string;
  /** What may stand instead of a day. */
  instead?: { value: string; text: string } | undefined;
}

export function DateInput(props: DateInputProps) {
  const { value, dayLabel, instead, ...control } = useShown(props);
  const hasDay = value !== instead?.value;
  const name = control.name ?? control.id;
  return (
    <FieldsetGroup {...control}>
      <label class="govuk-label govuk-visually-hidden" for={control.id}>
        {dayLabel}
      </label>
      <input
        class={classes('govuk-input govuk-input--width-10', isShown(control.error) && 'govuk-input--error')}
        id={control.id}
        name={name}
        type="date"
        value={hasDay ? value : undefined}
        disabled={control.disabled}
        {...control.attributes}
      />
      {instead === undefined ? null : (
        <div class="govuk-checkboxes govuk-checkboxes--small">
          <Checkbox
            id={`${control.id}-instead`}
            name={name}
            choice={instead}
            checked={!hasDay}
            disabled={control.disabled}
            attributes={control.attributes}
          />
        </div>
      )}
    </FieldsetGroup>
  );
}
