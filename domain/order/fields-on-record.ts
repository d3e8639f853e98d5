/**
 * Fields of a form that stand in MIIT's record and that the order cannot change (R-ORD-4, R-TRF-1). They are read-only once
 * the type is known. What the customer wrote of them before is taken out then, because nobody reviews or files it.
 */
import type { Finding } from '../finding.ts';
import { say, type Bilingual } from '../messages/texts/wording.ts';
import type { OrderType } from '../order-types/order-type.ts';
import type { FieldsOnRecord } from '../order-types/row.ts';
import { rowOf } from '../order-types/table.ts';
import type { Policies, PolicyValue } from '../policy/policy.ts';
import type { CivilDate } from '../time/instant.ts';
import { changedPaths } from './changed-paths.ts';
import type { OrderForm } from './form.ts';
import { orderScope } from './order-scope.ts';

const NONE: FieldsOnRecord = { entity: [], website: [] };

function onRecord(type: OrderType | undefined): FieldsOnRecord {
  if (type === undefined) return NONE;
  const { content } = rowOf(type);
  return content.kind === 'FORM' ? (content.onRecord ?? NONE) : NONE;
}

/** The read-only fields of an order of the type, as `entity.name` and `websites.*.name`. */
export function readOnlyFields(type: OrderType | undefined): string[] {
  const { entity, website } = onRecord(type);
  return [...entity.map((field) => `entity.${field}`), ...website.map((field) => `websites.*.${field}`)];
}

/** The names of the read-only fields of one part (`entity`, `websites.W1`) that the order does not hold: another provider has them. */
export function fieldsElsewhere(
  { form, type }: { form: OrderForm; type: OrderType | undefined },
  part: string,
): string[] {
  const { entity, website } = onRecord(type);
  const [root, id = ''] = part.split('.');
  if (root === 'entity') return entity.filter((name) => form.entity[name] === undefined);
  if (root !== 'websites') return [];
  return website.filter((name) => form.websites[id]?.[name] === undefined);
}

/** The form without what an order of the type cannot carry. */
export function withoutRecorded(form: OrderForm, type: OrderType): OrderForm {
  const { entity, website } = onRecord(type);
  const websites = Object.entries(form.websites).map(([id, each]) => [id, without(each, website)] as const);
  return { ...form, entity: without(form.entity, entity), websites: Object.fromEntries(websites) };
}

const without = <Fields extends object>(fields: Fields, names: readonly (keyof Fields & string)[]): Fields => ({
  ...fields,
  ...Object.fromEntries(names.map((name) => [name, undefined])),
});

/** What a change writes into fields that are on record. A field that is taken out was the customer's own statement. */
export function editsOfRecord(
  { before, after, type }: { before: OrderForm; after: OrderForm; type: OrderType | undefined },
  policies: Policies,
  on: CivilDate,
): Finding[] {
  if (type === undefined) return [];
  const filled = new Set(changedPaths(withoutRecorded(after, type), after));
  const written = changedPaths(before, after).filter((path) => filled.has(path));
  if (written.length === 0) return [];
  const advice = whereRecordChanges({ form: after, type }, policies, on).en;
  return written.map((path) => ({ path, code: 'ON_RECORD', advice }));
}

/** Where the record is changed instead, and when (R-ORD-4, R-TRF-5). */
export const whereRecordChanges = (
  { form, type }: { form: OrderForm; type: OrderType | undefined },
  policies: Policies,
  on: CivilDate,
): Bilingual => adviceOf(policies.resolve('transfer.recordChanges', orderScope(form, type), on));

function adviceOf({ when, withinBd }: PolicyValue<'transfer.recordChanges'>): Bilingual {
  const zh = '该内容在备案记录中，接入备案不改变备案记录。';
  const en = 'This stands in the record, and a transfer changes nothing there.';
  switch (when) {
    case 'BEFORE_OR_AFTER':
      return say(
        `${zh}如需修改，请在接入前到原接入商处变更，或接入后通过原接入商变更。`,
        `${en} Change it at the original provider before the transfer, or through the original provider afterwards.`,
      );
    case 'BEFORE':
      return say(
        `${zh}该省要求在接入前到原接入商处变更。`,
        `${en} This bureau wants it changed at the original provider before the transfer.`,
      );
    case 'AFTER': {
      const [inTime, within] =
        withinBd === undefined
          ? ['', 'afterwards']
          : [`${withinBd}个工作日内`, `within ${withinBd} business days after that`];
      return say(
        `${zh}请先完成接入，再${inTime}通过原接入商变更。`,
        `${en} Transfer first, and change it through the original provider ${within}.`,
      );
    }
    default:
      return when satisfies never;
  }
}
