/** What a result of MIIT's machine check means for an order: findings at its fields, and what the provider has to correct (R-MI-1). */
import type { Finding } from '../finding.ts';
import type { OrderForm, Website } from '../order/form.ts';
import { resultCode, type FieldKind, type ResultCode } from './result-codes.ts';

interface FaultsOfOrder {
  /** What the customer corrects, or has to wait for. */
  items: Finding[];
  /** Codes that are a matter of the provider, unknown ones among them. */
  provider: string[];
}

type Form = Pick<OrderForm, 'entity' | 'people' | 'websites'>;

/** Conflicts with another provider's order have codes of their own, by which the customer is advised (R-ORD-2). */
const CONFLICTS: Readonly<Record<string, string>> = {
  1003: 'HOST_CONFLICT',
  1005: 'DOMAIN_CONFLICT',
  1039: 'DOMAIN_CONFLICT',
};

/** The faults of a request. A finding names the field and the reason; values stay in the bureau's file. */
export function faultsOfOrder(results: readonly { code: string; text?: string }[], form: Form): FaultsOfOrder {
  const items = new Map<string, Finding>();
  const provider: string[] = [];
  for (const { code, text = '' } of results) {
    const known = resultCode(Number(code));
    if (known === undefined || known.class === 'PROVIDER') provider.push(code);
    if (known !== undefined)
      for (const item of findingsOf(known, text, form)) items.set(`${item.path} ${item.code}`, item);
  }
  return { items: [...items.values()], provider: [...new Set(provider)] };
}

function findingsOf({ code, class: what, meaning, fields }: ResultCode, text: string, form: Form): Finding[] {
  const candidates = fields.map((field) => pathsOf(field, detailsIn(text), form));
  const paths = what === 'PROVIDER' ? saidByCustomer(candidates) : meantOf(candidates);
  if (what === 'SUCCESS' || what === 'DECIDED') return [];
  const advice = `${meaning.zh} ${meaning.en}`;
  return paths.map((path) => ({ path, code: CONFLICTS[code] ?? `MIIT_${code}`, advice }));
}

/**
 * Of several fields those are meant that hold the value; without a value, of each person or website the first one that is filled in;
 * where none is, the first.
 */
function meantOf(candidates: readonly Paths[]): string[] {
  const exact = candidates.flatMap(({ exact: paths }) => paths);
  if (exact.length > 0) return exact;
  const [first, ...others] = candidates;
  const paths = (first?.likely ?? []).map((likely, index) => {
    const given = [first, ...others].map((one) => one?.likely[index]).find((one) => one?.given === true);
    return (given ?? likely).path;
  });
  return paths.length > 0 ? paths : ['record'];
}

/** What the provider's own system should say is the customer's matter only where the customer has said it. */
const saidByCustomer = (candidates: readonly Paths[]): string[] =>
  candidates.flatMap(({ exact, likely }) =>
    exact.length > 0 ? exact : likely.filter(({ given }) => given).map(({ path }) => path),
  );

interface Told {
  website?: string;
  value?: string;
}

/** Website and value, as the bureau writes them behind the fixed text of a code. */
function detailsIn(text: string): Told {
  const website = /网站名称[：:](.+?)(?:[，,]错误数据[：:]|$)/u.exec(text)?.[1]?.trim();
  const value = /错误数据[：:](.+)$/u.exec(text)?.[1]?.trim();
  return { ...(website === undefined ? {} : { website }), ...(value === undefined ? {} : { value }) };
}

/** `exact`: fields that hold the very value. `likely`: where it has to be, as far as website and kind of field say. */
interface Paths {
  exact: string[];
  /** `given`: the form holds something there. */
  likely: { path: string; given: boolean }[];
}

function pathsOf(field: FieldKind, told: Told, form: Form): Paths {
  const [room, , name] = field.split('.');
  if (room === 'websites') return inWebsites(name, told, form);
  if (room === 'people') return inPeople(name ?? 'name', told, form);
  const [, key] = field.split('.');
  const held = key === undefined ? undefined : valueOf(form.entity, key);
  const holds = held !== undefined && held === told.value;
  return { exact: holds ? [field] : [], likely: [{ path: field, given: held !== undefined }] };
}

const valueOf = (fields: object, name: string): unknown => Object.entries(fields).find(([key]) => key === name)?.[1];

function inWebsites(name: string | undefined, { website, value }: Told, { websites }: Form): Paths {
  const all = Object.entries(websites);
  const named = all.filter(([, one]) => one.name === website);
  const meant = named.length > 0 ? named : all;
  const path = (id: string): string => (name === undefined ? `websites.${id}` : `websites.${id}.${name}`);
  const heldBy = (one: Website): unknown => (name === undefined ? undefined : valueOf(one, name));
  const holders = meant.filter(([, one]) => value !== undefined && heldBy(one) === value);
  return {
    exact: holders.map(([id]) => path(id)),
    likely: meant.map(([id, one]) => ({ path: path(id), given: heldBy(one) !== undefined })),
  };
}

/** A person in charge of the website that is named, else of the entity; by the value where somebody has it. */
function inPeople(name: string, { website, value }: Told, { entity, people, websites }: Form): Paths {
  const path = (id: string): string => `people.${id}.${name}`;
  const holders = Object.entries(people).filter(([, one]) => value !== undefined && valueOf(one, name) === value);
  const ofWebsites = Object.values(websites).filter((one) => website !== undefined && one.name === website);
  const heads = ofWebsites.length > 0 ? ofWebsites.map(({ headId }) => headId) : [entity.headId];
  const known = heads.filter((id) => id !== undefined);
  const likely = known.length > 0 ? known : Object.keys(people);
  return {
    exact: holders.map(([id]) => path(id)),
    likely: likely.map((id) => ({ path: path(id), given: valueOf(people[id] ?? {}, name) !== undefined })),
  };
}
