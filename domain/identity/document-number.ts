/** Numbers of identity documents and certificates in their one spelling. */

/** Hyphens of every length, as keyboards and copied pages have them. */
const HYPHENS = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/gu;

export const plainHyphens = (text: string): string => text.replaceAll(HYPHENS, '-');

/** Half width, capitals, plain hyphens, no spaces: `１１０１０５１９４９１２３１００２ｘ` → `11010519491231002X`. */
export const documentNumber = (typed: string): string =>
  plainHyphens(typed.normalize('NFKC')).replaceAll(/\s/gu, '').toUpperCase();
