import { join } from 'node:path';
import { contentKeys } from './content-keys.ts';
import { lintKeys } from './lint-keys.ts';
import type { Step } from './run.ts';

/** The tools of `npm run check`, each with its command for a run that may use caches. */
export function stepsOf(caches: string): Step[] {
  const format = join(caches, 'format');
  return [
    {
      name: 'types',
      program: 'typescript/bin/tsc',
      arguments: ['--incremental', '--tsBuildInfoFile', join(caches, 'types.tsbuildinfo')],
    },
    { name: 'lint', program: 'oxlint/bin/oxlint', arguments: ['--no-error-on-unmatched-pattern'], fileKeys: lintKeys },
    {
      name: 'format',
      program: 'prettier/bin/prettier.cjs',
      arguments: [
        '--check',
        '--log-level=warn',
        '--cache',
        '--cache-strategy=content',
        `--cache-location=${format}`,
        '.',
      ],
    },
    {
      name: 'dead code',
      program: 'knip/bin/knip.js',
      arguments: ['--cache', '--cache-location', join(caches, 'knip')],
    },
    {
      name: 'secrets',
      program: 'secretlint/bin/secretlint.js',
      arguments: ['--secretlintignore', '.gitignore'],
      everything: ['**/*'],
      fileKeys: (tree) => contentKeys(tree, ['.secretlintrc.yml', 'package-lock.json']),
    },
  ];
}
