/**
 * The programs of this clone, compiled for the processes that a stack or a test starts.
 *
 * A process that translates its sources itself spends two seconds of a core more on every start. Here each source is
 * translated once, when it has changed, into `.beian/compiled/`, with what is read at run time beside it, as in the image
 * (Dockerfile). Several runs may do this at once: a file is there whole or not at all.
 */
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { transform, type Options } from '@swc/core';
import pLimit from 'p-limit';
import { projectFolder, compiledFolder } from '../state/folders.ts';

/** A source, and what is made of it; both relative to their folder. */
interface Part {
  source: string;
  target: string;
  /** When the source was written; the target carries the same time. */
  writtenAt: Date;
}

/** Rooms whose other files are read at run time: templates, styles, descriptions of interfaces. */
const WITH_FILES = new Set(['adapters', 'api', 'domain', 'store', 'console']);
/** No rooms: packages, and what `npm run build` and coverage write. */
const NO_ROOMS = new Set(['node_modules', 'dist', 'coverage', 'docs', 'tools']);
const CODE = new Set(['.ts', '.tsx']);
const OF_TESTS_ONLY = /\.test\.tsx?$|\.test-|\.d\.ts$/;
const FILES_AT_ONCE = 32;
/** Some file systems keep times no finer. */
const SAME_TIME_MS = 2;

/** Translates what has changed. Returns the folder that holds everything. */
export async function compile(project = projectFolder, into = compiledFolder): Promise<string> {
  const parts = await partsOf(project);
  const folders = new Set(['.', ...parts.map(({ target }) => dirname(target))]);
  await Promise.all([...folders].map((folder) => mkdir(join(into, folder), { recursive: true })));
  const atOnce = pLimit(FILES_AT_ONCE);
  await Promise.all(parts.map((part) => atOnce(() => make(part, project, into))));
  await removeAllBut(new Set(parts.map(({ target }) => target)), into);
  return into;
}

async function make({ source, target, writtenAt }: Part, project: string, into: string): Promise<void> {
  const [from, to] = [join(project, source), join(into, target)];
  if (await isWrittenAt(to, writtenAt)) return;
  const unfinished = `${to}.${process.pid}`;
  if (CODE.has(extname(source))) {
    const { code } = await transform(await readFile(from, 'utf8'), { filename: from, ...optionsFor(source) });
    await writeFile(unfinished, code);
  } else {
    await copyFile(from, unfinished);
  }
  await utimes(unfinished, writtenAt, writtenAt);
  await rename(unfinished, to);
}

/** As tsconfig.json says. */
function optionsFor(source: string): Options {
  const jsc = {
    parser: { syntax: 'typescript', tsx: source.endsWith('x') },
    transform: { react: { runtime: 'automatic', importSource: 'preact' }, verbatimModuleSyntax: true },
    target: 'es2022',
    rewriteRelativeImportExtensions: true, // not in the types of swc
  } as const;
  return { swcrc: false, sourceMaps: 'inline', module: { type: 'es6' }, jsc };
}

const isWrittenAt = (path: string, at: Date): Promise<boolean> =>
  stat(path).then(
    ({ mtimeMs }) => Math.abs(mtimeMs - at.getTime()) < SAME_TIME_MS,
    () => false,
  );

async function partsOf(project: string): Promise<Part[]> {
  const entries = await readdir(project, { withFileTypes: true });
  const rooms = entries.filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith('.') && !NO_ROOMS.has(entry.name),
  );
  const paths = await Promise.all(
    rooms.map(async ({ name }) =>
      (await filesIn(join(project, name)))
        .filter((path) => (CODE.has(extname(path)) ? !OF_TESTS_ONLY.test(path) : WITH_FILES.has(name)))
        .map((path) => join(name, path)),
    ),
  );
  return Promise.all(
    paths.flat().map(async (source) => {
      const { mtime } = await stat(join(project, source));
      return { source, target: source.replace(/\.tsx?$/, '.js'), writtenAt: mtime };
    }),
  );
}

/** Paths relative to the folder. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
}

/** A source that is gone leaves nothing behind that could be imported. */
async function removeAllBut(targets: ReadonlySet<string>, folder: string): Promise<void> {
  const strays = (await filesIn(folder)).filter((path) => path.endsWith('.js') && !targets.has(path));
  await Promise.all(strays.map((path) => rm(join(folder, path), { force: true })));
}
