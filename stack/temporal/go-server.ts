/** Fourth way: server and UI compiled with Go. It works with Postgres too, wherever Go modules can be downloaded. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { supervise, type Supervised } from '../processes/supervision.ts';
import { createParts } from '../processes/parts.ts';
import { freePorts, isFree } from '../processes/ports.ts';
import { serverVersion } from './connect.ts';
import { cachedGoProgram, goProgram, goPrograms, OLDEST_GO, whyGoCannotCompile } from './go-programs.ts';
import type { TemporalAttempt, TemporalOptions, TemporalWay } from './options.ts';
import { createTemporalSchema } from './postgres-schema.ts';
import { dynamicConfigFile, INTERNAL_PORTS, serverConfig } from './server-config.ts';
import { startUi } from './ui.ts';

export const compiledServer: TemporalWay = {
  name: `the Temporal server ${goPrograms.server.version}, compiled with Go`,
  howTo: `install Go ${OLDEST_GO} or newer (https://go.dev/dl) and let it reach a Go module proxy`,
  async attempt(options) {
    if (!(await isGoServerCached())) {
      const unusable = await whyGoCannotCompile();
      if (unusable !== undefined) return unusable;
    }
    return start(options);
  },
};

export async function isGoServerCached(): Promise<boolean> {
  return (await cachedGoProgram(goPrograms.server)) !== undefined;
}

async function start(options: TemporalOptions): Promise<TemporalAttempt> {
  const { folder, port, progress, ui, persistence } = options;
  const program = await goProgram(goPrograms.server, progress);
  if (persistence.kind === 'postgres') await createTemporalSchema(persistence.url, progress);
  if (persistence.kind === 'file') await mkdir(dirname(persistence.file), { recursive: true });

  const address = `127.0.0.1:${port}`;
  const parts = createParts();
  const configFile = await writeConfig(options, await internalPorts(folder));
  const server = await startServer(program, options, configFile, address);
  parts.add('Temporal server', server.stop);
  try {
    const page = ui === undefined ? undefined : await startUi({ folder, temporalAddress: address, progress, ...ui });
    if (page !== undefined) parts.add('Temporal UI', page.process.stop);
    const processes = page === undefined ? [server] : [server, page.process];
    return { kind: 'running', server: { address, uiUrl: page?.url, processes, stop: () => parts.stop() } };
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

function startServer(
  program: string,
  { folder, durability, progress }: TemporalOptions,
  configFile: string,
  address: string,
): Promise<Supervised> {
  return supervise({
    name: 'Temporal',
    command: program,
    args: ['--config-file', configFile, '--allow-no-auth', 'start'],
    logFile: join(folder, 'temporal.log'),
    cwd: folder,
    stopSignal: durability === 'throwaway' ? 'SIGKILL' : 'SIGTERM',
    graceSeconds: 15,
    isReady: async () => (await serverVersion(address)) !== undefined,
    readyWithinSeconds: 60,
    progress,
  });
}

async function writeConfig(options: TemporalOptions, ports: readonly number[]): Promise<string> {
  const configFile = join(options.folder, 'temporal.json');
  const dynamicFile = join(options.folder, 'dynamic-config.json');
  await writeFile(dynamicFile, JSON.stringify(dynamicConfigFile(), undefined, 2));
  await writeFile(configFile, JSON.stringify(serverConfig(options, ports, dynamicFile), undefined, 2), { mode: 0o600 });
  return configFile;
}

/**
 * The ports between the server's own services. A data folder keeps its ports: the database stores the members of
 * the cluster by address, and a server restarted under other addresses takes long to stop.
 */
async function internalPorts(folder: string): Promise<readonly number[]> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'ports.json');
  const remembered = await readPorts(file);
  const areFree = await Promise.all(remembered.map(isFree));
  if (remembered.length === INTERNAL_PORTS && areFree.every(Boolean)) return remembered;
  const ports = await freePorts(INTERNAL_PORTS);
  await writeFile(file, JSON.stringify(ports));
  return ports;
}

async function readPorts(file: string): Promise<number[]> {
  try {
    const ports: unknown = JSON.parse(await readFile(file, 'utf8'));
    return Array.isArray(ports) ? ports.filter((port) => typeof port === 'number') : [];
  } catch {
    return []; // The first start in this folder.
  }
}
