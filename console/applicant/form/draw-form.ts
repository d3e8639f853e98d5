/**
 * Draws the form of an order from the schemas of the form, the row of its type and the policies. A field that is added to a schema, a
 * rule that a province gets and a type that is added to the table appear on the pages without a change here.
 */
import { z } from 'zod';
import { acceptedCertificates } from '../../../domain/check-order/entity.ts';
import { hasEnd } from '../../../domain/check-order/fields.ts';
import { say } from '../../../domain/messages/texts/wording.ts';
import { changeablePaths } from '../../../domain/order/changed-paths.ts';
import type { OrderContent } from '../../../domain/order/content.ts';
import { fieldRules } from '../../../domain/order/field-rules.ts';
import type { FieldText } from '../../../domain/order/field-texts.ts';
import { entitySchema, personSchema, websiteSchema, type OrderForm } from '../../../domain/order/form.ts';
import { orderScope } from '../../../domain/order/order-scope.ts';
import type { OrderType } from '../../../domain/order-types/order-type.ts';
import type { OrderTypeRow } from '../../../domain/order-types/row.ts';
import type { Policies } from '../../../domain/policy/policy.ts';
import type { CivilDate } from '../../../domain/time/instant.ts';
import { controlOf, type Control } from './control.ts';
import type { DrawnField, DrawnPart } from './drawn.ts';
import { fieldText, kindOf } from './field-text.ts';

/** The schemas of the three kinds of part. */
export interface FormSchemas {
  entity: z.ZodObject;
  person: z.ZodObject;
  website: z.ZodObject;
}

const FORM_SCHEMAS: FormSchemas = { entity: entitySchema, person: personSchema, website: websiteSchema };

export interface Drawing {
  form: OrderForm;
  /** Of an order that was opened from a record. */
  content?: OrderContent | undefined;
  type: OrderType | undefined;
  /** The row of the type, or while it is not known that of the type most likely. */
  row: OrderTypeRow;
  policies: Policies;
  on: CivilDate;
  /** Fields with something to say about them; they are shown although they are seldom asked for. */
  flagged?: ReadonlySet<string>;
  schemas?: FormSchemas;
}

/** Every part of the form, the entity first. */
export function drawForm(drawing: Drawing): DrawnPart[] {
  const { form } = drawing;
  return [
    drawPart(drawing, 'entity'),
    ...Object.keys(form.people).map((id) => drawPart(drawing, `people.${id}`)),
    ...Object.keys(form.websites).map((id) => drawPart(drawing, `websites.${id}`)),
  ];
}

/** One part: `entity`, `people.P1`, `websites.W1`. */
export function drawPart(drawing: Drawing, path: string): DrawnPart {
  const kind = kindOf(path);
  const schema = (drawing.schemas ?? FORM_SCHEMAS)[kind];
  const asked: readonly string[] = drawing.row.fields[kind];
  const mayEdit = editableIn(drawing);
  const values = valuesAt(drawing.form, path);
  const fields = Object.entries(schema.shape)
    .map(([name, field]): DrawnField => {
      const at = `${path}.${name}`;
      const { label, rule, example } = textOf(path, name, field);
      return {
        path: at,
        label,
        rules: [rule, ...fieldRules(at, { ...drawing, scope: orderScope(drawing.form, drawing.type) })].filter(
          ({ zh }) => zh !== '',
        ),
        ...(example === undefined ? {} : { example }),
        control: narrowed(at, controlOf(field), drawing.form),
        required: asked.includes(name),
        editable: mayEdit(at),
      };
    })
    .filter((field) => isShown(drawing, field, values));
  return { path, fields };
}

/** The words of a field; those of a field without a row in the table come from its schema. */
function textOf(part: string, name: string, field: z.core.$ZodType): FieldText {
  const known = fieldText(part, name);
  if (known !== undefined) return known;
  const { title = name, description = '', examples } = field instanceof z.ZodType ? (field.meta() ?? {}) : {};
  const example = Array.isArray(examples)
    ? examples.find((each): each is string => typeof each === 'string')
    : undefined;
  return {
    label: say(title, title),
    rule: say(description, description),
    ...(example === undefined ? {} : { example }),
  };
}

/** Of the values of a choice those that can be right, as far as the form says. */
function narrowed(path: string, control: Control, { entity }: OrderForm): Control {
  if (path !== 'entity.certificateType' || control.kind !== 'CHOICE' || entity.kind === undefined) return control;
  const accepted: readonly string[] = acceptedCertificates(entity.kind);
  return { ...control, values: control.values.filter((value) => accepted.includes(value)) };
}

function editableIn({ row, content, form }: Drawing): (path: string) => boolean {
  const { content: asked } = row;
  switch (asked.kind) {
    case 'FORM': {
      const { entity, website } = asked.onRecord ?? { entity: [], website: [] };
      const onRecord: ReadonlySet<string> = new Set([
        ...entity.map((name) => `entity.${name}`),
        ...website.map((name) => `websites.*.${name}`),
      ]);
      return (path) => !onRecord.has(path.replace(/^websites\.[^.]+/, 'websites.*'));
    }
    case 'CHANGES':
      return content?.kind === 'CHANGES' ? changeablePaths(asked.mayChange, content.record.form, form) : () => false;
    case 'REMOVAL':
      return () => false;
    default:
      return asked satisfies never;
  }
}

/** Codes that systems give where people give names, and a note that only a finding asks for. */
const SELDOM_ASKED: ReadonlySet<string> = new Set([
  'mobileOverrideNote',
  'cityCode',
  'districtCode',
  'serviceContents',
  'languageCodes',
]);
const OF_ORGANISATIONS: ReadonlySet<string> = new Set(['legalRepresentative', 'officePhone', 'investor']);

/** What is asked of few people is left out for the others, so that a page asks only what somebody has to answer. */
function isShown(
  { form, flagged }: Drawing,
  { path, editable }: DrawnField,
  values: ReadonlyMap<string, unknown>,
): boolean {
  const name = path.split('.').at(-1) ?? '';
  const isFilled = values.get(name) !== undefined;
  if (isFilled || flagged?.has(path) === true) return true;
  if (!editable) return false;
  if (SELDOM_ASKED.has(name)) return false;
  if (OF_ORGANISATIONS.has(name)) return form.entity.kind !== 'INDIVIDUAL';
  if (path === 'entity.certificateValidUntil') return hasEnd(form.entity);
  return true;
}

export function valuesAt(form: OrderForm, path: string): ReadonlyMap<string, unknown> {
  const [part, id = ''] = path.split('.');
  const fields = part === 'entity' ? form.entity : part === 'people' ? form.people[id] : form.websites[id];
  return new Map(Object.entries(fields ?? {}));
}
