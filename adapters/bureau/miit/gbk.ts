/** Text as MIIT's interface writes it: GBK (miit-interface V3.0, "encoding GBK throughout"). */
import iconv from 'iconv-lite';
import { GBK, outsideGbk } from '../../../domain/text/outside-gbk.ts';

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
  const missing = outsideGbk(text);
  if (missing.length > 0) throw new OutsideGbkError(missing);
  return iconv.encode(text, GBK);
}

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
