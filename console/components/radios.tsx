/** One of few values, all of them in sight. */
import { classes, FieldsetGroup, type ControlProps } from './form-group.tsx';
import { useShown } from './refused-form.ts';
import type { Choice } from './select.tsx';

export interface RadiosProps extends ControlProps {
  value?: string | undefined;
  choices: readonly Choice[];
  inline?: boolean;
}

export function Radios(props: RadiosProps) {
  const { value, choices, inline = false, ...control } = useShown(props);
  return (
    <FieldsetGroup {...control}>
      <div class={classes('govuk-radios', inline && 'govuk-radios--inline')}>
        {choices.map((choice, index) => {
          const id = index === 0 ? control.id : `${control.id}-${index + 1}`;
          return (
            <div key={choice.value} class="govuk-radios__item">
              <input
                class="govuk-radios__input"
                id={id}
                name={control.name ?? control.id}
                type="radio"
                value={choice.value}
                checked={choice.value === value}
                disabled={control.disabled}
                aria-describedby={choice.hint === undefined ? undefined : `${id}-item-hint`}
                {...control.attributes}
              />
              <label class="govuk-label govuk-radios__label" for={id}>
                {choice.text}
              </label>
              {choice.hint === undefined ? null : (
                <div id={`${id}-item-hint`} class="govuk-hint govuk-radios__hint">
                  {choice.hint}
                </div>
              )}
            </div>
          );
        })}
      </div>
    </FieldsetGroup>
  );
}
