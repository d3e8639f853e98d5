import { merged, type FormMergePatch } from '../../domain/order/form-patch.ts';
import { changedPaths } from '../../domain/order/changed-paths.ts';
import { inOneSpelling, unreachable } from '../../domain/order/one-spelling.ts';
import { formSchema, type OrderForm } from '../../domain/order/form.ts';
import { findingsIn } from '../misread.ts';
import { refusal } from '../refusal.ts';

/**
 * The form with the change made, each identifier in its one spelling. Refuses when the result would not be a valid form, and a mailbox
 * or mobile that the change brings and that is none; one that stands there from before is left for the check.
 */
export function mergeForm(form: OrderForm, patch: FormMergePatch): OrderForm {
  const read = formSchema.safeParse(merged(form, patch));
  if (!read.success) throw refusal('INVALID', { findings: findingsIn(read.error) });
  const after = inOneSpelling(read.data);
  const before = new Set(unreachable(form).map(({ path }) => path));
  const changed = new Set(changedPaths(form, after));
  const findings = unreachable(after).filter(({ path }) => changed.has(path) || !before.has(path));
  if (findings.length > 0) throw refusal('INVALID', { findings });
  return after;
}
