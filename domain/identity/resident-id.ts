/**
 * Resident identity numbers (居民身份证, GB 11643-1999), with the birth date, sex and province in them (R-ID-1 to R-ID-3), and the
 * numbers of cards that share their form: residence permits, and foreigners' permanent residence cards.
 */
import type { PersonDocumentType, Province } from '../order/form.ts';
import { present } from '../present.ts';
import { isKnownDay } from '../time/date-range.ts';
import type { CivilDate } from '../time/instant.ts';

/** First two digits of the district (GB/T 2260). */
const PROVINCE_CODES: Readonly<Record<string, Province>> = {
  11: 'BJ', 12: 'TJ', 13: 'HE', 14: 'SX', 15: 'NM', 21: 'LN', 22: 'JL', 23: 'HL', 31: 'SH', 32: 'JS', 33: 'ZJ', 34: 'AH', 35: 'FJ',
  36: 'JX', 37: 'SD', 41: 'HA', 42: 'HB', 43: 'HN', 44: 'GD', 45: 'GX', 46: 'HI', 50: 'CQ', 51: 'SC', 52: 'GZ', 53: 'YN', 54: 'XZ',
  61: 'SN', 62: 'GS', 63: 'QH', 64: 'NX', 65: 'XJ',
}; // prettier-ignore

/** The province of a district's six digits; undefined where there is none. */
export const provinceOfDistrict = (district: string): Province | undefined => PROVINCE_CODES[district.slice(0, 2)];

/** Residence permits of Hong Kong, Macau and Taiwan residents share the 18-digit form (R-ID-2). */
const PERMIT_PREFIXES: Readonly<Record<string, PersonDocumentType>> = {
  81: 'HK_MACAU_RESIDENCE_PERMIT',
  82: 'HK_MACAU_RESIDENCE_PERMIT',
  83: 'TAIWAN_RESIDENCE_PERMIT',
};

/**
 * Foreigners' permanent residence cards (外国人永久居留身份证): since 2023 `9`, the province, the nationality in three digits, and then as
 * on resident IDs; before, three letters of the nationality and twelve digits. Both are in use.
 */
const FOREIGN = 'FOREIGN_PERMANENT_RESIDENCE_CARD';
const OLD_FOREIGN_CARD = /^[A-Z]{3}\d{12}$/;

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

export interface ResidentId {
  ok: true;
  documentType: PersonDocumentType;
  /** Province of first registration; none for residence permits and foreigners' cards. */
  province?: Province;
  birthDate: CivilDate;
  sex: 'MALE' | 'FEMALE';
}
export interface BadResidentId {
  ok: false;
  code: 'ID_OBSOLETE_15_DIGITS' | 'ID_FORM' | 'ID_DISTRICT' | 'ID_BIRTH_DATE' | 'ID_CHECK_DIGIT';
  advice: string;
}

/** Whether a number has the form of the older foreigners' permanent residence card, which says neither age nor sex for certain. */
export const isOldForeignCard = (number: string): boolean => OLD_FOREIGN_CARD.test(number.trim().toUpperCase());

/** Reads the 18-character number of a resident ID, of a residence permit or of a foreigners' permanent residence card. */
export function readResidentId(number: string): ResidentId | BadResidentId {
  const id = number.trim().toUpperCase();
  if (/^\d{15}$/.test(id)) {
    return bad(
      'ID_OBSOLETE_15_DIGITS',
      '15-digit ID numbers are no longer valid. Give the 18-digit number of the card.',
    );
  }
  if (!/^\d{17}[\dX]$/.test(id)) {
    return bad('ID_FORM', 'An ID number has 18 characters: 17 digits and a last digit or X. Compare it with the card.');
  }
  const region = id.slice(0, 2);
  const province = PROVINCE_CODES[region];
  const isForeign = id.startsWith('9') && PROVINCE_CODES[id.slice(1, 3)] !== undefined;
  const permit = isForeign ? FOREIGN : PERMIT_PREFIXES[region];
  if (province === undefined && permit === undefined) {
    return bad('ID_DISTRICT', 'The number begins with a district that does not exist. Compare it with the card.');
  }
  const birthDate = realDate(id.slice(6, 14));
  if (birthDate === undefined) {
    return bad('ID_BIRTH_DATE', 'Digits 7 to 14 are not a date of birth. Compare the number with the card.');
  }
  if (id[17] !== checkCharacter(id)) {
    return bad(
      'ID_CHECK_DIGIT',
      'The last character does not fit the others: a digit is wrong. Compare it with the card.',
    );
  }
  return {
    ok: true,
    documentType: permit ?? 'RESIDENT_ID',
    ...present({ province }),
    birthDate,
    sex: Number(id[16]) % 2 === 1 ? 'MALE' : 'FEMALE',
  };
}

/** Completed years on a day; checked anew on every submission (R-ID-3). */
export function ageOn(birthDate: CivilDate, on: CivilDate): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) >= birthDate.slice(5) ? years : years - 1;
}

/** The 18th character for the first 17 digits. */
export function checkCharacter(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

function realDate(digits: string): CivilDate | undefined {
  const iso = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  const real = !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
  return real && isKnownDay(iso) ? (iso as CivilDate) : undefined;
}

function bad(code: BadResidentId['code'], advice: string): BadResidentId {
  return { ok: false, code, advice };
}
