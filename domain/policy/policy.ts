/**
 * The policy table (domain-spec §11): rules that depend on province, type or date are data. A question names a key, a scope and a
 * day. The answer is the most specific row that is valid on that day; among equally specific rows it is the one that started
 * last. Every set of rows has a version, which is stored with decisions.
 */
import { z } from 'zod';
import { contentVersion } from '../digest.ts';
import { CONTENT_CATEGORIES, provinceSchema, SECTORS } from '../order/form.ts';
import type { CivilDate } from '../time/instant.ts';
import { FIRST_DAY } from '../time/date-range.ts';
import { isoDate } from '../time/iso-date.ts';
import { CHANNELS, entityKindSchema, orderTypeSchema } from '../order-types/order-type.ts';
import { isPolicyKey, policyValues, type PolicyKey } from './policy-values.ts';

/** What a rule is about; a row that does not name a dimension holds for every value of it. */
export const scopeSchema = z
  .strictObject({
    province: provinceSchema,
    entityKind: entityKindSchema,
    orderType: orderTypeSchema,
    channel: z.enum(CHANNELS),
    domainSuffix: z.string().regex(/^\.\S{1,60}$/, 'write a suffix such as .cn'),
    contentSector: z.enum(SECTORS),
    /** Document slot, for `material.required`. */
    slot: z.string().regex(/^[a-z-]{1,40}$/),
    /** Server product, for `server.rules`. */
    product: z.string().regex(/^[A-Z_0-9]{1,40}$/),
    /** When people prove their authenticity, for `sla.forwardBd`. */
    phase: z.enum(['BEFORE_SUBMIT', 'AFTER_PRELIM']),
    /** What is watched, for `watch.daysBefore`. */
    subject: z.enum(['DOMAIN', 'SERVER', 'DOCUMENT', 'LICENCE']),
    /** What a website is about, for `review.item`. */
    contentCategory: z.enum(CONTENT_CATEGORIES),
    /** Item of the reviewer's checklist, for `review.item`. */
    item: z.string().regex(/^[a-z-]{1,40}$/),
  })
  .partial();
export type PolicyScope = z.infer<typeof scopeSchema>;

/** Dimensions by weight, heaviest first; they decide between rows with as many dimensions and the same first day. */
const DIMENSIONS = Object.keys(scopeSchema.shape) as readonly (keyof PolicyScope)[];

export interface PolicyRowOf<K extends PolicyKey> {
  key: K;
  scope: PolicyScope;
  /** First and last day on which the row is valid. */
  validFrom: string;
  validTo?: string;
  value: z.output<(typeof policyValues)[K]>;
  source: string;
  note?: string;
}
export type PolicyRow = { [K in PolicyKey]: PolicyRowOf<K> }[PolicyKey];
export type PolicyValue<K extends PolicyKey> = PolicyRowOf<K>['value'];

export interface Policies {
  /** Changes when any row changes; it is stored with every decision. */
  readonly version: string;
  readonly rows: readonly PolicyRow[];
  /** From this day on every key that has a row for all scopes has a value; before it, rules are unknown. */
  readonly firstDay: string;
  /** The value that is valid for a scope on a day. */
  resolve<K extends PolicyKey>(this: void, key: K, scope: PolicyScope, on: CivilDate): PolicyValue<K>;
  /**
   * Every value that may come to hold for a scope of which only a part is known yet. For a scope that is known wholly it is
   * the one value that {@link resolve} gives.
   */
  possible<K extends PolicyKey>(this: void, key: K, known: PolicyScope, on: CivilDate): PolicyValue<K>[];
  /** The whole row, with its source, for people who ask why. */
  explain<K extends PolicyKey>(this: void, key: K, scope: PolicyScope, on: CivilDate): PolicyRowOf<K>;
}

/** No row fits; this is possible only when a key has no default. */
export class NoPolicyError extends Error {
  override readonly name = 'NoPolicyError';

  constructor(key: string, on: CivilDate) {
    super(`no policy row for ${key} is in force on ${on}; add a default row without scope`);
  }
}

