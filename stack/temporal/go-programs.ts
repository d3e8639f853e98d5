/**
 * Programs of others, compiled on this machine with Go.
 *
 * Each program is compiled once per user and version and kept in the user's cache. It is compiled into a folder of its
 * own, with a note of its version. The folder gets its final name last, so a program under its final name is complete.
 * When two processes want the same program at once, one waits for the other.
 */
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { endOfLog, startChild } from '../processes/children.ts';
import { cacheFolder } from '../state/folders.ts';
import { withLock } from '../processes/lock.ts';
import { withElapsedTime, type Progress } from '../progress.ts';
import { isAtLeast } from './options.ts';

export interface GoProgram {
  readonly name: string;
  readonly module: string;
  readonly version: string;
  /** Text for the person who waits. */
  readonly takes: string;
}

export const goPrograms = {
  server: {
    name: 'temporal-server',
    module: 'go.temporal.io/server/cmd/server',
    version: 'v1.32.0',
    takes: 'three to six minutes the first time',
  },
  sqlTool: {
    name: 'temporal-sql-tool',
    module: 'go.temporal.io/server/cmd/tools/sql',
    version: 'v1.32.0',
    takes: 'seconds to two minutes',
  },
  ui: {
    name: 'temporal-ui-server',
    module: 'github.com/temporalio/ui-server/v2/cmd/server',
    version: 'v2.54.1',
    takes: 'seconds to one minute',
  },
  /** Stands before Temporal UI in a deployment; only the tests of the deployment compile it. */
  authProxy: {
    name: 'oauth2-proxy',
    module: 'github.com/oauth2-proxy/oauth2-proxy/v7',
    version: 'v7.15.6',
    takes: 'one to three minutes the first time',
  },
  /** The `temporal` command line of `npm run test:real`. */
  commandLine: {
    name: 'temporal-cli',
    module: 'github.com/temporalio/cli/cmd/temporal',
    version: 'v1.5.1',
    takes: 'three to eight minutes the first time',
  },
  /** The S3 server of `npm run test:real`. */
  objectStore: {
    name: 'versitygw',
    module: 'github.com/versity/versitygw/cmd/versitygw',
    version: 'v1.8.0',
    takes: 'one to four minutes the first time',
  },
  /** The tools of `npm run check:deploy`. */
  helm: {
    name: 'helm',
    module: 'helm.sh/helm/v3/cmd/helm',
    version: 'v3.22.0',
    takes: 'one to four minutes the first time',
  },
  kubeconform: {
    name: 'kubeconform',
    module: 'github.com/yannh/kubeconform/cmd/kubeconform',
    version: 'v0.7.0',
    takes: 'seconds',
  },
  promtool: {
    name: 'promtool',
    module: 'github.com/prometheus/prometheus/cmd/promtool',
    version: 'v0.316.0',
    takes: 'three to fifteen minutes the first time',
  },
} as const satisfies Record<string, GoProgram>;

export const OLDEST_GO = '1.26.8';

export class GoError extends Error {
  override readonly name = 'GoError';
}

const run = promisify(execFile);

/** The compiled program's path when the cache has it. */
export async function cachedGoProgram(program: GoProgram): Promise<string | undefined> {
  const folder = folderOf(program);
  try {
    const note: unknown = JSON.parse(await readFile(join(folder, 'built.json'), 'utf8'));
    return JSON.stringify(note) === noteOf(program) ? join(folder, program.name) : undefined;
  } catch {
    return undefined; // Not compiled yet.
  }
}

/** The compiled program's path; compiles it when the cache does not have it. Throws {@link GoError}. */
export async function goProgram(program: GoProgram, progress: Progress): Promise<string> {
  const cached = await cachedGoProgram(program);
  if (cached !== undefined) return cached;
  const onWait = (holder: number) =>
    progress(`Process ${holder} is compiling ${program.name} already; waiting for it …`);
  return withLock(`${folderOf(program)}.lock`, onWait, async () => {
    return (await cachedGoProgram(program)) ?? compile(program, progress);
  });
}

/** Undefined when Go is installed and can compile the programs, else the reason why it cannot. */
export async function whyGoCannotCompile(): Promise<{ kind: 'absent' | 'unsuitable'; why: string } | undefined> {
  try {
    const { stdout } = await run('go', ['env', 'GOVERSION', 'GOTOOLCHAIN'], { timeout: 30_000 });
    const [version = '', toolchain = ''] = stdout.replaceAll('go', '').split('\n');
    // From 1.21 on Go fetches a newer version of itself when the program asks for it, unless told to stay local.
    const oldest = toolchain === 'local' ? OLDEST_GO : '1.21';
    if (isAtLeast(version, oldest)) return undefined;
    return { kind: 'unsuitable', why: `Go ${version} is too old, the server needs ${OLDEST_GO} or newer` };
  } catch {
    return { kind: 'absent', why: 'Go is not on the PATH' };
  }
}

async function compile(program: GoProgram, progress: Progress): Promise<string> {
  const unusable = await whyGoCannotCompile();
  if (unusable !== undefined) throw new GoError(`${program.name} must be compiled, but ${unusable.why}.`);

  const folder = folderOf(program);
  const unfinished = `${folder}.unfinished`;
  // This process holds the lock, so the folder is left from a compilation that was killed.
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  try {
    const label = `Compiling ${program.name} ${program.version} with Go`;
    progress(`${label} (${program.takes}, then cached in ${dirname(folder)}) …`);
    await withElapsedTime(label, progress, () => goInstall(program, unfinished));
    const [binary = ''] = (await readdir(unfinished)).filter((name) => name !== 'go.log');
    await rename(join(unfinished, binary), join(unfinished, program.name));
    await writeFile(join(unfinished, 'built.json'), noteOf(program));
    // A folder under the final name is left from an interrupted or older compilation.
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
    progress(`${program.name} ${program.version} is ready.`);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return join(folder, program.name);
}

async function goInstall({ name, module, version }: GoProgram, into: string): Promise<void> {
  const go = startChild({
    name: `go install ${basename(module)}`,
    command: 'go',
    args: ['install', '-ldflags', '-s -w', `${module}@${version}`],
    env: { ...process.env, GOBIN: into },
    cwd: into,
    logFile: join(into, 'go.log'),
  });
  const { code, signal } = await go.exited;
  if (code !== 0) {
    throw new GoError(`Compiling ${name} failed (${signal ?? `exit ${code}`}). ${endOfLog(go.logFile)}`);
  }
}

function folderOf({ name, version }: GoProgram): string {
  return join(cacheFolder(), 'go', `${name}-${version}-${process.platform}-${process.arch}`);
}

function noteOf({ module, version }: GoProgram): string {
  return JSON.stringify({ module, version });
}
