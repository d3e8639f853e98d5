import { parse } from '../../api/http/problems.ts';
import { merged, type FormMergePatch } from '../../domain/order/form-patch.ts';
import { formSchema, type OrderForm } from '../../domain/order/form.ts';

/** The form with the change made. Throws a problem when the result would not be a form. */
export const mergeForm = (form: OrderForm, patch: FormMergePatch): OrderForm => parse(formSchema, merged(form, patch));
