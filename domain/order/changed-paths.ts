/** Where two forms differ, field by field, and which of these fields one kind of change may touch. */
import { isDeepStrictEqual } from 'node:util';
import type { ChangeableFields } from '../order-types/row.ts';
import type { OrderForm } from './form.ts';
import { entityHead, siteHeads } from './heads.ts';

/** `entity.name`, `people.P1.mobile`, `websites.W2.remark`; lists are one field. */
export function changedPaths(before: OrderForm, after: OrderForm): string[] {
  return [
    ...fieldsChanged('entity', before.entity, after.entity),
    ...each('people', before.people, after.people),
    ...each('websites', before.websites, after.websites),
  ];
}

const each = (part: string, before: Record<string, object>, after: Record<string, object>): string[] =>
  namesIn(before, after).flatMap((id) => fieldsChanged(`${part}.${id}`, before[id] ?? {}, after[id] ?? {}));

function fieldsChanged(path: string, before: object, after: object): string[] {
  const [one, other] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return namesIn(before, after)
    .filter((field) => !isDeepStrictEqual(one.get(field), other.get(field)))
    .map((field) => `${path}.${field}`);
}

const namesIn = (before: object, after: object): string[] => [
  ...new Set([...Object.keys(before), ...Object.keys(after)]),
];

/** Whether a path may change. Data of a person may change when the person is such a head before or after the change. */
export function changeablePaths(
  { entity, people, person, website }: ChangeableFields,
  before: OrderForm,
  after: OrderForm,
): (path: string) => boolean {
  const headsIn = (form: OrderForm): string[] =>
    people === 'ENTITY_HEAD' ? [entityHead(form) ?? []].flat() : siteHeads(form);
  const heads = new Set([...headsIn(before), ...headsIn(after)]);
  const isAmong = (fields: readonly string[], field: string | undefined): boolean =>
    field !== undefined && fields.includes(field);
  return (path) => {
    const [part, id = '', field] = path.split('.');
    if (part === 'entity') return isAmong(entity, id);
    if (part === 'people') return heads.has(id) && isAmong(person, field);
    return before.websites[id] !== undefined && after.websites[id] !== undefined && isAmong(website, field);
  };
}
