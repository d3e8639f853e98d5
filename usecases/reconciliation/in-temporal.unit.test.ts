import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { countRunning, listRecent, listRunning, type Listed } from './in-temporal.ts';

/** Takes connections and never answers, as a server does that hangs. */
const sockets = new Set<Socket>();
const server = createServer((socket) => sockets.add(socket));
let connection: Connection;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  connection = Connection.lazy({ address: `127.0.0.1:${address.port}`, tls: false });
});

afterAll(async () => {
  await connection.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const deps = () => ({
  temporal: new Client({ connection }),
  limits: { outcomeWaitMs: 0, temporalTimeoutMs: 200, temporalHeardMs: 0 },
});

async function all(listed: AsyncIterable<Listed>): Promise<Listed[]> {
  const found: Listed[] = [];
  for await (const one of listed) found.push(one);
  return found;
}

test('counting and listing end with an error when Temporal does not answer', async () => {
  await expect(countRunning(deps())).rejects.toThrow();
  await expect(all(listRunning(deps()))).rejects.toThrow();
  for (const listed of listRecent(deps(), 0)) await expect(all(listed)).rejects.toThrow();
});
