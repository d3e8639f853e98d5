/**
 * `npm run check`: types, lint with room rules, format, dead code and committed secrets, side by side.
 *
 * Files that passed before and have not changed are not read again. `npm run check -- --cold` reads everything, and so
 * does a machine that sets `CI`.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forgetResults, runCheck } from './run.ts';
import { stepsOf } from './steps.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const caches = join(root, 'node_modules', '.cache', 'beian-check');

const cold = process.argv.includes('--cold') || !['', 'false'].includes(process.env['CI'] ?? '');
if (cold) await forgetResults(caches);
const passed = await runCheck({ root, caches, steps: stepsOf(caches), print: (line) => console.log(line) });
process.exitCode = passed ? 0 : 1;
