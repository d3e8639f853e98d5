/** Text of several lines. */
import { classes, describedBy, FormGroup, isShown, type ControlProps } from './form-group.tsx';
import { useShown } from './refused-form.ts';

export interface TextareaProps extends ControlProps {
  value?: string | undefined;
  rows?: number;
  maxLength?: number | undefined;
}

export function Textarea(props: TextareaProps) {
  const { value, rows = 4, maxLength, ...control } = useShown(props);
  return (
    <FormGroup {...control}>
      <textarea
        class={classes('govuk-textarea', isShown(control.error) && 'govuk-textarea--error')}
        id={control.id}
        name={control.name ?? control.id}
        rows={rows}
        maxLength={maxLength}
        disabled={control.disabled}
        aria-describedby={describedBy(control)}
        {...control.attributes}
      >
        {value}
      </textarea>
    </FormGroup>
  );
}
