/**
 * Saves the fields of one page. What can be saved is saved, also when another field of the page cannot: nothing that somebody typed
 * rightly is lost because of what stands beside it.
 */
import { MOST_NAMES } from '../../../domain/order/names.ts';
import type { Finding } from '../../../domain/finding.ts';
import type { OrderForm } from '../../../domain/order/form.ts';
import { inquire } from '../../../facts/inquiry.ts';
import { actorOf } from '../../../usecases/access/caller.ts';
import { isWritten, settleDraft, type WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { saveForm } from '../../../usecases/drafting/save-form.ts';
import { Refusal } from '../../../usecases/refusal.ts';
import type { Visit } from '../../http/visit.ts';
import { NEW_PERSON, patchFor } from './posted.ts';

export interface Saved {
  order: WrittenOrder;
  /** What could not be saved, by field. */
  findings: readonly Finding[];
}

/** @param version the version of the form that the page showed; refused with `VERSION_CHANGED` when it was saved meanwhile */
export async function saveFields(
  { console: deps, caller }: Visit,
  order: WrittenOrder,
  values: ReadonlyMap<string, unknown>,
  version: number,
): Promise<Saved> {
  const named = withNewPeople(values, order.form);
  const ask = inquire(deps);
  const save = async (without?: ReadonlySet<string>) =>
    saveForm(deps, ask, caller, {
      orderId: order.id,
      patch: patchFor(named, without),
      mayReplace: (current) => current === version,
    });
  const { findings, saved } = await save().then(
    (done) => ({ findings: [], saved: done }),
    async (error: unknown) => {
      const refused = refusedFields(error, named);
      const without = new Set(refused.map(({ field }) => field));
      return { findings: refused.map(({ finding }) => finding), saved: await save(without) };
    },
  );
  const { order: settled } = await settleDraft(deps, ask, saved.order, actorOf(caller));
  return { order: isWritten(settled) ? settled : saved.order, findings };
}

/** The fields that a refusal is about; throws the error when it is about anything else. */
function refusedFields(error: unknown, values: ReadonlyMap<string, unknown>): { field: string; finding: Finding }[] {
  const findings = error instanceof Refusal ? (error.details.findings ?? []) : [];
  const refused = findings.flatMap((finding) => {
    const field = fieldOf(finding.path, values.keys());
    return field === undefined ? [] : [{ field, finding: { ...finding, path: field } }];
  });
  if (refused.length === 0) throw error;
  return refused;
}

/** The field to which a path leads: `websites.W1.languages.0` belongs to `websites.W1.languages`. */
export function fieldOf(path: string, fields: Iterable<string>): string | undefined {
  for (const field of fields) if (path === field || path.startsWith(`${field}.`)) return field;
  return undefined;
}

/** Whoever is named as somebody new gets the next free name in the form. */
function withNewPeople(values: ReadonlyMap<string, unknown>, form: OrderForm): ReadonlyMap<string, unknown> {
  if (![...values.values()].includes(NEW_PERSON)) return values;
  const id = nextName('P', Object.keys(form.people));
  const named = [...values].map(([path, value]) => [path, value === NEW_PERSON ? id : value] as const);
  return new Map([...named, [`people.${id}`, {}]]);
}

/** The first name that is free: `P1`, `W2`. */
export function nextName(letter: 'P' | 'W', taken: readonly string[]): string {
  const free = Array.from({ length: MOST_NAMES }, (_, place) => `${letter}${place + 1}`).find(
    (name) => !taken.includes(name),
  );
  return free ?? `${letter}${MOST_NAMES}`;
}
