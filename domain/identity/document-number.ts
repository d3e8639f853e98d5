/** Numbers of identity documents and certificates in their one spelling. */

/** Hyphens of every length, as keyboards and copied pages have them. */
const HYPHENS = /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/gu;

/** Half width, capitals, plain hyphens, no spaces: `１１０１０５１９４９１２３１００２ｘ` → `11010519491231002X`. */
export const documentNumber = (typed: string): string =>
  typed.normalize('NFKC').replaceAll(HYPHENS, '-').replaceAll(/\s/gu, '').toUpperCase();
