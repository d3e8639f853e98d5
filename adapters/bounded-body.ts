/** The body of a fetched answer, bounded in size. How long it may take, the signal of the request says. */
import { utf8 } from '../domain/text/utf-8.ts';
import { OutOfBounds } from './bounded-call.ts';

/**
 * Reads a body. Rejects with {@link OutOfBounds} when it is longer, and with the error of the connection when that breaks or
 * the request's signal ends it.
 */
export async function boundedBytes(response: Response, atMostBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > atMostBytes) throw new OutOfBounds(`an answer of more than ${atMostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The same as text. Rejects with a TypeError when it is not UTF-8. */
export const boundedText = async (response: Response, atMostBytes: number): Promise<string> =>
  utf8(await boundedBytes(response, atMostBytes));
