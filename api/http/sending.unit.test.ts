/** Files to readers of every kind: over real connections, larger than what the connection itself takes in. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import express from 'express';
import { DEFAULT_LIMITS } from '../limits.ts';
import { fileSender } from './sending.ts';

const FILE = Buffer.alloc(48 * 1024 * 1024, 'x');

let server: Server;
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.closeAllConnections();
  server.close();
});

/** Serves the file to one at a time; returns the port and how often the file was brought. */
async function serving(changes: { stalledMs?: number } = {}): Promise<{ port: number; brought: () => number }> {
  let brought = 0;
  const downloads = { perOwner: 2, inAll: 1, waitingPerOwner: 1, waitingInAll: 1, waitMs: 60_000 };
  const send = fileSender({ limits: { ...DEFAULT_LIMITS, downloads, ...changes } }, async () => {});
  const app = express();
  app.get('/', (req, res) =>
    send(req, res, async () => {
      brought += 1;
      return { status: 200, body: FILE, headers: { 'Content-Type': 'image/jpeg' } };
    }),
  );
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { port: address.port, brought: () => brought };
}

/** A reader that takes nothing after the first bytes. */
async function stalledReader(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' });
  sockets.push(socket);
  socket.on('error', () => {});
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await once(socket, 'data');
  socket.pause();
  return socket;
}

const fetched = async (port: number): Promise<number> =>
  (await (await fetch(`http://127.0.0.1:${port}/`)).arrayBuffer()).byteLength;

test('a file arrives whole', async () => {
  const { port } = await serving();
  expect(await fetched(port)).toBe(FILE.length);
});

test('a reader that takes nothing gives way to one that waits, whose file is not brought before', async () => {
  const { port, brought } = await serving({ stalledMs: 100_000 });
  const stalled = await stalledReader(port);
  const cutOff = once(stalled, 'close');
  const waiting = fetched(port);
  expect(brought()).toBe(1);
  expect(await waiting).toBe(FILE.length);
  stalled.resume();
  await cutOff;
  expect(brought()).toBe(2);
});

test('a reader that takes nothing is cut off after a while, though nobody waits', async () => {
  const { port } = await serving({ stalledMs: 300 });
  const stalled = await stalledReader(port);
  const closed = once(server, 'close');
  server.close(); // closes when its last connection has ended
  await closed;
  expect(stalled.destroyed).toBe(false);
});
