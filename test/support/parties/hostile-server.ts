/** A server that takes connections and then behaves badly, for every way to reach an outside party. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { portOf } from '../../../sandbox/clouds/smtp-sink.ts';

/** What it does once a request has arrived; a mail server, once somebody has connected. */
export const MISDEEDS = ['never answers', 'stalls', 'trickles', 'never ends'] as const;
export type Misdeed = (typeof MISDEEDS)[number];

export interface HostileServer {
  port: number;
  /** Fulfilled when every connection made so far is closed. */
  left: () => Promise<void>;
  /** Bytes sent so far. */
  sent: () => number;
  close: () => Promise<void>;
}

interface Protocol {
  /** Speaks first, as mail servers do. */
  greets: boolean;
  beginning: string;
  /** Sent again and again by a server that trickles or never ends. */
  more: string;
}

export const HTTP: Protocol = {
  greets: false,
  beginning: 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000000000\r\n\r\n{"a":"',
  more: 'x',
};
export const SMTP: Protocol = { greets: true, beginning: '220-', more: 'x' };

const TRICKLE_EVERY_MS = 10;
const CHUNK = 64 * 1024;

export async function hostileServer(misdeed: Misdeed, { greets, beginning, more }: Protocol): Promise<HostileServer> {
  const sockets = new Set<Socket>();
  let sent = 0;
  const send = (socket: Socket, text: string): boolean => {
    sent += text.length;
    return socket.write(text);
  };
  const misbehave = (socket: Socket): void => {
    if (misdeed === 'never answers') return;
    send(socket, beginning);
    if (misdeed === 'trickles') {
      const drip = setInterval(() => send(socket, more), TRICKLE_EVERY_MS);
      socket.once('close', () => clearInterval(drip));
    }
    if (misdeed === 'never ends') {
      const pour = (): void => {
        while (!socket.destroyed && send(socket, more.repeat(CHUNK)));
      };
      socket.on('drain', pour);
      pour();
    }
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}); // the caller breaks off, as it should
    socket.once('close', () => sockets.delete(socket));
    if (greets) misbehave(socket);
    else socket.once('data', () => misbehave(socket));
    socket.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server.address()),
    left: async () => {
      await Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
    },
    sent: () => sent,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
