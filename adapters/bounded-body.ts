/** The body of a fetched answer, bounded in size. How long it may take, the signal of the request says. */
import { OutOfBounds } from './bounded-call.ts';

/**
 * Reads a body as text. Rejects with {@link OutOfBounds} when it is longer, and with the error of the connection when that
 * breaks or the request's signal ends it.
 */
export async function boundedText(response: Response, atMostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > atMostBytes) throw new OutOfBounds(`an answer of more than ${atMostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
