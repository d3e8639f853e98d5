/**
 * Forms that hold a recognisable value in every field. The fields are those of the form's schema: one that is new and that nobody
 * says how to plant ends the test.
 */
import { z } from 'zod';
import { creditCheckCharacter } from '../../../domain/identity/credit-code.ts';
import { formSchema, type OrderForm } from '../../../domain/order/form.ts';
import { residentId } from '../orders/sample-orders.ts';
import { fieldsOf, type Field } from './fields-of.ts';
import type { Planted } from './search.ts';

export type Owner = 'INDIVIDUAL' | 'ENTERPRISE';

/** Tells one planted order from all others of a run, from 1 to 99. */
export interface Plot {
  serial: number;
  owner: Owner;
  /** By default the province of the owner. */
  place?: 'LN';
}

/** Where owners live, in words and in MIIT's numbers. */
const PLACES = {
  INDIVIDUAL: { province: 'CQ', city: '重庆市', cityCode: '500100', districtCode: '500103' },
  ENTERPRISE: { province: 'GD', city: '广州市', cityCode: '440100', districtCode: '440106' },
  LN: { province: 'LN', city: '沈阳市', cityCode: '210100', districtCode: '210102' },
} as const;
const placeOf = ({ owner, place: elsewhere }: Plot) => PLACES[elsewhere ?? owner];

const STEMS = '甲乙丙丁戊己庚辛壬癸';

/** Digits as letters that occur in names. */
const letters = (serial: number): string =>
  Array.from(String(serial).padStart(2, '0'), (digit) => STEMS[Number(digit)] ?? '').join('');
const digits = (serial: number): string => String(serial).padStart(4, '0');
const nameOf = ({ serial }: Plot): string => `闻人${letters(serial)}`;
const idNumber = ({ serial, owner }: Plot): string =>
  residentId(owner === 'INDIVIDUAL' ? '500103' : '440106', `19${String(60 + (serial % 40))}-07-19`, '731');
const creditCode = ({ serial }: Plot): string => {
  const body = `91440106MA7${digits(serial)}QX`;
  return `${body}${creditCheckCharacter(body)}`;
};
export const domainOf = ({ serial }: Plot): string => `zhongzhi-${digits(serial)}.cn`;
/** The number of the person in charge. */
export const mobileOf = ({ serial }: Plot): string => `1397641${digits(serial)}`;
const place = (plot: Plot): string => placeOf(plot).city;

/** What stands in each field; a value in a list of the code is chosen, and every text is planted. */
const PLANTS: Readonly<Record<string, (plot: Plot) => string>> = {
  'entity.name': (plot) =>
    plot.owner === 'INDIVIDUAL' ? nameOf(plot) : `广州种植${letters(plot.serial)}示例文化有限公司`,
  'entity.certificateNumber': (plot) => (plot.owner === 'INDIVIDUAL' ? idNumber(plot) : creditCode(plot)),
  'entity.certificateValidUntil': ({ serial }) => `2043-03-${String(1 + (serial % 28)).padStart(2, '0')}`,
  'entity.city': place,
  'entity.district': ({ serial }) => `种植${letters(serial)}区`,
  'entity.certificateAddress': (plot) => `${place(plot)}种植${letters(plot.serial)}区证件路${digits(plot.serial)}号`,
  'entity.mailingCity': place,
  'entity.mailingAddress': (plot) => `${place(plot)}种植${letters(plot.serial)}区通信巷${digits(plot.serial)}号`,
  'entity.investor': ({ serial }) => `种植${letters(serial)}示例投资人`,
  'entity.remark': ({ serial }) => `主体备注种植${letters(serial)}，编号${digits(serial)}。`,
  'people.*.name': nameOf,
  'people.*.documentNumber': idNumber,
  'people.*.documentValidUntil': ({ serial }) => `2044-05-${String(1 + (serial % 28)).padStart(2, '0')}`,
  'people.*.mobile': (plot) => mobileOf(plot),
  'people.*.mobileOverrideNote': ({ serial }) => `保留号码的理由种植${letters(serial)}。`,
  'people.*.emergencyMobile': ({ serial }) => `1367642${digits(serial)}`,
  'people.*.officePhone': ({ serial }) => `0755-8364${digits(serial)}`,
  'people.*.email': ({ serial }) => `wenren.zhongzhi${digits(serial)}@example.cn`,
  'websites.*.name': ({ serial }) => `种植${letters(serial)}的札记`,
  'websites.*.homeUrl': (plot) => `https://www.${domainOf(plot)}/`,
  'websites.*.domain': domainOf,
  'websites.*.languages[]': () => 'zh',
  'websites.*.preApprovals[].number': ({ serial }) => `种金许字2025第${digits(serial)}号`,
  'websites.*.remark': ({ serial }) => `网站备注种植${letters(serial)}，编号${digits(serial)}。`,
};

