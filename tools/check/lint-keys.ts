/**
 * Which source files the linter has to read again.
 *
 * A rule that knows types judges a file by its own text and by everything it imports, directly or not. So a file's key
 * covers all of these, and also what counts for every file: configuration, installed packages, and global
 * declarations. A file whose key was linted without a finding is not linted again.
 */
import { posix } from 'node:path';
import { hashOf, type Tree } from './tree.ts';

const SOURCE = /\.[cm]?[jt]sx?$/;
const CONFIGURATION =
  /(^|\/)(\.oxlintrc\.json|tsconfig[^/]*\.json|package\.json|package-lock\.json|\.package-lock\.json)$/;
const AMBIENT = /\bdeclare\s+(global|module)\b/;

/** Any quoted text that begins like a relative import. A path that is no import only adds files to a key. */
const RELATIVE_PATH = /['"`](\.{1,2}\/[^'"`\n]+)['"`]/g;

/** The key of every source file: equal keys mean that nothing the linter reads for this file has changed. */
export function lintKeys(tree: Tree): Map<string, string> {
  const sources = [...tree.keys()].filter((path) => SOURCE.test(path));
  const texts = new Map(sources.map((path) => [path, tree.get(path)?.toString('utf8') ?? '']));
  const imports = new Map([...texts].map(([path, text]) => [path, importedFiles(tree, path, text)]));
  const forAll = [...tree.keys()].filter(
    (path) => CONFIGURATION.test(path) || path.endsWith('.d.ts') || AMBIENT.test(texts.get(path) ?? ''),
  );
  return new Map(sources.map((path) => [path, hashOf(tree, reached([path, ...forAll], imports))]));
}

function importedFiles(tree: Tree, from: string, text: string): string[] {
  return [...text.matchAll(RELATIVE_PATH)].flatMap(([, path = '']) => {
    const target = posix.join(posix.dirname(from), path);
    return [target, target.replace(/\.([cm]?)js$/, '.$1ts')].filter((candidate) => tree.has(candidate));
  });
}

function reached(roots: string[], imports: ReadonlyMap<string, string[]>): Set<string> {
  const seen = new Set(roots);
  // Iterating a set also visits elements added during the iteration.
  for (const path of seen) for (const imported of imports.get(path) ?? []) seen.add(imported);
  return seen;
}
