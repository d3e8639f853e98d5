import { afterEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { claimPort, freePorts, isFree } from './ports.ts';

const api = { what: 'the API', variable: 'BEIAN_TEST_API_PORT', default: 8080 };
const said: string[] = [];
const progress = (line: string) => void said.push(line);
afterEach(() => {
  said.length = 0;
});

async function whileUsed(port: number, work: () => Promise<void>): Promise<void> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  try {
    await work();
  } finally {
    server.close();
  }
}

describe('a port that a variable names', () => {
  test('is used', async () => {
    const [port = 0] = await freePorts(1);
    const claimed = await claimPort(api, { env: { BEIAN_TEST_API_PORT: String(port) }, progress });
    expect(claimed.port).toBe(port);
    expect(said).toEqual([]);
    claimed.release();
  });

  test('is refused with its number, what it is for and the variable that moves it when something listens there', async () => {
    const [port = 0] = await freePorts(1);
    await whileUsed(port, () =>
      expect(claimPort(api, { env: { BEIAN_TEST_API_PORT: String(port) }, progress })).rejects.toThrow(
        `Port ${port} for the API is in use. Stop what listens there, or choose another port with BEIAN_TEST_API_PORT=<port>.`,
      ),
    );
  });

  test.each(['http', '0', '70000', '80.5'])('is refused when the variable says %s', async (value) => {
    await expect(claimPort(api, { env: { BEIAN_TEST_API_PORT: value }, progress })).rejects.toThrow(
      `BEIAN_TEST_API_PORT=${value} is not a port: give a whole number from 1 to 65535.`,
    );
  });
});

describe('a port that no variable names', () => {
  const chosen = (from: number, before?: number) => claimPort({ ...api, default: from }, { before, env: {}, progress });

  test('is the next one when something listens at the default, and that is said', async () => {
    const [port = 0] = await freePorts(1);
    await whileUsed(port, async () => {
      const claimed = await chosen(port);
      expect(claimed.port).toBe(port + 100);
      expect(said).toEqual([`Port ${port + 100} is for the API, because ${port} is in use.`]);
      claimed.release();
    });
  });

  test('is another one for a second stack, though the first does not listen yet', async () => {
    const [port = 0] = await freePorts(1);
    const claimed = await Promise.all([chosen(port), chosen(port), chosen(port)]);
    expect(new Set(claimed.map((each) => each.port)).size).toBe(3);
    for (const { release } of claimed) release();
    const again = await chosen(port);
    expect(again.port).toBe(port);
    again.release();
  });

  test('is the one of the start before', async () => {
    const [port = 0, before = 0] = await freePorts(2);
    const claimed = await chosen(port, before);
    expect(claimed.port).toBe(before);
    claimed.release();
  });
});

test('free ports are different, free, and small enough for Temporal on Postgres', async () => {
  const ports = await freePorts(8);
  expect(new Set(ports).size).toBe(8);
  expect(Math.min(...ports)).toBeGreaterThanOrEqual(10_240);
  expect(Math.max(...ports)).toBeLessThan(32_768);
  await expect(Promise.all(ports.map(isFree))).resolves.toEqual(ports.map(() => true));
});
