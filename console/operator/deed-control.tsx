/** A field of an operator's deed as its page shows it; choices come from the order. */
import type { JSX } from 'preact';
import { slotName } from '../../domain/materials/slot-texts.ts';
import { ENTITY_TEXTS, PERSON_TEXTS, WEBSITE_TEXTS } from '../../domain/order/field-texts.ts';
import type { OrderForm } from '../../domain/order/form.ts';
import { REASONS } from '../../domain/review/reasons.ts';
import type { Order } from '../../store/orders/orders.ts';
import { Checkboxes } from '../components/checkboxes.tsx';
import { FieldsetGroup } from '../components/form-group.tsx';
import { Select, type Choice } from '../components/select.tsx';
import { TextInput } from '../components/text-input.tsx';
import { Textarea } from '../components/textarea.tsx';
import { typedText, type Problems, type Typed } from '../http/problems.ts';
import type { Visit } from '../http/visit.ts';
import type { Say } from '../texts/texts.ts';
import { ITEM_ROWS, NUMBER_ROWS, type DeedField } from './deed-fields.ts';
import { when, wrongAt } from './parts.tsx';
import { texts } from './texts.ts';

interface DeedControlProps {
  readonly visit: Visit;
  readonly order: Order;
  readonly field: DeedField;
  readonly typed: Typed;
  readonly problems: Problems | undefined;
}

export function DeedControl({ visit, order, field, typed, problems }: DeedControlProps): JSX.Element {
  const { say } = visit;
  const { name, kind, label, hint, optional } = field;
  const value = typedText(typed, name);
  const props = {
    id: name,
    label: optional === true ? say(texts.optional, { label: say(label) }) : say(label),
    hint: hint && say(hint),
    error: wrongAt(visit, problems, name),
  };
  switch (kind) {
    case 'LINE':
      return <TextInput {...props} value={value} width={30} />;
    case 'LINES':
      return <Textarea {...props} value={value} rows={3} maxLength={500} />;
    case 'COUNT':
      return <TextInput {...props} value={value} inputMode="numeric" width={4} />;
    case 'DAY':
      return <TextInput {...props} value={value} type="date" width={20} />;
    case 'MOMENT':
      return <TextInput {...props} hint={say(texts.chinaTime)} value={value} type="datetime-local" width={20} />;
    case 'REVIEWER':
      return <TextInput {...props} value={value || order.assignee} width={20} />;
    case 'PERSON':
      return <Select {...props} value={value} choices={named(Object.keys(order.form?.people ?? {}))} empty="–" />;
    case 'WEBSITE':
      return <Select {...props} value={value} choices={websitesOf(order)} />;
    case 'DECIDED_WEBSITE':
      return order.settings?.decidedApart === undefined ? (
        <></>
      ) : (
        <Select {...props} value={value} choices={websitesOf(order)} empty={say(texts.allUndecided)} />
      );
    case 'DUE':
      return <Select {...props} value={value} choices={duesOf(order)} />;
    case 'DECISION':
      return (
        <Select
          {...props}
          value={value}
          choices={(['APPROVED', 'REJECTED', 'WRONG_TYPE'] as const).map((each) => ({
            value: each,
            text: say(texts[each]),
          }))}
        />
      );
    case 'CONFIRMED':
      return (
        <Checkboxes
          {...props}
          values={value === '' ? [] : ['true']}
          choices={[{ value: 'true', text: say(texts.removedFromRecord) }]}
          small
        />
      );
    case 'ITEMS':
      return <Items props={props} say={say} form={order.form} typed={typed} />;
    case 'NUMBERS':
      return <Numbers props={props} say={say} order={order} typed={typed} />;
    default:
      return kind satisfies never;
  }
}

const named = (ids: readonly string[]): Choice[] => ids.map((id) => ({ value: id, text: id }));

const websitesOf = ({ form }: Order): Choice[] =>
  Object.entries(form?.websites ?? {}).map(([id, { domain }]) => ({ value: id, text: `${id} ${domain ?? ''}` }));

const duesOf = ({ progress }: Order): Choice[] =>
  (progress?.dues ?? []).map(({ kind, at }) => ({ value: kind, text: `${kind} ${when(at)}` }));

interface RowsProps {
  readonly props: { id: string; label: string; hint: string | undefined; error: string | undefined };
  readonly say: Say;
  readonly typed: Typed;
}

const Items = ({ props, say, form, typed }: RowsProps & { form: OrderForm | undefined }): JSX.Element => (
  <FieldsetGroup {...props}>
    {ITEM_ROWS.map((row) => {
      const cell = (part: string) => ({
        id: row === 0 && part === 'path' ? 'items' : `items.${row}.${part}`,
        name: `items.${row}.${part}`,
        value: typedText(typed, `items.${row}.${part}`),
      });
      return (
        <div key={row} class="beian-row">
          <Select {...cell('path')} label={say(texts.field)} choices={fieldsOf(form, say)} empty="–" />
          <Select
            {...cell('code')}
            label={say(texts.reason)}
            choices={REASONS.map(({ code, words }) => ({ value: code, text: say(words) }))}
          />
          <TextInput {...cell('advice')} label={say(texts.words)} maxLength={500} width={30} />
        </div>
      );
    })}
  </FieldsetGroup>
);

/** Every field of the form that is filled in, and the scans of the entity, by name; values are not shown. */
function fieldsOf(form: OrderForm | undefined, say: Say): Choice[] {
  const of = (root: string, id: string, table: typeof ENTITY_TEXTS | typeof PERSON_TEXTS | typeof WEBSITE_TEXTS) =>
    Object.entries(table).map(([name, { label }]) => ({
      value: `${root}.${name}`,
      text: `${say(label)} ${id}`.trim(),
    }));
  const { people = {}, websites = {} } = form ?? {};
  return [
    ...of('entity', '', ENTITY_TEXTS),
    ...Object.keys(people).flatMap((id) => of(`people.${id}`, id, PERSON_TEXTS)),
    ...Object.keys(websites).flatMap((id) => of(`websites.${id}`, id, WEBSITE_TEXTS)),
    { value: 'documents.entity-certificate', text: say(slotName('entity-certificate')) },
    { value: 'documents.checklist-form', text: say(slotName('checklist-form')) },
  ];
}

function Numbers({ props, say, order, typed }: RowsProps & { order: Order }): JSX.Element {
  const domains = Object.values(order.form?.websites ?? {}).flatMap(({ domain }) => domain ?? []);
  const rows = domains.length === 0 ? NUMBER_ROWS.map(() => '') : domains;
  return (
    <FieldsetGroup {...props}>
      {rows.map((domain, row) => (
        <div key={row} class="beian-row">
          <TextInput
            id={row === 0 ? 'websites' : `websites.${row}.domain`}
            name={`websites.${row}.domain`}
            label={say(texts.domain)}
            value={typedText(typed, `websites.${row}.domain`) || domain}
            width={20}
          />
          <TextInput
            id={`websites.${row}.number`}
            label={say(texts.recordNumber)}
            value={typedText(typed, `websites.${row}.number`)}
            width={20}
          />
        </div>
      ))}
    </FieldsetGroup>
  );
}
