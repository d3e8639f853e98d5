/** Characters that MIIT's interface cannot take, because it is written in GBK (R-HO-7). Not for workflow code: it needs the tables of encodings. */
import iconv from 'iconv-lite';

/**
 * GBK as the bureaus' systems know it, code page 936. Later tables add characters such as 䶮, and the euro sign at a byte of its own;
 * a bureau would read them as something else.
 */
export const GBK = 'cp936';
/** Documents are mostly images in base64. */
const ASCII = /[\u0020-\u007e\n]+/g;
const ADDED_LATER = new Set(['€']);

/** The characters of a text that GBK lacks, each once, in the order of the text. */
export const outsideGbk = (text: string): string[] =>
  [...new Set(text.replaceAll(ASCII, ''))].filter(
    (character) => ADDED_LATER.has(character) || iconv.decode(iconv.encode(character, GBK), GBK) !== character,
  );
