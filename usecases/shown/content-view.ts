/** What an order changes or removes of the record that it was opened from. */
import { z } from 'zod';
import { changesOf, formOf, recordOf, type OrderContent } from '../../domain/order/content.ts';
import { diffOf } from '../../domain/order/diff.ts';
import { HIDDEN, maskedForm, personalValues } from '../../domain/order/form-privacy.ts';
import { formSchema } from '../../domain/order/form.ts';
import { MOST_NAMES } from '../../domain/order/names.ts';
import type { ReadShown } from '../../domain/reads/read.ts';
import type { Order } from '../../store/orders/orders.ts';
import { asShown } from './as-shown.ts';

/** Fields of an entity, and of as many people and websites as an order can name. */
const MOST_FIELDS = 30 * (1 + 2 * MOST_NAMES);

const at = z.iso.datetime({ offset: true });
const numbers = z.array(z.string()).max(MOST_NAMES);
const permit = z.object({ sector: z.string(), number: z.string().optional() });
const value = z.union([z.string(), z.boolean(), z.array(z.string()).max(100), z.array(permit).max(100)]);
const fieldChange = z
  .object({ path: z.string(), before: value.optional(), after: value.optional() })
  .meta({ id: 'FieldChange' });

/** Without anything of the people concerned. */
export const fromRecordSchema = z
  .object({
    entityNumber: z.string().meta({ example: '粤ICP备12345678号' }),
    takenAt: at.meta({ description: 'When the record was copied into the order.' }),
    websites: numbers.meta({ description: 'Numbers of the websites that the order is about.' }),
    changed: z
      .array(z.string())
      .max(MOST_FIELDS)
      .optional()
      .meta({ description: 'Fields that differ from the record; the form says how.' }),
  })
  .meta({ id: 'OrderFromRecord' });

export function fromRecordView(content: OrderContent): z.infer<typeof fromRecordSchema> | undefined {
  const record = recordOf(content);
  if (record === undefined) return undefined;
  const { entityNumber, takenAt, websiteNumbers } = record;
  const changed = changesOf(content);
  const websites = Object.keys(formOf(content).websites).flatMap((id) => websiteNumbers[id] ?? []);
  return { entityNumber, takenAt, websites, ...(changed === undefined ? {} : { changed }) };
}

export const contentSchema = z.object({
  record: z
    .object({
      entityNumber: z.string(),
      takenAt: at,
      websiteNumbers: z.record(z.string(), z.string()),
      form: asShown(formSchema),
    })
    .optional()
    .meta({ id: 'RecordCopy', description: 'The record as it was copied into an order that was opened from it.' }),
  changes: z
    .array(fieldChange)
    .max(MOST_FIELDS)
    .optional()
    .meta({ description: 'Of a change: each field that differs from the record.' }),
  removal: z
    .object({ websites: numbers, reason: z.string() })
    .optional()
    .meta({ description: 'Of a removal: which websites of the form are concerned, and why.' }),
});

/** Nothing for an order that was not opened from a record. */
export function contentView({ content }: Pick<Order, 'content'>, shown: ReadShown) {
  const record = content && recordOf(content);
  if (content === undefined || record === undefined) return {};
  const clear = shown === 'CLEAR';
  const form = clear ? record.form : maskedForm(record.form, personalValues(formOf(content)));
  const changes = diffOf(content, shown);
  return {
    record: { ...record, form },
    ...(changes === undefined ? {} : { changes: z.array(fieldChange).parse(changes) }),
    ...(content.kind === 'REMOVAL'
      ? { removal: { websites: content.websites, reason: clear ? content.reason : HIDDEN } }
      : {}),
  };
}
