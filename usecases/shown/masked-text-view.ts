/** Texts about an order as they are shown to roles that do not work with people's data. */
import { maskText } from '../../domain/identity/masked-text.ts';
import { personalValues } from '../../domain/order/form-privacy.ts';
import type { Order } from '../../store/orders/orders.ts';
import type { Caller } from '../access/caller.ts';
import { personalData } from '../access/permissions.ts';

/** What texts about an order must not show this caller: nothing for those who work with the order's data. */
export const hiddenFrom = ({ role }: Caller, order: Pick<Order, 'form'>): Hidden =>
  personalData[role] === 'CLEAR' ? 'NOTHING' : knownOf(order);

export type Hidden = 'NOTHING' | readonly string[];

/** The text, list or object as a caller may see it. */
export const shownTexts = <T>(content: T, hidden: Hidden): T =>
  hidden === 'NOTHING' ? content : maskedTexts(content, hidden);

/** What identifies people of the order; nothing once its data is erased. */
export const knownOf = ({ form }: Pick<Order, 'form'>): string[] => (form === undefined ? [] : personalValues(form));

/** The same content with every text in it masked; names of fields stay. */
export function maskedTexts<T>(content: T, known: readonly string[]): T;
export function maskedTexts(content: unknown, known: readonly string[]): unknown {
  if (typeof content === 'string') return maskText(content, known);
  if (Array.isArray(content)) return content.map((each: unknown) => maskedTexts(each, known));
  if (typeof content !== 'object' || content === null) return content;
  return Object.fromEntries(Object.entries(content).map(([name, each]) => [name, maskedTexts(each, known)]));
}
