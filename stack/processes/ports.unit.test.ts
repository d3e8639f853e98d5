import { describe, expect, test } from '@jest/globals';
import { createServer } from 'node:net';
import { choosePort, freePorts, isFree } from './ports.ts';

const api = { what: 'the API', variable: 'BEIAN_TEST_API_PORT', default: 8080 };

describe('a configurable port', () => {
  test('is what the variable says', async () => {
    const [port = 0] = await freePorts(1);
    await expect(choosePort(api, { BEIAN_TEST_API_PORT: String(port) })).resolves.toBe(port);
  });

  test('is refused with its number, what it is for and the variable that moves it when something listens there', async () => {
    const [port = 0] = await freePorts(1);
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(port, '127.0.0.1', () => resolve());
    });
    try {
      await expect(choosePort({ ...api, default: port }, {})).rejects.toThrow(
        `Port ${port} for the API is in use. Stop what listens there, or choose another port with BEIAN_TEST_API_PORT=<port>.`,
      );
    } finally {
      server.close();
    }
  });

  test.each(['http', '0', '70000', '80.5'])('is refused when the variable says %s', async (value) => {
    await expect(choosePort(api, { BEIAN_TEST_API_PORT: value })).rejects.toThrow(
      `BEIAN_TEST_API_PORT=${value} is not a port: give a whole number from 1 to 65535.`,
    );
  });
});

test('free ports are different, free, and small enough for Temporal on Postgres', async () => {
  const ports = await freePorts(8);
  expect(new Set(ports).size).toBe(8);
  expect(Math.min(...ports)).toBeGreaterThanOrEqual(10_240);
  expect(Math.max(...ports)).toBeLessThan(32_768);
  await expect(Promise.all(ports.map(isFree))).resolves.toEqual(ports.map(() => true));
});
