/**
 * What the customer gives with an order (domain-spec §5.2 "Info form"): the whole form; changes to a record; or the
 * part of a record to remove, and why. Changes and removals keep a copy of the record from when the order was opened.
 * The content is personal data and is stored sealed with the order.
 */
import { z } from 'zod';
import { changeablePaths, changedPaths } from './changed-paths.ts';
import { formMergePatchSchema, merged, patchBetween } from './form-patch.ts';
import { formSchema, type OrderForm } from './form.ts';
import { websiteIdSchema } from './names.ts';
import { isoInstant } from '../time/iso-date.ts';
import type { ContentAsked } from '../order-types/row.ts';
import type { Finding } from '../finding.ts';

const icpNumber = z.string().min(5).max(60);

/** The record of an entity when an order was opened. */
export const recordSnapshotSchema = z.strictObject({
  takenAt: isoInstant(),
  entityNumber: icpNumber,
  /** The number of each website that is named in the form. */
  websiteNumbers: z.record(websiteIdSchema(), icpNumber),
  /** The record, in the fields of a form. */
  form: formSchema,
});

export type RecordSnapshot = z.infer<typeof recordSnapshotSchema>;

export const orderContentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('FORM'), form: formSchema }),
  z.strictObject({ kind: z.literal('CHANGES'), record: recordSnapshotSchema, changes: formMergePatchSchema }),
  z.strictObject({
    kind: z.literal('REMOVAL'),
    record: recordSnapshotSchema,
    /** Websites to remove, or whose access here ends; all websites of the record when the entity is removed. */
    websites: z.array(websiteIdSchema()).min(1).max(99),
    reason: z.string().trim().min(1).max(500),
  }),
]);
export type OrderContent = z.infer<typeof orderContentSchema>;

/** The content as it is stored: a whole form is stored without a kind, as in the first stored orders. */
export type StoredContent = OrderForm | Exclude<OrderContent, { kind: 'FORM' }>;

export const contentOf = (stored: StoredContent): OrderContent =>
  'kind' in stored ? stored : { kind: 'FORM', form: stored };

export const storedContent = (content: OrderContent): StoredContent =>
  content.kind === 'FORM' ? content.form : content;

/** The form that rules, people and messages see: the filled-in form, the changed record, or the part to remove. */
export function formOf(content: OrderContent): OrderForm {
  switch (content.kind) {
    case 'FORM':
      return content.form;
    case 'CHANGES':
      return formSchema.parse(merged(content.record.form, content.changes));
    case 'REMOVAL': {
      const { form } = content.record;
      const websites = Object.entries(form.websites).filter(([id]) => content.websites.includes(id));
      return { ...form, websites: Object.fromEntries(websites) };
    }
    default:
      return content satisfies never;
  }
}

/**
 * The content after its form was edited; of a change only what differs from the record is kept. A removal has no form that could
 * be edited and throws.
 */
export function withForm(content: OrderContent, form: OrderForm): OrderContent {
  switch (content.kind) {
    case 'FORM':
      return { kind: 'FORM', form };
    case 'CHANGES':
      return { ...content, changes: patchBetween(content.record.form, form) };
    case 'REMOVAL':
      throw new Error('a removal has no form that can be edited');
    default:
      return content satisfies never;
  }
}

/**
 * The content on a newer copy of the record. What the customer wants to change or remove is kept, as far as its website is still
 * on record; a form is no copy and stays.
 */
export function onRecord(content: OrderContent, record: RecordSnapshot): OrderContent {
  switch (content.kind) {
    case 'FORM':
      return content;
    case 'CHANGES': {
      const websites = Object.entries(content.changes.websites ?? {}).filter(([id]) => id in record.form.websites);
      const kept = { ...content.changes, websites: Object.fromEntries(websites) };
      const form = formSchema.parse(merged(record.form, kept));
      return { ...content, record, changes: patchBetween(record.form, form) };
    }
    case 'REMOVAL':
      return { ...content, record, websites: content.websites.filter((id) => id in record.form.websites) };
    default:
      return content satisfies never;
  }
}

/**
 * The content without these websites, which are on record while the rest was rejected, and without the people who are in charge of
 * nothing else.
 */
export function withoutWebsites(content: OrderContent, filed: readonly string[]): OrderContent {
  const { entity, people, websites } = formOf(content);
  const left = Object.fromEntries(Object.entries(websites).filter(([id]) => !filed.includes(id)));
  const gone = Object.entries(websites).flatMap(([id, { headId }]) => (filed.includes(id) && headId ? [headId] : []));
  const inCharge = new Set([entity.headId, ...Object.values(left).map(({ headId }) => headId)]);
  const kept = Object.entries(people).filter(([id]) => inCharge.has(id) || !gone.includes(id));
  return withForm(content, { entity, people: Object.fromEntries(kept), websites: left });
}

/** The copy of the record that the order was opened from; undefined for a form. */
export const recordOf = (content: OrderContent): RecordSnapshot | undefined =>
  content.kind === 'FORM' ? undefined : content.record;

/** Paths of the fields that differ from the record; undefined when the content is not compared with a record. */
export const changesOf = (content: OrderContent): string[] | undefined =>
  content.kind === 'CHANGES' ? changedPaths(content.record.form, formOf(content)) : undefined;

/**
 * Why an order of this type cannot take the content: it is of another kind, or changes fields the type may not change, or nothing.
 */
export function contentFindings(content: OrderContent, asked: ContentAsked): Finding[] {
  if (content.kind !== asked.kind) {
    return [{ path: 'content', code: 'CONTENT_KIND', advice: `Give what an order of this type takes: ${asked.kind}.` }];
  }
  return changesOf(content)?.length === 0
    ? [{ path: 'changes', code: 'NOTHING_CHANGED', advice: 'Say what is different from the record.' }]
    : notChangeable(content, asked);
}

/** The fields that the content changes and an order of this type may not change, each with where it can be changed. */
export function notChangeable(content: OrderContent, asked: ContentAsked): Finding[] {
  if (content.kind !== 'CHANGES' || asked.kind !== 'CHANGES') return [];
  const mayChange = changeablePaths(asked.mayChange, content.record.form, formOf(content));
  return (changesOf(content) ?? [])
    .filter((path) => !mayChange(path))
    .map((path) => ({ path, code: 'NOT_CHANGEABLE_HERE', advice: elsewhere(path) }));
}

/** Where a field is changed that this order leaves as it is. */
function elsewhere(path: string): string {
  if (path === 'entity.province' || path === 'entity.mailingProvince')
    return 'A record stays in its province (R-ACC-8). Deregister it there, then file anew in the other province.';
  if (/^websites\.\w+\.domain$/.test(path))
    return 'Another domain is another website: file it as a new website. The owner of a domain changes at its registrar (R-CHG-7).';
  return 'An order of this type cannot change this. Take it out; the change of the entity and the change of a website are two orders (R-ORD-5).';
}
