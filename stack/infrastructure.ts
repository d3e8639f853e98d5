/** What filings run on, started on one machine: Postgres, Temporal and Temporal UI. */
import { join } from 'node:path';
import { portsBefore, rememberPorts } from './state/addresses.ts';
import { stateFolder } from './state/folders.ts';
import { lockHolder, tryLock } from './processes/lock.ts';
import { createParts, type Parts } from './processes/parts.ts';
import type { Supervised } from './processes/supervision.ts';
import { claimPort, freePorts, type ConfigurablePort } from './processes/ports.ts';
import { startPostgres, type RunningPostgres } from './postgres/postgres.ts';
import { printProgress, type Progress } from './progress.ts';
import type { RunningTemporal, TemporalPersistence, TemporalUiOptions } from './temporal/options.ts';
import { startTemporal } from './temporal/server.ts';

export interface InfrastructureOptions {
  /** Folder of all data; default `.beian` of this clone. Only one stack at a time runs on a folder. */
  readonly folder?: string;
  /** Default `durable`. `throwaway` loses data when the machine stops: for tests. */
  readonly durability?: 'durable' | 'throwaway';
  /**
   * `configured` ports (default) stay the same where nobody else has them, and can be set by variables; `free` ports are any
   * free ones.
   */
  readonly ports?: 'configured' | 'free';
  /** Default `sqlite`. On Postgres the Temporal server must be the compiled one. */
  readonly temporalOn?: 'sqlite' | 'postgres';
  /** `none`, or how to start it; by default it starts without a codec server. */
  readonly ui?: 'none' | Omit<TemporalUiOptions, 'port'>;
  readonly progress?: Progress;
}

export interface Infrastructure {
  readonly postgresUrl: string;
  readonly temporalAddress: string;
  /** Which of the four ways brought the Temporal server. */
  readonly temporalWay: string;
  readonly temporalNamespace: string;
  readonly uiUrl: string | undefined;
  /** What runs on this machine and is started again when it ends. */
  readonly processes: Supervised[];
  /** Parts added here are stopped before the infrastructure, the last one first. */
  readonly parts: Parts;
  readonly stop: () => Promise<void>;
}

export class StackIsRunning extends Error {
  override readonly name = 'StackIsRunning';
}

export const infrastructurePorts = {
  postgres: { what: 'Postgres', variable: 'BEIAN_POSTGRES_PORT', default: 15_432 },
  temporal: { what: 'Temporal', variable: 'BEIAN_TEMPORAL_PORT', default: 17_233 },
  ui: { what: 'Temporal UI', variable: 'BEIAN_TEMPORAL_UI_PORT', default: 18_233 },
} as const satisfies Record<string, ConfigurablePort>;

/** Held while a stack runs on a folder. */
export const runningLock = (folder: string): string => join(folder, 'running.lock');

/** Throws errors whose messages say what to do; stops every part that had started by then. */
export async function startInfrastructure(options: InfrastructureOptions = {}): Promise<Infrastructure> {
  const { folder = stateFolder } = options;
  const parts = createParts();
  claim(folder, parts);
  try {
    const ports = options.ports === 'free' ? await anyPorts() : await configuredPorts(options, folder, parts);
    const { postgres, temporal } = await startServers(options, folder, ports, parts);
    return {
      postgresUrl: postgres.url,
      temporalAddress: temporal.address,
      temporalWay: temporal.way,
      temporalNamespace: temporal.namespace,
      uiUrl: temporal.uiUrl,
      processes: [...postgres.processes, ...temporal.processes],
      parts,
      stop: () => parts.stop(),
    };
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

interface Ports {
  readonly postgres: number;
  readonly temporal: number;
  readonly ui: number;
}

/** Two stacks on one folder would write into the same database files. */
function claim(folder: string, parts: Parts): void {
  const lock = tryLock(runningLock(folder));
  if (lock.kind === 'held') throw alreadyRuns(folder, lock.byProcess);
  parts.add('lock', async () => lock.release());
}

/** Throws {@link StackIsRunning}. Called before ports are chosen, because a running stack holds the ports too. */
export function refuseSecondStack(folder: string): void {
  const holder = lockHolder(runningLock(folder));
  if (holder !== undefined) throw alreadyRuns(folder, holder);
}

const alreadyRuns = (folder: string, holder: number): StackIsRunning =>
  new StackIsRunning(
    `A stack is running on ${folder} already (process ${holder}). Stop it with Ctrl-C where it was started, or with: kill ${holder}`,
  );

async function anyPorts(): Promise<Ports> {
  const [postgres = 0, temporal = 0, ui = 0] = await freePorts(3);
  return { postgres, temporal, ui };
}

/** Servers that run elsewhere need no port here. */
async function configuredPorts(
  { ui, progress = printProgress }: InfrastructureOptions,
  folder: string,
  parts: Parts,
): Promise<Ports> {
  const startsTemporal = !process.env['TEMPORAL_ADDRESS'];
  const known = await portsBefore(folder);
  const portOf = async (name: keyof Ports, isNeeded: boolean) => {
    if (!isNeeded) return 0;
    const { port, release } = await claimPort(infrastructurePorts[name], { before: known[name], progress });
    parts.add(`port ${port}`, async () => release());
    return port;
  };
  const ports = {
    postgres: await portOf('postgres', !process.env['DATABASE_URL']),
    temporal: await portOf('temporal', startsTemporal),
    ui: await portOf('ui', startsTemporal && ui !== 'none'),
  };
  await rememberPorts(folder, Object.fromEntries(Object.entries(ports).filter(([, port]) => port !== 0)));
  return ports;
}

async function startServers(
  { durability = 'durable', temporalOn = 'sqlite', ui, progress = printProgress }: InfrastructureOptions,
  folder: string,
  ports: Ports,
  parts: Parts,
): Promise<{ postgres: RunningPostgres; temporal: RunningTemporal }> {
  const startingPostgres = startPostgres({
    folder: join(folder, 'postgres'),
    port: ports.postgres,
    durability,
    progress,
  }).then((server) => {
    parts.add('Postgres', server.stop);
    return server;
  });
  const persistence = async (): Promise<TemporalPersistence> => {
    if (temporalOn === 'postgres') return { kind: 'postgres', url: (await startingPostgres).url };
    return { kind: 'file', file: join(folder, 'temporal', 'temporal.db') };
  };
  const startingTemporal = persistence().then(async (where) => {
    const server = await startTemporal({
      folder: join(folder, 'temporal'),
      port: ports.temporal,
      persistence: where,
      durability,
      progress,
      ...(ui === 'none' ? {} : { ui: { port: ports.ui, ...ui } }),
    });
    // Temporal stops before the Postgres it may write to, whichever of them started first.
    await startingPostgres.catch(() => {});
    parts.add('Temporal', server.stop);
    return server;
  });
  // Waits for both even when one fails, so that the other can be stopped.
  await Promise.allSettled([startingPostgres, startingTemporal]);
  return { postgres: await startingPostgres, temporal: await startingTemporal };
}
