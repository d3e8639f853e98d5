/** Numbers of identity documents and certificates in their one spelling. */

/** Hyphens of every length, as keyboards and copied pages have them. */
const HYPHENS = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/gu;

export const plainHyphens = (text: string): string => text.replaceAll(HYPHENS, '-');

/** Half width, capitals, plain hyphens, no spaces: `１１０１０５１９４９１２３１００２ｘ` → `11010519491231002X`. */
export const documentNumber = (typed: string): string =>
  plainHyphens(typed.normalize('NFKC')).replaceAll(/\s/gu, '').toUpperCase();

/** Characters. MIIT can be asked about no shorter number (the condition of isp_querybeianstatus, V3.0), and no certificate has one. */
const SHORTEST_NUMBER = 4;

export const isTooShort = (number: string): boolean => documentNumber(number).length < SHORTEST_NUMBER;

export const TOO_SHORT = {
  code: 'TOO_SHORT',
  advice: `Give the whole number as the certificate prints it: it has at least ${SHORTEST_NUMBER} characters.`,
} as const;
