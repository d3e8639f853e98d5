/**
 * Filing numbers in their printed form (R-NUM-1 to R-NUM-3): `粤ICP备12345678号-1`, and kinds that are not website
 * filings.
 */
import { documentNumber } from '../identity/document-number.ts';
import type { Province } from '../order/form.ts';

/** Short name of the province in a number; Sichuan writes 蜀, Gansu 陇, Guizhou 黔 (older 贵). */
const LETTERS: Readonly<Record<string, Province>> = {
  京: 'BJ', 津: 'TJ', 冀: 'HE', 晋: 'SX', 蒙: 'NM', 辽: 'LN', 吉: 'JL', 黑: 'HL', 沪: 'SH', 苏: 'JS', 浙: 'ZJ', 皖: 'AH', 闽: 'FJ',
  赣: 'JX', 鲁: 'SD', 豫: 'HA', 鄂: 'HB', 湘: 'HN', 粤: 'GD', 桂: 'GX', 琼: 'HI', 渝: 'CQ', 蜀: 'SC', 黔: 'GZ', 贵: 'GZ', 滇: 'YN',
  藏: 'XZ', 陕: 'SN', 陇: 'GS', 青: 'QH', 宁: 'NX', 新: 'XJ',
}; // prettier-ignore

const ALL_LETTERS = Object.keys(LETTERS).join('');
const FILING = new RegExp(`^([${ALL_LETTERS}])ICP备(\\d{8}|\\d{10})号(?:-(\\d{1,6})([AX])?)?$`);
const LICENCE = new RegExp(`^(?:([${ALL_LETTERS}])(?:[AB][12]-\\d{8}(?:-\\d+)?|ICP证\\d{6,8}号(?:-\\d+)?))$`);

export type IcpNumber =
  /** The entity's own number. */
  | { kind: 'ENTITY'; province: Province; serial: string }
  /** One website, app (`A`) or mini-program (`X`) of the entity. */
  | { kind: 'WEBSITE' | 'APP' | 'MINI_PROGRAM'; province: Province; serial: string; suffix: number }
  /** An operational licence, which is not a filing. */
  | { kind: 'LICENCE'; province: Province; text: string };

/** A number in its printed form; the input may have any width, spacing and hyphen, and zeros before a website's count (`号－01`). */
export const printedNumber = (input: string): string =>
  documentNumber(input)
    .replace(/(?<=号)[ー一_]/u, '-')
    .replace(/(?<=号-)0+(?=\d)/u, '');

/** The entity's own number, from one of a website or the entity's: `粤ICP备12345678号-1` → `粤ICP备12345678号`. */
export const entityNumberOf = (printed: string): string => printed.replace(/-\d+[A-Z]?$/, '');

/** Reads a number in any spelling; undefined when the text is not a filing number. */
export const parseIcpNumber = (input: string): IcpNumber | undefined => readPrinted(printedNumber(input));

/** Reads a number in its printed form. */
export function readPrinted(text: string): IcpNumber | undefined {
  const filing = FILING.exec(text);
  if (filing !== null) return readFiling(filing);
  const province = LETTERS[LICENCE.exec(text)?.[1] ?? ''];
  return province === undefined ? undefined : { kind: 'LICENCE', province, text };
}

function readFiling([, letter = '', serial = '', suffix, mark]: RegExpExecArray): IcpNumber | undefined {
  const province = LETTERS[letter];
  if (province === undefined) return undefined;
  if (suffix === undefined) return { kind: 'ENTITY', province, serial };
  return { kind: kindOf(mark), province, serial, suffix: Number(suffix) };
}

function kindOf(mark: string | undefined): 'WEBSITE' | 'APP' | 'MINI_PROGRAM' {
  if (mark === 'A') return 'APP';
  return mark === 'X' ? 'MINI_PROGRAM' : 'WEBSITE';
}
