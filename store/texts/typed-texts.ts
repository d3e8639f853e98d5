/** Keeps the texts that customers type with actions, and puts them back where people read them. */
import { TEXT_REFERENCE, TYPED_TEXTS } from '../../domain/lifecycle/typed-texts.ts';
import type { Action } from '../../domain/lifecycle/action.ts';
import type { ActionId, CaseId } from '../../domain/identifiers.ts';
import { caseKey } from '../cases/case-key.ts';
import type { Database } from '../postgres/database.ts';
import { ifReadable, open, seal, type Column, type DataKey } from '../sealing/seal.ts';
import { sha256 } from '../sealing/sha256.ts';
import type { Vault } from '../sealing/vault.ts';

/** Sealed text is bound to its reference. */
const textOf = (reference: string): Column<string> => ({ name: `typed_texts.${reference}` });

interface TypedAction {
  action: Action;
  actionId: ActionId;
  data: unknown;
}

/**
 * The action's data with a reference in place of every text that a customer typed; the texts are kept before it returns. A repeat
 * has the same references.
 */
export async function keepTypedTexts(
  db: Database,
  vault: Vault,
  caseId: CaseId,
  { action, actionId, data }: TypedAction,
): Promise<unknown> {
  const fields = TYPED_TEXTS[action] ?? [];
  if (typeof data !== 'object' || data === null || fields.length === 0) return data;
  const typed = Object.entries(data).flatMap(([field, text]: [string, unknown]) =>
    fields.includes(field) && typeof text === 'string'
      ? [{ field, text, reference: referenceOf(actionId, field) }]
      : [],
  );
  if (typed.length === 0) return data;
  const key = await caseKey(db, vault, caseId);
  if (key !== undefined) {
    const rows = typed.map(({ reference, text }) => ({
      case_id: caseId,
      reference,
      text: seal(key, textOf(reference), text),
    }));
    await db
      .insertInto('typed_texts')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return { ...data, ...Object.fromEntries(typed.map(({ field, reference }) => [field, reference])) };
}

const referenceOf = (actionId: ActionId, field: string): string =>
  `text:${sha256(`${actionId}\n${field}`).slice(0, 32)}`;

/** The same content with every text in place of its reference. What is erased, or never was kept, stays a reference. */
export async function withTypedTexts<T>(
  db: Database,
  key: DataKey | undefined,
  caseId: CaseId,
  content: T,
): Promise<T> {
  const references = [...new Set((JSON.stringify(content) ?? '').match(TEXT_REFERENCE))];
  if (references.length === 0 || key === undefined) return content;
  const rows = await db
    .selectFrom('typed_texts')
    .select(['reference', 'text'])
    .where('case_id', '=', caseId)
    .where('reference', 'in', references)
    .execute();
  const texts = new Map(
    rows.map(({ reference, text }) => [reference, ifReadable(() => open(key, textOf(reference), text))]),
  );
  return replaced(content, texts);
}

function replaced<T>(content: T, texts: ReadonlyMap<string, string | undefined>): T;
function replaced(content: unknown, texts: ReadonlyMap<string, string | undefined>): unknown {
  if (typeof content === 'string')
    return content.replaceAll(TEXT_REFERENCE, (reference) => texts.get(reference) ?? reference);
  if (Array.isArray(content)) return content.map((each: unknown) => replaced(each, texts));
  if (typeof content !== 'object' || content === null) return content;
  return Object.fromEntries(Object.entries(content).map(([name, each]) => [name, replaced(each, texts)]));
}
