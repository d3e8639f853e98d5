/**
 * A call to an outside party, bounded in time to its last byte and in size, whatever library makes it. The time-outs of the
 * libraries begin anew with every byte, or end with the headers, and no library limits the size of an answer.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';

export interface Bounds {
  /** From the beginning of the call to its last byte. */
  withinMs: number;
  /** The size of the answer, headers included. */
  atMostBytes: number;
}

/** Answers of parties, other than documents, have a few kilobytes. */
export const SMALL_ANSWER_BYTES = 1024 * 1024;

/** The party answered too slowly or too much; its connection was broken off. */
export class OutOfBounds extends Error {
  override readonly name = 'OutOfBounds';
}

/** How often the size of an answer is looked at. */
const LOOK_EVERY_MS = 20;

/** What Node's HTTP client does for one call: each request, with the bytes that its connection had carried before. */
interface Call {
  requests: Map<ClientRequest, number>;
  brokenOff?: OutOfBounds;
}

const calls = new AsyncLocalStorage<Call>();

subscribe('http.client.request.start', (message) => {
  const call = calls.getStore();
  const request = typeof message === 'object' && message !== null && 'request' in message ? message.request : undefined;
  if (call === undefined || !(request instanceof ClientRequest)) return;
  call.requests.set(request, request.socket?.bytesRead ?? 0);
  request.on('error', () => {}); // the library hears of it; after its own time-out nobody listens
  if (call.brokenOff !== undefined) request.destroy(call.brokenOff);
});

/**
 * Makes a call. When it takes too long or answers too much, its connections are broken off and it ends in
 * {@link OutOfBounds}, whatever the library still waits for.
 *
 * @example
 * const answer = await boundedCall({ withinMs: 10_000, atMostBytes: SMALL_ANSWER_BYTES }, () => client.SendSms(sms));
 */
export async function boundedCall<T>({ withinMs, atMostBytes }: Bounds, make: () => Promise<T>): Promise<T> {
  const call: Call = { requests: new Map() };
  let breakOff = (_reason: string): void => {};
  const broken = new Promise<never>((_, reject) => {
    breakOff = (reason) => {
      call.brokenOff = new OutOfBounds(reason);
      for (const [request] of call.requests) request.destroy(call.brokenOff);
      reject(call.brokenOff);
    };
  });
  const late = setTimeout(() => breakOff(`no complete answer within ${withinMs} ms`), withinMs);
  const look = setInterval(() => {
    if (bytesOf(call) > atMostBytes) breakOff(`an answer of more than ${atMostBytes} bytes`);
  }, LOOK_EVERY_MS);
  try {
    return await Promise.race([calls.run(call, make), broken]);
  } finally {
    clearTimeout(late);
    clearInterval(look);
  }
}

const bytesOf = ({ requests }: Call): number =>
  Math.max(0, ...[...requests].map(([request, before]) => (request.socket?.bytesRead ?? before) - before));
