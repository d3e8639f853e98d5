/** Everything that the customer gave, to be read once more before the submission. */
import { rowOf } from '../../../domain/order-types/table.ts';
import { reservationsOf } from '../../../store/assets/instance-reservations.ts';
import type { WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { SummaryList } from '../../components/summary-list.tsx';
import type { Visit } from '../../http/visit.ts';
import { valuesAt } from '../form/draw-form.ts';
import { fieldText } from '../form/field-text.ts';
import { inWords, type FieldContext } from '../form/field-view.tsx';
import { offeredFields } from '../form/offered-fields.ts';
import { actionPageTexts } from './action-page-texts.ts';
import { peopleIn, rolesOf, rulesOf, websitesIn } from './applicant-order.ts';
import { ChangesOfRecord } from './changes-of-record.tsx';
import { orderPath, partPath } from './paths.ts';
import { serverOf } from './servers.tsx';
import { texts } from './texts.ts';

export async function OrderInWords({ visit, order }: { visit: Visit; order: WrittenOrder }) {
  const { say } = visit;
  const { form } = order;
  const context: FieldContext = { say, people: peopleIn(form, say), websites: websitesIn(form, say) };
  if (order.content?.kind === 'REMOVAL') return <ChangesOfRecord visit={visit} order={order} />;
  const servers = await reservationsOf(visit.console.database, order.id);
  const rules = await rulesOf(visit, order);
  const mayChange = (part: string): ReadonlySet<string> =>
    new Set((offeredFields(order, part, rules) ?? []).filter(({ editable }) => editable).map(({ path }) => path));
  const parts = [
    'entity',
    ...Object.keys(form.people).map((id) => `people.${id}`),
    ...Object.keys(form.websites).map((id) => `websites.${id}`),
  ];
  return (
    <>
      <p class="govuk-body">{order.type === undefined ? '' : say(rowOf(order.type).names)}</p>
      {order.content?.kind === 'CHANGES' ? <ChangesOfRecord visit={visit} order={order} /> : null}
      {parts.map((part) => (
        <section key={part} aria-labelledby={`part-${part}`}>
          <h2 class="govuk-heading-m" id={`part-${part}`}>
            {titleOf(part, context, order)}
          </h2>
          <SummaryList
            rows={[...valuesAt(form, part)].map(([name, value]) => ({
              key: say(labelOf(part, name)),
              value: inWords(value, context),
              actions: mayChange(part).has(`${part}.${name}`)
                ? [
                    {
                      href: `${partPath(order.id, part)}#${part}.${name}`,
                      text: say(actionPageTexts.change),
                      about: say(labelOf(part, name)),
                    },
                  ]
                : [],
            }))}
          />
        </section>
      ))}
      {servers.length === 0 ? null : (
        <section aria-labelledby="part-servers">
          <h2 class="govuk-heading-m" id="part-servers">
            {say(actionPageTexts.provider)}
          </h2>
          <SummaryList
            rows={servers.map((server) => ({
              key: context.websites.find(({ value }) => value === server.websiteId)?.text ?? server.websiteId,
              value: serverOf(server, say),
              actions: [
                {
                  href: `${orderPath(order.id)}/servers`,
                  text: say(actionPageTexts.change),
                  about: say(texts.taskServers),
                },
              ],
            }))}
          />
        </section>
      )}
    </>
  );
}

const labelOf = (part: string, name: string) => fieldText(part, name)?.label ?? { zh: name, en: name };

function titleOf(part: string, { say, people, websites }: FieldContext, { form }: WrittenOrder): string {
  const [root, id = ''] = part.split('.');
  if (root === 'people') {
    const name = people.find(({ value }) => value === id)?.text ?? id;
    return `${say(texts.taskPerson, { name })} ${rolesOf(form, id, say)}`;
  }
  if (root === 'websites')
    return say(texts.taskWebsite, { name: websites.find(({ value }) => value === id)?.text ?? id });
  return say(texts.taskEntity);
}