/** Policies over rows. Of two rows that are equally specific and start on the same day the later one wins, so imports are appended. */
export function createPolicies(rows: readonly PolicyRow[]): Policies {
  const byKey = new Map<PolicyKey, PreparedRow[]>();
  for (const row of rows.toReversed().toSorted((a, b) => compare(b, a))) {
    const ofKey = byKey.get(row.key) ?? [];
    ofKey.push({ row, limits: named(row) });
    byKey.set(row.key, ofKey);
  }

  function explain<K extends PolicyKey>(key: K, scope: PolicyScope, on: CivilDate): PolicyRowOf<K> {
    const isOfKey = (row: PolicyRow): row is PolicyRow & PolicyRowOf<K> => row.key === key;
    for (const { row, limits } of byKey.get(key) ?? []) {
      const fits = limits.every((dimension) => row.scope[dimension] === scope[dimension]);
      if (fits && inForce(row, on) && isOfKey(row)) return row;
    }
    throw new NoPolicyError(key, on);
  }

  function possible<K extends PolicyKey>(key: K, known: PolicyScope, on: CivilDate): PolicyValue<K>[] {
    const isOfKey = (row: PolicyRow): row is PolicyRow & PolicyRowOf<K> => row.key === key;
    const values: PolicyValue<K>[] = [];
    for (const { row, limits } of byKey.get(key) ?? []) {
      const isKnown = (dimension: keyof PolicyScope): boolean => known[dimension] !== undefined;
      const mayFit = limits.every((dimension) => !isKnown(dimension) || row.scope[dimension] === known[dimension]);
      if (!mayFit || !inForce(row, on) || !isOfKey(row)) continue;
      values.push(row.value);
      if (limits.every(isKnown)) return values;
    }
    if (values.length === 0) throw new NoPolicyError(key, on);
    return values;
  }

  return {
    version: contentVersion(rows),
    rows,
    firstDay: firstDayOf(rows),
    explain,
    possible,
    resolve: (key, scope, on) => explain(key, scope, on).value,
  };
}

function firstDayOf(rows: readonly PolicyRow[]): string {
  const since = new Map<PolicyKey, string>();
  for (const row of rows) {
    const known = since.get(row.key);
    if (named(row).length === 0 && (known === undefined || row.validFrom < known)) since.set(row.key, row.validFrom);
  }
  return [...since.values()].toSorted().at(-1) ?? FIRST_DAY;
}

/** A row with the dimensions it names; the rows of a key are sorted, preferred ones first. */
interface PreparedRow {
  row: PolicyRow;
  limits: readonly (keyof PolicyScope)[];
}

function inForce(row: PolicyRow, on: CivilDate): boolean {
  return row.validFrom <= on && (row.validTo === undefined || on <= row.validTo);
}

/** Positive when `a` is preferred: it has more dimensions, else the later start, else the heavier dimensions. */
function compare(a: PolicyRow, b: PolicyRow): number {
  const byNumber = named(a).length - named(b).length;
  if (byNumber !== 0) return byNumber;
  if (a.validFrom !== b.validFrom) return a.validFrom > b.validFrom ? 1 : -1;
  return weight(a) - weight(b);
}

function named(row: PolicyRow): (keyof PolicyScope)[] {
  return DIMENSIONS.filter((dimension) => row.scope[dimension] !== undefined);
}

function weight(row: PolicyRow): number {
  return named(row).reduce((sum, dimension) => sum + 2 ** (DIMENSIONS.length - DIMENSIONS.indexOf(dimension)), 0);
}

const rowShape = z
  .strictObject({
    key: z.string().refine(isPolicyKey, 'there is no such policy key'),
    scope: scopeSchema.default({}),
    validFrom: isoDate(),
    validTo: isoDate().optional(),
    value: z.unknown(),
    source: z.string().min(1).max(500),
    note: z.string().max(1000).optional(),
  })
  .refine(({ validFrom, validTo }) => validTo === undefined || validFrom <= validTo, 'validTo lies before validFrom');

/** Reads rows from a file that an operator imports; one bad row makes it refuse the whole file. */
export function parsePolicyRows(input: unknown): { ok: true; rows: PolicyRow[] } | { ok: false; errors: string[] } {
  const shaped = z.array(rowShape).min(1).safeParse(input);
  if (!shaped.success) return { ok: false, errors: shaped.error.issues.map(describe) };
  const errors: string[] = [];
  const rows = shaped.data.map((row, index) => {
    const value = policyValues[row.key].safeParse(row.value);
    if (!value.success) errors.push(...value.error.issues.map((issue) => `${index}: value: ${describe(issue)}`));
    return { ...row, value: value.data } as PolicyRow;
  });
  return errors.length === 0 ? { ok: true, rows } : { ok: false, errors };
}

function describe({ path, message }: { path: PropertyKey[]; message: string }): string {
  return path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`;
}
