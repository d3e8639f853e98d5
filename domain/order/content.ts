/**
 * What the customer gives with an order (domain-spec §5.2 "Info form"): the whole form; changes to a record; or the
 * part of a record to remove, and why. Changes and removals keep a copy of the record from when the order was opened.
 * The content is personal data and is stored sealed with the order.
 */
import { z } from 'zod';
import { changeablePaths, changedPaths } from './changed-paths.ts';
import { formMergePatchSchema, merged } from './form-patch.ts';
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

/** Paths of the fields that differ from the record; undefined when the content is not compared with a record. */
export const changesOf = (content: OrderContent): string[] | undefined =>
  content.kind === 'CHANGES' ? changedPaths(content.record.form, formOf(content)) : undefined;

/**
 * Why an order of this type cannot take the content: it is of another kind, or changes fields the type may not change.
 */
export function contentFindings(content: OrderContent, asked: ContentAsked): Finding[] {
  if (content.kind !== asked.kind) {
    return [{ path: 'content', code: 'CONTENT_KIND', advice: `Give what an order of this type takes: ${asked.kind}.` }];
  }
  if (content.kind !== 'CHANGES' || asked.kind !== 'CHANGES') return [];
  const paths = changesOf(content) ?? [];
  if (paths.length === 0) {
    return [{ path: 'changes', code: 'NOTHING_CHANGED', advice: 'Say what is different from the record.' }];
  }
  const mayChange = changeablePaths(asked.mayChange, content.record.form, formOf(content));
  return paths
    .filter((path) => !mayChange(path))
    .map((path) => ({
      path,
      code: 'NOT_CHANGEABLE_HERE',
      advice: 'An order of this type cannot change this. Take it out; another order may.',
    }));
}
