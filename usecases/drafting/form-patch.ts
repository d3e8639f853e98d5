import { merged, type FormMergePatch } from '../../domain/order/form-patch.ts';
import { formSchema, type OrderForm } from '../../domain/order/form.ts';
import { findingsIn } from '../misread.ts';
import { refusal } from '../refusal.ts';

/** The form with the change made. Refuses when the result would not be a valid form. */
export function mergeForm(form: OrderForm, patch: FormMergePatch): OrderForm {
  const read = formSchema.safeParse(merged(form, patch));
  if (!read.success) throw refusal('INVALID', { findings: findingsIn(read.error) });
  return read.data;
}
