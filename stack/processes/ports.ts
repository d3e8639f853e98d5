/** Network ports: configured ones, checked before use, and free ones where the number does not matter. */
import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

/** Above the ports people know by heart, and below 32768: Temporal keeps ports in Postgres as `smallint`. */
const LOWEST_FREE_PORT = 10_240;
const HIGHEST_FREE_PORT = 32_767;

/** A port somebody may want to move: what listens there, and the environment variable that moves it. */
export interface ConfigurablePort {
  readonly what: string;
  readonly variable: string;
  readonly default: number;
}

export class PortError extends Error {
  override readonly name = 'PortError';
}

/**
 * The port to use: the variable's value, or the default. Throws {@link PortError} when the value is no port or
 * something else listens there already.
 *
 * @example await choosePort({ what: 'the API', variable: 'PORT', default: 8080 })
 */
export async function choosePort(wanted: ConfigurablePort, env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const value = env[wanted.variable];
  const port = value === undefined || value === '' ? wanted.default : Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new PortError(`${wanted.variable}=${value} is not a port: give a whole number from 1 to 65535.`);
  }
  if (await isFree(port)) return port;
  throw new PortError(
    `Port ${port} for ${wanted.what} is in use. Stop what listens there, or choose another port with ${wanted.variable}=<port>.`,
  );
}

export async function isFree(port: number): Promise<boolean> {
  const server = await listen(port);
  if (server === undefined) return false;
  await close(server);
  return true;
}

/** Ports handed out in this process before: the part that asked for one may not listen on it yet. */
const handedOut = new Set<number>();

/** `count` different ports on which nobody listens now and which were not handed out in this process before. */
export async function freePorts(count: number): Promise<number[]> {
  const held: Server[] = [];
  const ports: number[] = [];
  while (ports.length < count) {
    const port = randomInt(LOWEST_FREE_PORT, HIGHEST_FREE_PORT + 1);
    if (handedOut.has(port)) continue;
    // Each port is held until all are found, so that none is handed out twice.
    const server = await listen(port);
    if (server === undefined) continue;
    held.push(server);
    ports.push(port);
    handedOut.add(port);
  }
  await Promise.all(held.map(close));
  return ports;
}

function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
