/**
 * Makes the files that browsers load: the styles from `console.scss`, and beside them the scripts of the console and of the
 * libraries it uses. It takes about a second, and nothing when the files are up to date.
 *
 *     node console/assets/make-assets.mjs [folder]
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));

/** What libraries bring, and the name under which it is served. */
const LIBRARIES = {
  'htmx.org/dist/htmx.min.js': 'htmx.js',
  'govuk-frontend/dist/govuk/govuk-frontend.min.js': 'govuk.js',
  'uplot/dist/uPlot.iife.min.js': 'uplot.js',
  'uplot/dist/uPlot.min.css': 'uplot.css',
};

const ownFiles = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => !name.startsWith('made') && /\.(scss|js|svg)$/.test(name))
  .toSorted();

/** Of everything that the made files depend on. */
function sourcesHash() {
  const hash = createHash('sha256');
  const files = [
    fileURLToPath(import.meta.url),
    join(root, 'package-lock.json'),
    ...ownFiles.map((name) => join(here, name)),
  ];
  for (const file of files) hash.update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** @param {string} folder where the files are put */
export async function makeAssets(folder = join(here, 'made')) {
  const marker = join(folder, 'made-of');
  const hash = sourcesHash();
  if (existsSync(marker) && readFileSync(marker, 'utf8') === hash) return;
  const { compile } = await import('sass');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { css } = compile(join(here, 'console.scss'), {
    loadPaths: [join(root, 'node_modules')],
    style: 'compressed',
    quietDeps: true,
  });
  writeFileSync(join(folder, 'console.css'), css);
  for (const [path, name] of Object.entries(LIBRARIES))
    copyFileSync(join(root, 'node_modules', path), join(folder, name));
  for (const own of ownFiles.filter((name) => /\.(js|svg)$/.test(name)))
    copyFileSync(join(here, own), join(folder, basename(own)));
  writeFileSync(marker, hash);
}

const [, script, folder] = process.argv;
if (script !== undefined && import.meta.url === pathToFileURL(script).href) await makeAssets(folder);
