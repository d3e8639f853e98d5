/** Which fields a page of the form offers. */
import type { WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { ASKED_FOR_TYPE } from '../../../usecases/drafting/check-type.ts';
import { isCorrecting } from '../../../domain/lifecycle/stage.ts';
import type { OrderForm } from '../../../domain/order/form.ts';
import { itemsOf, likelyRow, type RulesOfDay } from '../orders/applicant-order.ts';
import { drawPart, type Drawing } from './draw-form.ts';
import type { DrawnField } from './drawn.ts';

/** The page on which the type of the order is asked for: it has fields of several parts. */
export const TYPE_PAGE = 'type';

/** @param part `type`, `entity`, `people.P1` or `websites.W1`; undefined when the form has no such part */
export function offeredFields(order: WrittenOrder, part: string, rules: RulesOfDay): DrawnField[] | undefined {
  const drawing = drawingOf(order, rules);
  if (part === TYPE_PAGE) return typeFields(drawing);
  return hasPart(order.form, part) ? [...drawPart(drawing, part).fields] : undefined;
}

export const drawingOf = (order: WrittenOrder, { policies, on }: RulesOfDay): Drawing => ({
  form: order.form,
  content: order.content,
  type: order.type,
  row: likelyRow(order),
  policies,
  on,
  flagged: new Set(itemsOf(order).map(({ path }) => path)),
});

/** What the look-up needs, and the name, which it compares. */
function typeFields(drawing: Drawing): DrawnField[] {
  const asked = new Set(['entity.name', ...ASKED_FOR_TYPE.map((name) => `entity.${name}`)]);
  const websites = Object.keys(drawing.form.websites);
  const withOne = websites.length > 0 ? drawing : { ...drawing, form: { ...drawing.form, websites: { W1: {} } } };
  const domains = Object.keys(withOne.form.websites).flatMap((id) =>
    drawPart(withOne, `websites.${id}`).fields.filter(({ path }) => path.endsWith('.domain')),
  );
  return [...drawPart(drawing, 'entity').fields.filter(({ path }) => asked.has(path)), ...domains].map((field) => ({
    ...field,
    required: field.path !== 'entity.name',
  }));
}

/**
 * Of a returned order the fields that the reviewer wants corrected; the others show what they hold, and are opened on a wish of the
 * customer (`all`). A part of which nothing was flagged is open as a whole.
 */
export function openForCorrection(order: WrittenOrder, fields: readonly DrawnField[], all: boolean): DrawnField[] {
  const flagged = new Set(itemsOf(order).map(({ path }) => path));
  const narrows = isCorrecting(order.stage) && !all && fields.some(({ path }) => flagged.has(path));
  return fields.map((field) => ({ ...field, editable: field.editable && (!narrows || flagged.has(field.path)) }));
}

function hasPart(form: OrderForm, part: string): boolean {
  const [root, id = ''] = part.split('.');
  if (part === 'entity') return true;
  return (
    (root === 'people' && form.people[id] !== undefined) || (root === 'websites' && form.websites[id] !== undefined)
  );
}
