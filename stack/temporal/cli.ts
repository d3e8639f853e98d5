/** Second way: the `temporal` command line tool, which contains a server and the UI. */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { supervise } from '../processes/supervision.ts';
import { serverVersion } from './connect.ts';
import { dynamicConfig } from './dynamic-config.ts';
import {
  isAtLeast,
  OLDEST_SERVER,
  type TemporalAttempt,
  type TemporalOptions,
  type TemporalPersistence,
  type TemporalWay,
} from './options.ts';

const run = promisify(execFile);

export const cliOnPath: TemporalWay = {
  name: 'the temporal CLI on the PATH',
  howTo: `install the temporal CLI with server ${OLDEST_SERVER} or newer (CLI 1.9 or newer): https://docs.temporal.io/cli#install`,
  attempt: (options) => startWithCli('temporal', options),
};

/** Starts `temporal server start-dev` when the program is installed and its server is new enough. */
export async function startWithCli(program: string, options: TemporalOptions): Promise<TemporalAttempt> {
  const version = await cliServerVersion(program);
  if (version === undefined) return { kind: 'absent', why: `${program} is not on the PATH` };
  if (!isAtLeast(version, OLDEST_SERVER)) {
    return {
      kind: 'unsuitable',
      why: `${program} brings server ${version}; moving a filing's clock needs ${OLDEST_SERVER} or newer`,
    };
  }
  const { persistence, port, ui, folder, progress } = options;
  if (persistence.kind === 'postgres') {
    return { kind: 'unsuitable', why: `${program} cannot keep its data in Postgres, which was asked for` };
  }
  if (persistence.kind === 'file') await mkdir(dirname(persistence.file), { recursive: true });

  const address = `127.0.0.1:${port}`;
  const server = await supervise({
    name: 'Temporal',
    command: program,
    args: startDevArguments(options),
    logFile: join(folder, 'temporal.log'),
    stopSignal: options.durability === 'throwaway' ? 'SIGKILL' : 'SIGTERM',
    isReady: async () => (await serverVersion(address)) !== undefined,
    readyWithinSeconds: 60,
    progress,
  });
  const uiUrl = ui === undefined ? undefined : `http://127.0.0.1:${ui.port}`;
  return { kind: 'running', server: { address, uiUrl, processes: [server], stop: server.stop } };
}

function startDevArguments({ port, ui, namespace = 'default', persistence }: TemporalOptions): string[] {
  const dynamic = Object.entries(dynamicConfig).flatMap(([key, value]) => [
    '--dynamic-config-value',
    `${key}=${JSON.stringify(value)}`,
  ]);
  const uiArguments = ui === undefined ? ['--headless'] : ['--ui-port', String(ui.port)];
  if (ui?.codecEndpoint !== undefined) uiArguments.push('--ui-codec-endpoint', ui.codecEndpoint);
  return [
    'server start-dev --ip 127.0.0.1 --log-level warn'.split(' '),
    ['--port', String(port), '--namespace', namespace],
    databaseArguments(persistence),
    uiArguments,
    dynamic,
  ].flat();
}

function databaseArguments(persistence: TemporalPersistence): string[] {
  return persistence.kind === 'file' ? ['--db-filename', persistence.file] : [];
}

/** From `temporal version 1.9.0 (Server 1.32.0, UI 2.54.1)`. Undefined when the program is not there. */
async function cliServerVersion(program: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(program, ['--version'], { timeout: 10_000 });
    return /Server v?(\d+\.\d+\.\d+)/i.exec(stdout)?.[1] ?? '0.0.0';
  } catch {
    return undefined;
  }
}
