/**
 * Installs what is missing, and makes the console's assets, before anything else runs.
 *
 * Runs first in `npm start`, `npm run demo`, `npm test`, `npm run check` and the others, so a fresh clone needs no
 * separate install. It may use nothing but Node itself. When `node_modules` matches `package.json` and the lock file
 * it ends within milliseconds and says nothing.
 *
 * It calls `npm install`, because `npm ci` stops where one optional platform package is not available.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const marker = join(root, 'node_modules', '.beian-installed');

stopOnUnsupportedNode(process.versions.node);
if (installedState() !== wantedState()) install();
await makeAssets();

/**
 * Ends the process unless Node loads ES modules as the libraries require: from 20.19, or from 22.12 on.
 *
 * @param {string} version
 */
function stopOnUnsupportedNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (supported) return;
  console.error(
    `Beian needs Node.js 20.19 or newer in the 20 line, 22.12 or newer, or any later version; this is ${version}.\n` +
      'Install a supported version from https://nodejs.org and run the command again.',
  );
  process.exit(1);
}

/** What the console's browsers load, where it is older than its sources. */
async function makeAssets() {
  const maker = join(root, 'console', 'assets', 'make-assets.mjs');
  if (!existsSync(maker)) return;
  const { makeAssets: make } = await import(pathToFileURL(maker).href);
  await make();
}

function installedState() {
  return existsSync(marker) ? readFileSync(marker, 'utf8') : 'nothing installed';
}

/** What the installed packages depend on: the two files, and the platform native packages were chosen for. */
function wantedState() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of ['package.json', 'package-lock.json']) {
    const path = join(root, file);
    if (existsSync(path)) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

function install() {
  console.log('Installing packages (npm install, usually under a minute) …');
  const started = Date.now();
  const result = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel', 'error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error(
      `npm install failed${result.error ? ` (${result.error.message})` : ''}. Its own message is above; ` +
        'check that the package registry can be reached, then run the command again.',
    );
    process.exit(result.status ?? 1);
  }
  writeFileSync(marker, wantedState());
  turnHooksOn();
  console.log(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/**
 * Where this is a git clone without hooks of its own, commits are checked by `.githooks`. Git may be absent or refuse.
 */
function turnHooksOn() {
  if (!existsSync(join(root, '.git')) || !existsSync(join(root, '.githooks'))) return;
  const git = (/** @type {string[]} */ ...words) => spawnSync('git', words, { cwd: root, stdio: 'ignore' });
  const NOT_SET = 1;
  if (git('config', '--get', 'core.hooksPath').status === NOT_SET) git('config', 'core.hooksPath', '.githooks');
}
