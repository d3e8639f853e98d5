/** What the message about an issued number lists besides the number (N-11): the duties that begin now, with due dates. */
import type { NoticeFacts } from '../../domain/messages/notice.ts';
import { dutiesOf } from '../../domain/duties/duties-of-order.ts';
import type { Step } from '../../domain/lifecycle/step.ts';
import { present } from '../../domain/present.ts';
import { civilDate } from '../../domain/time/instant.ts';
import type { Rules } from '../../domain/lifecycle/terms.ts';
import { websiteOf } from '../../store/records/website-of-form.ts';
import type { Order } from '../../store/orders/orders.ts';

export function completionFacts(step: Step, order: Order, { policies }: Rules): Pick<NoticeFacts, 'obligations'> {
  const { record } = step;
  const { type, province, form } = order;
  if (!record || 'removed' in record || !type || !form) return {};
  const websites = record.websites.map(({ domain, number }) => {
    const { id = domain, website } = websiteOf(form, domain) ?? {};
    const { psbNumber } = order.onRecord[id] ?? {};
    return {
      websiteId: id,
      domain,
      number,
      incomeGenerating: website?.incomeGenerating ?? false,
      ...present({ psbNumber }),
    };
  });
  const completedOn = civilDate(step.at);
  const obligations = dutiesOf({ type, province, websites, issuedOn: record.issuedOn, completedOn, policies });
  return {
    obligations: obligations.map(({ kind, due, number }) => ({ name: kind, number, ...(due ? { due: due.at } : {}) })),
  };
}
