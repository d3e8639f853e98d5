/** A field of the form as a page shows it: its control, with the rule and an example beside it before anybody breaks it. */
import type { ComponentChildren } from 'preact';
import { Checkboxes } from '../../components/checkboxes.tsx';
import { DateInput } from '../../components/date-input.tsx';
import { FieldsetGroup, type ControlProps } from '../../components/form-group.tsx';
import { Radios } from '../../components/radios.tsx';
import { Select, type Choice } from '../../components/select.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { Textarea } from '../../components/textarea.tsx';
import { choiceName } from '../../../domain/order/choice-names.ts';
import type { Say, Text } from '../../texts/texts.ts';
import type { Control } from './control.ts';
import type { DrawnField } from './drawn.ts';
import { NEW_PERSON } from './posted.ts';
import { texts } from './texts.ts';

/** What every control of one page knows. */
export interface FieldContext {
  say: Say;
  /** People and websites of the form, by the name under which they are chosen. */
  people: readonly Choice[];
  websites: readonly Choice[];
}

export interface FieldViewProps extends FieldContext {
  field: DrawnField;
  value: unknown;
  error?: string | undefined;
  /** What somebody else saved meanwhile, in words. */
  savedMeanwhile?: string | undefined;
  /** Attributes for saving while typing. */
  attributes?: ControlProps['attributes'];
}

export function FieldView({ field, value, error, savedMeanwhile, attributes, ...context }: FieldViewProps) {
  const { say } = context;
  const { path, label, rules, example, control, required } = field;
  const hint: ComponentChildren = (
    <>
      {rules.map((rule) => (
        <span key={rule.en} class="beian-rule">
          {say(rule)}{' '}
        </span>
      ))}
      {example === undefined ? null : <span class="beian-example">{say(texts.example, { example })}</span>}
      {savedMeanwhile === undefined ? null : (
        <strong class="beian-meanwhile">{say(texts.savedMeanwhile, { value: savedMeanwhile })}</strong>
      )}
    </>
  );
  const named = required ? say(label) : say(texts.optional, { label: say(label) });
  const props: ControlProps = { id: path, label: named, hint, error, attributes };
  return <ControlView control={control} value={value} props={props} context={context} clearable={!required} />;
}

interface ControlViewProps {
  control: Control;
  value: unknown;
  props: ControlProps;
  context: FieldContext;
  /** Whether a choice can be taken back; radio buttons cannot. */
  clearable?: boolean;
}

/** Above so many values a list is shorter than buttons. */
const MOST_RADIOS = 9;

/** The control alone, for forms that are not the form of an order. */
export function ControlView({ control, value, props, context, clearable = false }: ControlViewProps) {
  const { say, people, websites } = context;
  switch (control.kind) {
    case 'TEXT': {
      const isEmail = control.format === 'email';
      return (
        <TextInput
          {...props}
          value={textOf(value)}
          maxLength={control.maxLength}
          type={isEmail ? 'email' : 'text'}
          inputMode={isEmail ? 'email' : undefined}
        />
      );
    }
    case 'NUMBER':
      return <TextInput {...props} value={textOf(value)} inputMode="numeric" width={10} />;
    case 'LINES':
      return <Textarea {...props} value={textOf(value)} maxLength={control.maxLength} />;
    case 'CHOICE':
      return clearable || control.values.length > MOST_RADIOS ? (
        <Select {...props} value={textOf(value)} choices={named(control.values, say)} empty={say(texts.choose)} />
      ) : (
        <Radios {...props} value={textOf(value)} choices={named(control.values, say)} />
      );
    case 'CHOICES':
      return <Checkboxes {...props} values={listOf(value)} choices={named(control.values, say)} small />;
    case 'YES_NO':
      return <Radios {...props} value={textOf(value)} choices={yesOrNo(say)} inline />;
    case 'CONFIRM':
      return (
        <Checkboxes
          {...props}
          values={value === true ? ['true'] : []}
          choices={[{ value: 'true', text: say(texts.confirm) }]}
        />
      );
    case 'DAY': {
      const instead = control.instead === undefined ? undefined : { value: control.instead, text: say(texts.longTerm) };
      return <DateInput {...props} value={textOf(value)} dayLabel={say(texts.day)} instead={instead} />;
    }
    case 'LIST':
      return <TextInput {...props} value={listOf(value).join('、')} />;
    case 'PERSON':
      return (
        <Radios
          {...props}
          value={textOf(value)}
          choices={[...people, { value: NEW_PERSON, text: say(texts.newPerson) }]}
        />
      );
    case 'WEBSITE':
      return <Radios {...props} value={textOf(value)} choices={websites} />;
    case 'ROWS':
      return <Rows control={control} value={value} props={props} context={context} />;
    default:
      return control satisfies never;
  }
}

/** The rows that there are, and an empty one for the next. */
function Rows({ control, value, props, context }: ControlViewProps & { control: Extract<Control, { kind: 'ROWS' }> }) {
  const rows: unknown[] = Array.isArray(value) ? value : [];
  const { say } = context;
  const shown = control.most === undefined || rows.length < control.most ? [...rows, {}] : rows;
  return (
    <FieldsetGroup id={props.id} label={props.label} hint={props.hint} error={props.error}>
      {shown.map((row, place) => {
        const cells = new Map(Object.entries(typeof row === 'object' && row !== null ? row : {}));
        return (
          <div key={String(place)} class="beian-row">
            {Object.entries(control.fields).map(([name, cell]) => (
              <Cell
                key={name}
                control={cell}
                value={cells.get(name)}
                props={{
                  // The link of the error summary leads to the first control.
                  id:
                    place === 0 && name === Object.keys(control.fields)[0] ? props.id : `${props.id}.${place}.${name}`,
                  name: `${props.id}.${place}.${name}`,
                  label: say(cellLabel(name)),
                  attributes: props.attributes,
                }}
                context={context}
              />
            ))}
          </div>
        );
      })}
    </FieldsetGroup>
  );
}

/** In a row choices are lists, so that rows stay low. */
function Cell({ control, value, props, context }: ControlViewProps) {
  if (control.kind !== 'CHOICE') return <ControlView control={control} value={value} props={props} context={context} />;
  const choices = named(control.values, context.say);
  return <Select {...props} value={textOf(value)} choices={choices} empty={context.say(texts.none)} />;
}

const CELLS: Readonly<Record<string, Text>> = { sector: texts.sector, number: texts.approvalNumber };

const cellLabel = (name: string): Text => CELLS[name] ?? { zh: name, en: name };

const named = (values: readonly string[], say: Say): Choice[] =>
  values.map((value) => ({ value, text: say(choiceName(value)) }));

const yesOrNo = (say: Say): Choice[] => [
  { value: 'true', text: say(texts.yes) },
  { value: 'false', text: say(texts.no) },
];

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : undefined;
}

const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap((each: unknown) => (isSimple(each) ? [String(each)] : [])) : [];

const isSimple = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

/** A value in words, as summaries and comparisons show it. */
export function inWords(value: unknown, { say, people }: FieldContext): string {
  if (value === undefined || value === null || value === '') return say(texts.empty);
  if (typeof value === 'boolean') return say(value ? texts.yes : texts.no);
  if (typeof value === 'string') {
    if (value === 'LONG_TERM') return say(texts.longTerm);
    return people.find((person) => person.value === value)?.text ?? say(choiceName(value));
  }
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value))
    return value.map((each: unknown) => inWords(each, { say, people, websites: [] })).join('、');
  return Object.values(value)
    .map((each: unknown) => inWords(each, { say, people, websites: [] }))
    .join(' ');
}
