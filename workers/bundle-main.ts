/**
 * Bundles the workflows into one file, so that a worker starts in a third of a second instead of two.
 *
 *     node dist/workers/bundle-main.js dist/workflow-bundle.js
 */
import { writeFile } from 'node:fs/promises';
import { ConfigError } from '../domain/configuration.ts';
import { runProcess } from '../runtime/entry-point.ts';
import { bundleWorkflows } from './workflow-bundle.ts';

runProcess('beian-bundle', async () => {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new ConfigError('Name the file to write: bundle-main <file>');
  const { code } = await bundleWorkflows();
  await writeFile(file, code);
});
