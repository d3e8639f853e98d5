/** The form of a document slot to download, print and fill in by hand. */
import { requiredSlots } from '../../domain/materials/required-slots.ts';
import type { FilledTemplate } from '../../domain/materials/template.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { civilDate } from '../../domain/time/instant.ts';
import { filingTime } from '../../store/orders/orders.ts';
import { standingPermissions } from '../../store/proofs/photo-permissions.ts';
import type { UseCaseDependencies } from '../dependencies.ts';
import { refusal } from '../refusal.ts';
import { TYPE_MISSING, type WrittenOrder } from './draft.ts';

/** @param form the form of the order as the caller may see it */
export async function templateFor(
  { database, vault, rules, now }: UseCaseDependencies,
  order: WrittenOrder,
  slot: string,
  form: OrderForm,
): Promise<FilledTemplate> {
  const { policies } = await rules();
  const allowed = order.progress?.photoAllowedFor ?? [];
  const photoAllowedFor = await standingPermissions(database, vault, order, allowed);
  const { type } = order;
  if (type === undefined) throw refusal('CONFLICT', { detail: TYPE_MISSING.advice });
  const on = civilDate(filingTime(order, now()));
  const slots = requiredSlots({ form, type, policies, on, photoAllowedFor });
  const template = slots.find((one) => one.slot === slot)?.template;
  if (template === undefined) throw refusal('NOT_FOUND', { detail: 'There is no form for this slot.' });
  return template;
}
