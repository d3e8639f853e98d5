/** A server may end a request before all of it has come; for the client that is an answer like any other. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { portOf } from '../../../sandbox/clouds/smtp-sink.ts';
import { sendUnfinished } from './raw-request.ts';

const REFUSED = 'HTTP/1.1 413 Payload Too Large\r\n\r\n';
const accepted: Socket[] = [];
const server = createServer((socket) => {
  socket.on('error', () => {});
  accepted.push(socket);
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
});

const sent = async () => {
  const connected = once(server, 'connection');
  const request = await sendUnfinished(portOf(server.address()), 'PUT / HTTP/1.1\r\n');
  await connected;
  return { request, there: accepted.at(-1) };
};

test('a connection that the server resets is closed, and what it had answered is known', async () => {
  const { request, there } = await sent();
  there?.write(REFUSED);
  expect(await request.answered()).toBe(REFUSED);
  const waiting = request.answered('and more');
  there?.resetAndDestroy();
  expect(await waiting).toBe(REFUSED);
  await expect(request.closed).resolves.toBeUndefined();
});

test('who writes to a connection that the server has left hears that it is closed', async () => {
  const { request } = await sent();
  const waiting = request.answered();
  request.socket.destroy(new Error('write EPIPE'));
  expect(await waiting).toBe('');
  await expect(request.closed).resolves.toBeUndefined();
});
