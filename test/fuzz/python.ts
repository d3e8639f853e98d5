/**
 * Schemathesis, installed from pinned wheels (`requirements.txt`) into a folder of its own. Python itself has to be on the
 * machine; what is installed for other programs is neither used nor changed.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stateFolder } from '../../stack/state/folders.ts';
import type { Progress } from '../../stack/progress.ts';
import { ProgramFailed, runProgram } from '../support/servers/run-program.ts';

const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));
const folder = join(stateFolder, 'fuzz', 'python');

const CANDIDATES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const IS_NEW_ENOUGH = 'import sys, venv; sys.exit(sys.version_info < (3, 10))';

/** Says what is missing, and what to do. */
export class PythonMissing extends Error {
  override readonly name = 'PythonMissing';
}

/** The program, installed when it is not there yet. Throws {@link PythonMissing}. */
export async function schemathesis(progress: Progress): Promise<string> {
  const program = join(folder, 'bin', 'schemathesis');
  const marker = join(folder, 'installed');
  const wanted = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  if ((await readFile(marker, 'utf8').catch(() => '')) === wanted) return program;
  const python = await findPython();
  progress('Installing Schemathesis (pip, about half a minute, once) …');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    await runProgram(python, ['-m', 'venv', folder]);
    const only = ['--require-hashes', '--only-binary', ':all:', '--no-deps', '--disable-pip-version-check', '--quiet'];
    await runProgram(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', ...only, '-r', requirements]);
  } catch (cause) {
    const said = cause instanceof ProgramFailed ? cause.stderr.trim() : String(cause);
    const advice =
      'It takes the pinned wheels of test/fuzz/requirements.txt from the package index that pip is set up for.';
    throw new PythonMissing(`Schemathesis could not be installed. ${advice}\n${said}`, { cause });
  }
  await writeFile(marker, wanted);
  return program;
}

async function findPython(): Promise<string> {
  for (const name of CANDIDATES) {
    const isThere = await runProgram(name, ['-c', IS_NEW_ENOUGH]).then(
      () => true,
      () => false,
    );
    if (isThere) return name;
  }
  throw new PythonMissing(
    'npm run fuzz needs Python 3.10 or newer with the module venv, as python3 on the PATH. Install it and run the command again. ' +
      'The short form in npm test (test/api/any-request.test.ts) needs no Python.',
  );
}
