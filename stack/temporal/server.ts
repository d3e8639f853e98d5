/** A Temporal server on this machine: the first of four ways that works, with namespace and search attributes in place. */
import { ensureNamespace } from '../../runtime/namespace.ts';
import { connectToTemporal } from './connect.ts';
import { cliOnPath } from './cli.ts';
import { downloadedCli } from './cli-download.ts';
import { compiledServer } from './go-server.ts';
import type { RunningTemporal, TemporalAttempt, TemporalOptions, TemporalWay } from './options.ts';
import { runningServer } from './running-server.ts';

const WAYS: readonly TemporalWay[] = [runningServer, cliOnPath, downloadedCli, compiledServer];
const DEFAULT_RETENTION_DAYS = 30;

export class NoTemporalServer extends Error {
  override readonly name = 'NoTemporalServer';
}

/** Throws {@link NoTemporalServer}, whose message lists every way and what it lacks here. */
export async function startTemporal(options: TemporalOptions): Promise<RunningTemporal> {
  const { namespace = 'default', retentionDays = DEFAULT_RETENTION_DAYS, progress } = options;
  const failures: string[] = [];
  for (const way of waysToTry()) {
    const attempt = await attemptWith(way, options);
    if (attempt.kind !== 'running') {
      failures.push(`  - ${way.name}: ${attempt.why}.\n    To use it: ${way.howTo}.`);
      if (attempt.kind === 'unsuitable') progress(`Not using ${way.name}: ${attempt.why}.`);
      continue;
    }
    const server = { ...attempt.server, namespace, way: way.name };
    await prepareNamespace(server, retentionDays);
    return server;
  }
  throw new NoTemporalServer(
    `No Temporal server could be started. Any one of these is enough:\n${failures.join('\n')}`,
  );
}

/** When a variable names a server, only that server is used: starting another would hide a mistake. */
function waysToTry(): readonly TemporalWay[] {
  return process.env['TEMPORAL_ADDRESS'] ? [runningServer] : WAYS;
}

async function attemptWith(way: TemporalWay, options: TemporalOptions): Promise<TemporalAttempt> {
  try {
    return await way.attempt(options);
  } catch (error) {
    return { kind: 'unsuitable', why: error instanceof Error ? error.message : String(error) };
  }
}

async function prepareNamespace(server: RunningTemporal, retentionDays: number): Promise<void> {
  try {
    const connection = await connectToTemporal(server.address);
    try {
      await ensureNamespace(connection, { namespace: server.namespace, retentionDays });
    } finally {
      await connection.close();
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
}
