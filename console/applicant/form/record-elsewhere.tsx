/** What of a part stands in the record that another provider made: neither asked for nor shown as something of ours. */
import { fieldsElsewhere, whereRecordChanges } from '../../../domain/order/fields-on-record.ts';
import type { Order } from '../../../store/orders/orders.ts';
import type { WrittenOrder } from '../../../usecases/drafting/draft.ts';
import type { Say } from '../../texts/texts.ts';
import type { RulesOfDay } from '../orders/applicant-order.ts';
import { fieldText } from './field-text.ts';
import { pageTexts as texts } from './page-texts.ts';

interface RecordElsewhereProps {
  say: Say;
  order: Pick<WrittenOrder, 'form' | 'type'> & Pick<Order, 'onRecord'>;
  /** `entity`, `people.P1`, `websites.W1`. */
  part: string;
  rules: RulesOfDay;
}

export function RecordElsewhere({ say, order, part, rules: { policies, on } }: RecordElsewhereProps) {
  const fields = fieldsElsewhere(order, part);
  if (fields.length === 0) return null;
  const [root, id = ''] = part.split('.');
  const { entityNumber, websiteNumber } =
    (root === 'websites' ? order.onRecord[id] : Object.values(order.onRecord)[0]) ?? {};
  const number = root === 'websites' ? websiteNumber : entityNumber;
  const names = fields.flatMap((name) => fieldText(part, name)?.label ?? []).map((label) => say(label));
  return (
    <section class="govuk-inset-text" aria-labelledby="elsewhere">
      <h2 class="govuk-heading-s" id="elsewhere">
        {say(texts.elsewhereTitle)}
      </h2>
      {number === undefined ? null : <p class="govuk-body">{say(texts.elsewhereNumber, { number })}</p>}
      <p class="govuk-body">{say(texts.elsewhere, { fields: names.join(say(texts.listComma)) })}</p>
      <p class="govuk-body">{say(whereRecordChanges(order, policies, on))}</p>
    </section>
  );
}
