/** What a change makes different, field by field, for customer, reviewer and hand-over. */
import { changesOf, formOf, type OrderContent } from './content.ts';
import { maskedForm, personalValues } from './form-privacy.ts';
import type { OrderForm } from './form.ts';

export interface FieldChange {
  path: string;
  /** Absent where the record has nothing there. */
  before?: unknown;
  /** Absent where nothing will stand there. */
  after?: unknown;
}

/** Undefined when the content is not compared with a record. `MASKED`: values are shown as in a masked form. */
export function diffOf(content: OrderContent, shown: 'CLEAR' | 'MASKED'): FieldChange[] | undefined {
  const paths = changesOf(content);
  if (paths === undefined || content.kind !== 'CHANGES') return undefined;
  const [before, after] = [content.record.form, formOf(content)];
  const known = [...personalValues(before), ...personalValues(after)];
  const view = (form: OrderForm): OrderForm => (shown === 'CLEAR' ? form : maskedForm(form, known));
  const [one, other] = [view(before), view(after)];
  return paths.map((path) => ({
    path,
    ...valueNamed('before', valueAt(one, path)),
    ...valueNamed('after', valueAt(other, path)),
  }));
}

const valueNamed = (name: 'before' | 'after', value: unknown) => (value === undefined ? {} : { [name]: value });

/** The value at a path such as `people.P1.name`. */
export function valueAt(form: OrderForm, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined,
      form,
    );
}
