/** Text as MIIT's interface writes it: GBK (miit-interface V3.0, "encoding GBK throughout"). */
import iconv from 'iconv-lite';

/** A text holds characters that GBK lacks, such as rare characters of names. They would become question marks. */
export class OutsideGbkError extends Error {
  override readonly name = 'OutsideGbkError';
  /** Each character that GBK lacks, once. */
  readonly characters: readonly string[];
  constructor(characters: readonly string[]) {
    super(`${characters.length} characters cannot be written in GBK`);
    this.characters = characters;
  }
}

/** The text in GBK. Throws {@link OutsideGbkError} when a character is not in GBK. */
export function toGbk(text: string): Buffer {
  const bytes = iconv.encode(text, 'gbk');
  if (iconv.decode(bytes, 'gbk') !== text) throw new OutsideGbkError(outsideGbk(text));
  return bytes;
}

/** The characters of a text that GBK lacks, each once, in the order of the text. */
export const outsideGbk = (text: string): string[] =>
  [...new Set(text)].filter((character) => iconv.decode(iconv.encode(character, 'gbk'), 'gbk') !== character);

/** Bytes are not GBK, for example because they are cut in the middle of a character. */
export class NotGbkError extends Error {
  override readonly name = 'NotGbkError';
}

const decoder = new TextDecoder('gbk', { fatal: true });

/** The text of GBK bytes. Throws {@link NotGbkError}. */
export function fromGbk(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new NotGbkError('the bytes are not GBK', { cause });
  }
}
