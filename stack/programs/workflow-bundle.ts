/**
 * The workflows of this clone in one file, for every worker that a stack or a test starts. Bundling takes a worker ten seconds of
 * a core, so it is done once for the same sources.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DefaultLogger } from '@temporalio/worker';
import { bundleWorkflows } from '../../workers/workflow-bundle.ts';
import { projectFolder, stateFolder } from '../state/folders.ts';

/** What a bundle is made of: the rooms that workflows may import (`.oxlintrc.json`), the payload converter, and packages. */
const ROOMS = ['workflows', 'domain', 'codec'];
const OTHERS = ['workers/workflow-bundle.ts', 'package-lock.json'];
/** Those of other states of the sources stay for the stacks that were started with them. */
const KEPT = 4;

/** The path of the bundle. */
export async function workflowBundleFile(): Promise<string> {
  const folder = join(stateFolder, 'workflows');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${await hashOfSources()}.js`);
  const now = new Date();
  const isThere = await utimes(file, now, now).then(
    () => true,
    () => false,
  );
  if (isThere) return file;
  const { code } = await bundleWorkflows(new DefaultLogger('ERROR'));
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, code);
  await rename(unfinished, file);
  await removeOldest(folder);
  return file;
}

async function hashOfSources(): Promise<string> {
  const found = await Promise.all(ROOMS.map((room) => readdir(join(projectFolder, room), { recursive: true })));
  const paths = ROOMS.flatMap((room, index) => (found[index] ?? []).map((path) => join(room, path)));
  const sources = paths.filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts')).toSorted();
  const hash = createHash('sha256');
  for (const path of [...sources, ...OTHERS]) {
    hash.update(`${path}\n`).update(await readFile(join(projectFolder, path)));
  }
  return hash.digest('hex').slice(0, 32);
}

async function removeOldest(folder: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name);
      return { path, usedAt: (await stat(path).catch(() => ({ mtimeMs: 0 }))).mtimeMs };
    }),
  );
  const oldest = files.toSorted((one, other) => other.usedAt - one.usedAt).slice(KEPT);
  await Promise.all(oldest.map(({ path }) => rm(path, { force: true })));
}
