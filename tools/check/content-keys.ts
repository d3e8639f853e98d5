import { hashOf, INSTALLED, type Tree } from './tree.ts';

/** Keys of a step that judges each file by its own content and by files that count for every file. */
export function contentKeys(tree: Tree, forAll: readonly string[]): Map<string, string> {
  const paths = [...tree.keys()].filter((path) => path !== INSTALLED);
  return new Map(paths.map((path) => [path, hashOf(tree, [path, ...forAll])]));
}
