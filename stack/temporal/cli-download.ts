/**
 * Third way: the command line tool, downloaded by Temporal's SDK. The download needs the internet, which many build
 * machines lack, so this way gives up within seconds when the download host cannot be reached.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { startChild, endOfLog } from '../processes/children.ts';
import { argumentsOf } from '../programs/program.ts';
import { cacheFolder } from '../state/folders.ts';
import { withElapsedTime } from '../progress.ts';
import { startWithCli } from './cli.ts';
import { isGoServerCached } from './go-server.ts';
import type { TemporalOptions, TemporalWay } from './options.ts';

/** Brings server 1.32.0. */
const CLI_VERSION = 'v1.9.0';
const DOWNLOAD_HOST = 'https://temporal.download';
const REACHABLE_WITHIN_MS = 3_000;
const DOWNLOAD_WITHIN_MS = 180_000;

export const downloadedCli: TemporalWay = {
  name: "the temporal CLI, downloaded by Temporal's SDK",
  howTo: `let this machine reach ${DOWNLOAD_HOST}`,
  async attempt(options) {
    const folder = join(cacheFolder(), `temporal-cli-${CLI_VERSION}`);
    const cached = await downloadedProgram(folder);
    if (cached !== undefined) return startWithCli(cached, options);
    if (options.persistence.kind === 'postgres') {
      return { kind: 'absent', why: 'the temporal CLI cannot keep its data in Postgres, which was asked for' };
    }
    // A copy on this machine is used before anything is downloaded.
    if (await isGoServerCached()) return { kind: 'absent', why: 'not needed: a compiled server is in the cache' };
    if (!(await isReachable())) return { kind: 'absent', why: `${DOWNLOAD_HOST} cannot be reached` };

    await download(folder, options);
    const program = await downloadedProgram(folder);
    if (program === undefined) return { kind: 'unsuitable', why: `the download left nothing in ${folder}` };
    return startWithCli(program, options);
  },
};

async function isReachable(): Promise<boolean> {
  // Behind a proxy this request would fail although the SDK's download works.
  if (process.env['HTTPS_PROXY'] ?? process.env['https_proxy']) return true;
  try {
    await fetch(DOWNLOAD_HOST, { method: 'HEAD', signal: AbortSignal.timeout(REACHABLE_WITHIN_MS) });
    return true;
  } catch {
    return false;
  }
}

/** Runs in a process of its own: the SDK can be set up once per process and waits without end for a slow network. */
async function download(folder: string, { progress, folder: logFolder }: TemporalOptions): Promise<void> {
  const child = startChild({
    name: 'Download of the temporal CLI',
    command: process.execPath,
    args: [...(await argumentsOf('stack/temporal/download-cli.ts')), CLI_VERSION, folder],
    logFile: join(logFolder, 'cli-download.log'),
    graceSeconds: 1,
  });
  const timer = setTimeout(() => void child.stop(), DOWNLOAD_WITHIN_MS);
  const label = `Downloading the temporal CLI ${CLI_VERSION}`;
  progress(`${label} …`);
  const { code } = await withElapsedTime(label, progress, () => child.exited);
  clearTimeout(timer);
  if (code !== 0) throw new Error(`the download failed. ${endOfLog(child.logFile)}`);
}

/** The folder holds one program, whatever the SDK calls it. A file that is not executable is still being written. */
async function downloadedProgram(folder: string): Promise<string | undefined> {
  const files = await readdir(folder).catch((): string[] => []);
  for (const path of files.map((name) => join(folder, name))) {
    const { mode } = await stat(path);
    if ((mode & 0o100) !== 0 && !path.endsWith('.downloading')) return path;
  }
  return undefined;
}
