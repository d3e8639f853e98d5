/** An order as the pages of its customer need it: with what reviewers wrote to the customer, and the rules of its day. */
import type { Finding } from '../../../domain/finding.ts';
import { entityHead } from '../../../domain/order/heads.ts';
import type { OrderForm } from '../../../domain/order/form.ts';
import { rowOf, typesOf } from '../../../domain/order-types/table.ts';
import type { OrderTypeRow } from '../../../domain/order-types/row.ts';
import type { Policies } from '../../../domain/policy/policy.ts';
import { civilDate, type CivilDate } from '../../../domain/time/instant.ts';
import { caseKey } from '../../../store/cases/case-key.ts';
import { filingTime, type Order } from '../../../store/orders/orders.ts';
import { withTypedTexts } from '../../../store/texts/typed-texts.ts';
import { findOrder } from '../../../usecases/access/orders-in-reach.ts';
import { isWritten, type WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { refusal } from '../../../usecases/refusal.ts';
import { showOfOrder } from '../../../usecases/reads/show.ts';
import type { Choice } from '../../components/select.tsx';
import type { Visit } from '../../http/visit.ts';
import { texts } from './texts.ts';

export interface RulesOfDay {
  policies: Policies;
  on: CivilDate;
}

/** The order with what was written to its customer. */
export async function applicantOrder(
  { console: deps, caller }: Pick<Visit, 'console' | 'caller'>,
  orderId: string,
): Promise<Order> {
  const order = await findOrder(deps, caller, 'orders.read', orderId);
  const key = await caseKey(deps.database, deps.vault, order.id);
  const progress = await withTypedTexts(deps.database, key, order.id, order.progress);
  return { ...order, progress };
}

/** The same for pages that show the form; each look is noted. */
export async function writtenOrder(visit: Pick<Visit, 'console' | 'caller'>, orderId: string): Promise<WrittenOrder> {
  const order = await applicantOrder(visit, orderId);
  if (!isWritten(order)) throw refusal('ERASED');
  await showOfOrder(visit.console, { caller: visit.caller, reason: undefined }, order, { subject: 'FORM' });
  return order;
}

export async function rulesOf({ console: deps }: Pick<Visit, 'console'>, order: Order): Promise<RulesOfDay> {
  const { policies } = await deps.rules();
  return { policies, on: civilDate(filingTime(order, deps.now())) };
}

/** The row of the order's type; while the type is not known, that of the type that most orders have. */
export function likelyRow({ type }: Pick<Order, 'type'>): OrderTypeRow {
  const [likely] = typesOf('ADDING');
  if (type !== undefined) return rowOf(type);
  if (likely === undefined) throw new Error('no type of order adds a website');
  return rowOf(likely);
}

/** What reviewer or bureau want corrected. */
export const itemsOf = ({ progress }: Pick<Order, 'progress'>): readonly Finding[] => progress?.items ?? [];

/** The people of a form as they are chosen and named on pages. */
export const peopleIn = (form: OrderForm, say: Visit['say']): Choice[] =>
  Object.entries(form.people).map(([id, { name }]) => ({ value: id, text: name ?? say(texts.personUnnamed, { id }) }));

export const websitesIn = (form: OrderForm, say: Visit['say']): Choice[] =>
  Object.entries(form.websites).map(([id, { name, domain }]) => ({
    value: id,
    text: name ?? domain ?? say(texts.websiteUnnamed, { id }),
  }));

/** What somebody is head of, in a few words. */
export function rolesOf(form: OrderForm, personId: string, say: Visit['say']): string {
  const sites = websitesIn(form, say).filter(({ value }) => form.websites[value]?.headId === personId);
  return [
    ...(entityHead(form) === personId ? [say(texts.entityHead)] : []),
    ...sites.map(({ text }) => say(texts.siteHeadOf, { website: text })),
  ].join('、');
}
