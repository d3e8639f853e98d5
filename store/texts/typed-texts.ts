/** Keeps the texts that people type with actions, and puts them back where people read them. */
import { TEXT_REFERENCE, TYPED_TEXTS } from '../../domain/lifecycle/typed-texts.ts';
import type { InspectionAction } from '../../domain/inspection/inspection-actions.ts';
import type { Action } from '../../domain/lifecycle/action.ts';
import type { ActionId, CaseId } from '../../domain/identifiers.ts';
import { caseKey } from '../cases/case-key.ts';
import type { Database } from '../postgres/database.ts';
import { ifReadable, open, seal, type Column, type DataKey } from '../sealing/seal.ts';
import { sha256 } from '../sealing/sha256.ts';
import type { Vault } from '../sealing/vault.ts';

/** Sealed text is bound to its reference. */
const textOf = (reference: string): Column<string> => ({ name: `typed_texts.${reference}` });

interface TypedAction<T> {
  action: Action | InspectionAction;
  actionId: ActionId;
  data: T;
}

/**
 * The action's data with a reference in place of every text that somebody typed; the texts are kept before it returns. A repeat
 * has the same references.
 */
export async function keepTypedTexts<T>(
  db: Database,
  vault: Vault,
  caseId: CaseId,
  { action, actionId, data }: TypedAction<T>,
): Promise<T> {
  const fields = TYPED_TEXTS[action] ?? [];
  const typed: TypedText[] = [];
  const carried = withReferences(data, '', (field, text) => {
    if (!fields.includes(field.replaceAll(/\.\d+(?=\.)/g, '[]'))) return text;
    const reference = referenceOf(actionId, field);
    typed.push({ text, reference });
    return reference;
  });
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
  return carried;
}

type Instead = (field: string, text: string) => string;

interface TypedText {
  text: string;
  reference: string;
}

/** The same data with what `instead` gives for each text; a text of a list is at `items.0.advice`. */
function withReferences<T>(data: T, at: string, instead: Instead): T;
function withReferences(data: unknown, at: string, instead: Instead): unknown {
  if (typeof data === 'string') return instead(at, data);
  if (typeof data !== 'object' || data === null) return data;
  const below = (name: string | number) => (at === '' ? String(name) : `${at}.${name}`);
  if (Array.isArray(data)) return data.map((each: unknown, index) => withReferences(each, below(index), instead));
  return Object.fromEntries(
    Object.entries(data).map(([name, each]: [string, unknown]) => [name, withReferences(each, below(name), instead)]),
  );
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