const CHOICES: Readonly<Record<string, (plot: Plot) => unknown>> = {
  'entity.kind': ({ owner }) => owner,
  'entity.certificateType': ({ owner }) => (owner === 'INDIVIDUAL' ? 'RESIDENT_ID' : 'BUSINESS_LICENCE'),
  'entity.province': (plot) => placeOf(plot).province,
  'entity.cityCode': (plot) => placeOf(plot).cityCode,
  'entity.districtCode': (plot) => placeOf(plot).districtCode,
  'entity.mailingProvince': (plot) => placeOf(plot).province,
  'entity.headId': () => 'P1',
  'people.*.documentType': () => 'RESIDENT_ID',
  'people.*.legalRepresentative': () => true,
  'websites.*.contentCategories[]': ({ owner }) =>
    owner === 'INDIVIDUAL' ? 'PERSONAL_BLOG' : 'CORPORATE_PRESENTATION',
  'websites.*.serviceContents[]': ({ owner }) => (owner === 'INDIVIDUAL' ? 6 : 8),
  'websites.*.languageCodes[]': () => 1,
  'websites.*.accessMethod': () => 'CLOUD',
  'websites.*.serverPlace': () => 'GD',
  'websites.*.serviceType': () => 'WEBSITE',
  'websites.*.preApprovals[].sector': () => 'FINANCE',
  'websites.*.incomeGenerating': () => false,
  'websites.*.headId': () => 'P1',
};

/**
 * Where a form says the same as everybody: a city, a language. A domain is on MIIT's public record, and so is a website's address.
 */
const TELLS_NOBODY = new Set([
  'entity.city',
  'entity.mailingCity',
  'websites.*.languages[]',
  'websites.*.homeUrl',
  'websites.*.domain',
]);

/** Every field of the form, by the name under which it is planted. */
export const formFields = (): Field[] => fieldsOf(z.toJSONSchema(formSchema, { io: 'input' }));

/** Fields of which nobody says what stands in them. */
export const unplantedFields = (): string[] =>
  formFields()
    .map(({ path }) => path)
    .filter((path) => PLANTS[path] === undefined && CHOICES[path] === undefined);

/** A form that lacks nothing. Pre-approvals only with `withApproval`: a sector wants papers and another way. */
export function plantedForm(plot: Plot, { withApproval }: { withApproval: boolean }): OrderForm {
  const form: Record<string, unknown> = {};
  for (const { path } of formFields()) {
    const value = (PLANTS[path] ?? CHOICES[path])?.(plot);
    const isLeftOut = path.includes('preApprovals') && !withApproval;
    if (value !== undefined && !isLeftOut) put(form, steps(path), value);
  }
  return formSchema.parse(form);
}

/** The first person and the first website of the order; `[]` is the first of a list. */
const steps = (path: string): string[] =>
  path.replace('people.*', 'people.P1').replace('websites.*', 'websites.W1').replaceAll('[]', '.0').split('.');

function put(into: Record<string, unknown>, [first = '', next, ...rest]: string[], value: unknown): void {
  if (next === undefined) {
    Reflect.set(into, first, value);
    return;
  }
  const below: unknown = Reflect.get(into, first) ?? (next === '0' ? [] : {});
  Reflect.set(into, first, below);
  put(below as Record<string, unknown>, [next, ...rest], value);
}

/** What of the form must be found nowhere, with the parts by which somebody would still know it. */
export const plantedIn = (plot: Plot): Planted[] =>
  Object.entries(PLANTS).flatMap(([field, plant]) =>
    TELLS_NOBODY.has(field) ? [] : [plant(plot), ...partsOf(field, plot)].map((text) => ({ field, text })),
  );

/** The tail of a number and the name of a mailbox tell a person as well as the whole. */
function partsOf(field: string, plot: Plot): string[] {
  const whole = PLANTS[field]?.(plot) ?? '';
  if (field.endsWith('obile')) return [whole.slice(3)];
  if (field.endsWith('.email')) return [whole.split('@')[0] ?? ''];
  return field.endsWith('documentNumber') ? [whole.slice(6, 17)] : [];
}
