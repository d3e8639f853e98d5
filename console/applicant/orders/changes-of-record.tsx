/** What an order changes or removes of the record that it was opened from. */
import { diffOf } from '../../../domain/order/diff.ts';
import { formOf } from '../../../domain/order/content.ts';
import type { Order } from '../../../store/orders/orders.ts';
import { editableOf } from '../../../usecases/drafting/editable.ts';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { Table } from '../../components/table.tsx';
import type { Visit } from '../../http/visit.ts';
import { inWords, type FieldContext } from '../form/field-view.tsx';
import { peopleIn, websitesIn } from './applicant-order.ts';
import { fieldLabel } from './field-label.ts';
import { orderPath } from './paths.ts';
import { texts } from './texts.ts';

export function ChangesOfRecord({ visit, order }: { visit: Visit; order: Order }) {
  const { say, csrf } = visit;
  const { content } = order;
  if (content === undefined || content.kind === 'FORM') return null;
  const form = formOf(content);
  const context: FieldContext = { say, people: peopleIn(form, say), websites: websitesIn(form, say) };
  return (
    <section aria-labelledby="changes">
      <h2 class="govuk-heading-m" id="changes">
        {say(content.kind === 'CHANGES' ? texts.changes : texts.removal)}
      </h2>
      {content.kind === 'CHANGES' ? (
        <Table
          caption={say(texts.changes)}
          hiddenCaption
          empty={say(texts.typeUnknown)}
          columns={[{ text: say(texts.field) }, { text: say(texts.before) }, { text: say(texts.after) }]}
          rows={(diffOf(content, 'CLEAR') ?? []).map(({ path, before, after }) => ({
            id: path,
            cells: [
              fieldLabel(path, form, say),
              inWords(before, context),
              <ins key={path}>{inWords(after, context)}</ins>,
            ],
          }))}
        />
      ) : (
        <SummaryList
          rows={[
            ...content.websites.map((id) => ({
              key: form.websites[id]?.domain ?? id,
              value: content.record.websiteNumbers[id] ?? '',
            })),
            { key: say(texts.reason), value: content.reason },
          ]}
        />
      )}
      {editableOf(order) !== 'ALL' ? null : (
        <Form csrf={csrf} action={`${orderPath(order.id)}/record`}>
          <Button look="secondary">{say(texts.recordAnew)}</Button>
        </Form>
      )}
    </section>
  );
}
