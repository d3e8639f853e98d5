/** Requests as no library sends them: unfinished, slow, or waiting for a word before the body. */
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

export interface RawRequest {
  socket: Socket;
  /** Everything that has come back so far. */
  answer: () => string;
  /** Fulfilled when the answer has this text, or the connection has ended. */
  answered: (text?: string) => Promise<string>;
  /** Also when the server breaks the connection while something is written to it. */
  closed: Promise<void>;
}

/** Opens a connection and sends this much of a request, without ending it. */
export async function sendUnfinished(port: number, ...parts: (string | Uint8Array)[]): Promise<RawRequest> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => {}); // a server that does not wait for the rest may reset the connection
  // Not by `once` of node:events, which fails when a reset or `write EPIPE` comes first.
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const more = () => new Promise<void>((resolve) => socket.once('data', () => resolve()));
  let received = '';
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1');
  });
  await once(socket, 'connect');
  for (const part of parts) socket.write(part);
  const answered = async (text = '\r\n\r\n') => {
    while (!received.includes(text) && !socket.closed) await Promise.race([more(), closed]);
    return received;
  };
  return { socket, answer: () => received, answered, closed };
}

/** The head of a request with a body of this length. */
export const headOf = (method: string, path: string, headers: Readonly<Record<string, string | number>>): string =>
  [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '\r\n',
  ].join('\r\n');

export const BOUNDARY = 'the-boundary-of-a-form';

/** How a form with an image begins. */
export const FORM_BEGIN = [
  `--${BOUNDARY}`,
  'Content-Disposition: form-data; name="file"; filename="scan.jpg"',
  'Content-Type: image/jpeg',
  '\r\n',
].join('\r\n');

/** The head of an upload; its body is the form's beginning, an image and the form's end. */
export const uploadHead = (orderId: string, slot: string, token: string, length: number): string =>
  headOf('PUT', `/v1/orders/${orderId}/documents/${slot}`, {
    'Authorization': `Bearer ${token}`,
    'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
    'Content-Length': length,
  }); // prettier-ignore
