/**
 * Before all tests: starts Postgres and Temporal for this run only, and side by side with them bundles the workflows and compiles the
 * programs that tests start.
 *
 * The servers live in a folder of their own, on free ports, and are thrown away afterwards, so several runs can go on side by
 * side. `BEIAN_TEST_TIER=unit` starts nothing.
 */
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockHolder, tryLock } from '../../stack/processes/lock.ts';
import { createParts } from '../../stack/processes/parts.ts';
import { freePorts } from '../../stack/processes/ports.ts';
import { startPostgres } from '../../stack/postgres/postgres.ts';
import { postgresFolder, unprivilegedUser } from '../../stack/postgres/unprivileged-user.ts';
import { compile } from '../../stack/programs/compiled.ts';
import { workflowBundleFile } from '../../stack/programs/workflow-bundle.ts';
import { printProgress } from '../../stack/progress.ts';
import { startTemporal } from '../../stack/temporal/server.ts';

declare global {
  var stopTestServers: (() => Promise<void>) | undefined;
}

const FOLDER_PREFIX = 'beian-test-';

export default async function globalSetup(): Promise<void> {
  if (process.env['BEIAN_TEST_TIER'] === 'unit') return;
  await removeAbandonedFolders();
  const folder = await createFolder();
  const parts = createParts();
  parts.add('folder', () => removeFolder(folder));
  globalThis.stopTestServers = () => parts.stop();
  try {
    const [postgresPort = 0, temporalPort = 0] = await freePorts(2);
    const durability = 'throwaway';
    const [postgres, temporal, workflows] = await allStarted([
      startPostgres({ folder: join(folder, 'postgres'), port: postgresPort, durability }).then((server) => {
        parts.add('Postgres', server.stop);
        return server.url;
      }),
      startTemporal({
        folder: join(folder, 'temporal'),
        port: temporalPort,
        persistence: { kind: 'memory' },
        durability,
        progress: printProgress,
      }).then((server) => {
        parts.add('Temporal', server.stop);
        return server.address;
      }),
      bundle(),
      compile(),
    ]);
    process.env['BEIAN_TEST_DATABASE_URL'] = postgres;
    process.env['BEIAN_TEST_TEMPORAL_ADDRESS'] = temporal;
    process.env['BEIAN_TEST_WORKFLOW_BUNDLE'] = workflows;
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

/** Like `Promise.all`, but waits for all even when one fails, so that what has started can be stopped. */
async function allStarted(starting: readonly Promise<string>[]): Promise<string[]> {
  await Promise.allSettled(starting);
  return Promise.all(starting);
}

/** Returns an empty text when the workflows cannot be bundled; then only tests that need the bundle fail. */
async function bundle(): Promise<string> {
  try {
    return await workflowBundleFile();
  } catch (error) {
    printProgress(`The workflows could not be bundled: ${error instanceof Error ? error.message : String(error)}`);
    return '';
  }
}

/** Every user may enter the folder, because Postgres may have to run as another user. */
async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), FOLDER_PREFIX));
  await chmod(folder, 0o755);
  tryLock(join(folder, 'lock'));
  return folder;
}

async function removeFolder(folder: string): Promise<void> {
  const postgres = await postgresFolder(join(folder, 'postgres'), await unprivilegedUser());
  await Promise.all([folder, postgres].map((path) => rm(path, { recursive: true, force: true, maxRetries: 5 })));
}

/** Runs that were killed leave their folders behind. */
async function removeAbandonedFolders(): Promise<void> {
  const names = await readdir(tmpdir());
  const folders = names.filter((name) => name.startsWith(FOLDER_PREFIX)).map((name) => join(tmpdir(), name));
  const abandoned = folders.filter((folder) => existsSync(join(folder, 'lock')) && !lockHolder(join(folder, 'lock')));
  // Removing fails for another user's folder and for one that another run removes now; both may stay.
  await Promise.allSettled(abandoned.map(removeFolder));
}
