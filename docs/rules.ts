/** `docs/rules.md`: what holds where, since when and from which source, made from the policy rows that come with the system. */
import { join } from 'node:path';
import { PROVINCE_NAMES } from '../domain/order/choice-names.ts';
import { PROVINCES, type Province } from '../domain/order/form.ts';
import { ENTITY_KINDS, type EntityKind } from '../domain/order-types/order-type.ts';
import { BUILT_IN_POLICIES } from '../domain/policy/built-in-policies.ts';
import type { PolicyRow, PolicyScope } from '../domain/policy/policy.ts';
import { SINCE_EVER } from '../domain/policy/policy-row.ts';
import { policyValues } from '../domain/policy/policy-values.ts';
import { projectFolder } from '../stack/state/folders.ts';
import { laidOut } from './laid-out.ts';

export const RULES_FILE = join(projectFolder, 'docs', 'rules.md');

const HEAD = [
  '# What holds where',
  '`npm run docs` makes this page from the rows in `domain/policy/rows/`; change those, not this page. Each line says where a value holds, since when, and from which source. The most specific line wins, among equals the one that started last. An operator replaces any of them by importing a newer row (`PUT /v1/policies`), which this page does not show.',
];

export function rulesPage(): Promise<string> {
  const keys = Object.keys(policyValues);
  const chapters = [...new Set(keys.map(chapterOf))];
  const parts = chapters.flatMap((chapter) => [
    `## ${chapter}`,
    ...keys.filter((key) => chapterOf(key) === chapter).flatMap((key) => [`### \`${key}\``, linesOf(key)]),
  ]);
  return laidOut([...HEAD, ...parts].join('\n\n'), RULES_FILE);
}

const chapterOf = (key: string): string => key.slice(0, key.indexOf('.'));

/** One line for all rows of a key that say the same. */
function linesOf(key: string): string {
  const same = new Map<string, PolicyRow[]>();
  for (const row of BUILT_IN_POLICIES.filter((one) => one.key === key)) {
    const said = JSON.stringify([valueText(row), row.validFrom, row.validTo, row.source, row.note]);
    same.set(said, [...(same.get(said) ?? []), row]);
  }
  return [...same.values()].flatMap(line).join('\n');
}

function line(rows: readonly PolicyRow[]): string[] {
  const [row] = rows;
  if (row === undefined) return [];
  const { validFrom, validTo, source, note } = row;
  const since = validFrom === SINCE_EVER ? undefined : `since ${validFrom}`;
  const until = validTo === undefined ? undefined : `until ${validTo}`;
  const when = [since, until].filter((one) => one !== undefined).join(', ');
  return [
    `- **${placesOf(rows.map(({ scope }) => scope))}**${when === '' ? '' : ` (${when})`}: ${valueText(row)}. ${escaped(source)}${note === undefined ? '' : ` – ${escaped(note)}`}`,
  ];
}

/** `Beijing, Tianjin; organisations; first filing`. Scopes that differ in province and kind only are told together. */
function placesOf(scopes: readonly PolicyScope[]): string {
  const together = new Map<string, PolicyScope[]>();
  for (const scope of scopes) {
    const { province: _province, entityKind: _kind, ...rest } = scope;
    const other = JSON.stringify(rest);
    together.set(other, [...(together.get(other) ?? []), scope]);
  }
  return [...together].map(([other, of]) => place(JSON.parse(other) as PolicyScope, of)).join('; or ');
}

function place(rest: PolicyScope, scopes: readonly PolicyScope[]): string {
  const provinces = PROVINCES.filter((one) => scopes.some(({ province }) => province === one));
  const kinds = ENTITY_KINDS.filter((one) => scopes.some(({ entityKind }) => entityKind === one));
  const isProduct = scopes.length === Math.max(provinces.length, 1) * Math.max(kinds.length, 1);
  const names = isProduct
    ? [...provinceNames(provinces), ...kindNames(kinds)]
    : [scopes.map(({ province, entityKind }) => [province, entityKind].filter(Boolean).join(' ')).join(', ')];
  const others = Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  return [...names, ...others].join(', ') || 'everywhere';
}

const provinceNames = (provinces: readonly Province[]): string[] => provinces.map((one) => PROVINCE_NAMES[one].en);

function kindNames(kinds: readonly EntityKind[]): string[] {
  if (kinds.length === ENTITY_KINDS.length - 1 && !kinds.includes('INDIVIDUAL')) return ['organisations'];
  return kinds.map((kind) => kind.toLowerCase().replaceAll('_', ' '));
}

const MOST_CHARACTERS = 400;

/** A value as one line; the text of a form is told by its version, and a long list by its beginning. */
function valueText({ key, value }: PolicyRow): string {
  if (key === 'material.template') return `\`${value.version}\``;
  const text = JSON.stringify(value);
  const shown = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)} …` : text;
  return `\`${shown.replaceAll('`', "'")}\``;
}

const escaped = (text: string): string => text.replaceAll(/([*_<>`[\]])/g, '\\$1');
