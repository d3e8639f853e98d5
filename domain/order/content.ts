/**
 * What the customer gives with an order (domain-spec §5.2 "Info form"): the whole form; changes to a record; or what of a record
 * goes, and why. Changes and removals keep the record as it stood when the order was opened. All of it is personal and lies
 * sealed with the order.
 */
import { z } from 'zod';
import { changeablePaths, changedPaths } from './changed-paths.ts';
import { formMergePatchSchema, merged } from './form-patch.ts';
import { formSchema, type OrderForm } from './form.ts';
import { websiteIdSchema } from './names.ts';
import type { ContentAsked } from '../order-types/row.ts';
import type { Finding } from '../finding.ts';

const icpNumber = z.string().min(5).max(60);

/** The record of an entity as an order saw it. */
export const recordSnapshotSchema = z.strictObject({
  takenAt: z.iso.datetime({ offset: true }),
  entityNumber: icpNumber,
  /** The number of each website that is named in the form. */
  websiteNumbers: z.record(websiteIdSchema(), icpNumber),
  /** What is on record, in the fields of a form. */
  form: formSchema,
});

export const orderContentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('FORM'), form: formSchema }),
  z.strictObject({ kind: z.literal('CHANGES'), record: recordSnapshotSchema, changes: formMergePatchSchema }),
  z.strictObject({
    kind: z.literal('REMOVAL'),
    record: recordSnapshotSchema,
    /** Websites of the record that go, or whose access here ends; all of them where the entity goes. */
    websites: z.array(websiteIdSchema()).min(1).max(99),
    reason: z.string().trim().min(1).max(500),
  }),
]);
export type OrderContent = z.infer<typeof orderContentSchema>;

/** As it is stored: the form of an order that has nothing else stands without a kind, as it always did. */
export type StoredContent = OrderForm | Exclude<OrderContent, { kind: 'FORM' }>;

export const contentOf = (stored: StoredContent): OrderContent =>
  'kind' in stored ? stored : { kind: 'FORM', form: stored };

export const storedContent = (content: OrderContent): StoredContent =>
  content.kind === 'FORM' ? content.form : content;

/** The form that rules, people and messages see: what was filled in, the changed record, or the part of it that goes. */
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

/** Paths of what is different from the record; undefined where nothing is compared with one. */
export const changesOf = (content: OrderContent): string[] | undefined =>
  content.kind === 'CHANGES' ? changedPaths(content.record.form, formOf(content)) : undefined;

/** What speaks against taking this content for an order of such a type: another kind, or changes it cannot carry. */
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
