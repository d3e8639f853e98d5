/**
 * Network ports: configured ones, defaults with others in reserve where another stack has them, and any free ones where the
 * number does not matter.
 */
import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../domain/configuration.ts';
import type { Progress } from '../progress.ts';
import { tryLock } from './lock.ts';

/** Above the ports people know by heart, and below 32768: Temporal keeps ports in Postgres as `smallint`. */
const LOWEST_FREE_PORT = 10_240;
const HIGHEST_FREE_PORT = 32_767;

/** A port somebody may want to move: what listens there, and the environment variable that moves it. */
export interface ConfigurablePort {
  readonly what: string;
  readonly variable: string;
  readonly default: number;
}

/** A port that no other stack of this user takes until it is released, though nobody may listen there yet. */
export interface ClaimedPort {
  readonly port: number;
  readonly release: () => void;
}

export interface ChoiceOfPort {
  /** The port of the start before, which is taken again when it is free. */
  readonly before?: number | undefined;
  readonly env?: NodeJS.ProcessEnv;
  readonly progress: Progress;
}

/** Between the ports that are tried after the default one. Two stacks differ in all their ports by the same number then. */
const NEXT_PORT = 100;
const TRIES = 90;

/**
 * The port to use: the variable's value; else the one of the start before; else the default or the next free one after it,
 * which is said. Throws {@link ConfigError} when the variable's value is no port or something else listens there already.
 *
 * @example await claimPort({ what: 'the API', variable: 'PORT', default: 8080 }, { progress })
 */
export async function claimPort(
  wanted: ConfigurablePort,
  { before, env = process.env, progress }: ChoiceOfPort,
): Promise<ClaimedPort> {
  const value = env[wanted.variable];
  if (value !== undefined && value !== '') return claimExactly(wanted, value);
  const others = Array.from({ length: TRIES }, (_, index) => wanted.default + NEXT_PORT * index);
  for (const port of before === undefined ? others : [before, ...others]) {
    const claimed = await claim(port);
    if (claimed === undefined) continue;
    if (port !== wanted.default) {
      progress(
        `Port ${port} is for ${wanted.what}, because ${wanted.default} ${port === before ? 'was' : 'is'} in use.`,
      );
    }
    return claimed;
  }
  throw new ConfigError(`No port for ${wanted.what} is free. Choose one with ${wanted.variable}=<port>.`);
}

async function claimExactly(wanted: ConfigurablePort, value: string): Promise<ClaimedPort> {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new ConfigError(`${wanted.variable}=${value} is not a port: give a whole number from 1 to 65535.`);
  }
  const claimed = await claim(port);
  if (claimed !== undefined) return claimed;
  throw new ConfigError(
    `Port ${port} for ${wanted.what} is in use. Stop what listens there, or choose another port with ${wanted.variable}=<port>.`,
  );
}

/** Undefined when somebody listens there, or another stack has claimed the port and does not listen yet. */
async function claim(port: number): Promise<ClaimedPort | undefined> {
  const lock = tryLock(join(tmpdir(), `beian-ports-${userInfo().uid}`, String(port)));
  if (lock.kind === 'held') return undefined;
  if (await isFree(port)) return { port, release: lock.release };
  lock.release();
  return undefined;
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
