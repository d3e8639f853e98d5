/** How a program of this clone is started as a process of its own: compiled, and with the lines of its sources in what it reports. */
import { join } from 'node:path';
import { compile } from './compiled.ts';

interface Program {
  /** Options of Node.js. */
  execArgv: string[];
  path: string;
}

let compiling: Promise<string> | undefined;

/**
 * For `fork`. What has changed since the last compilation is translated at the first call in a process.
 *
 * @param entry path of the source from the folder of the clone
 */
export async function programOf(entry: string): Promise<Program> {
  const folder = await (compiling ??= compile());
  return { execArgv: ['--enable-source-maps'], path: join(folder, entry.replace(/\.tsx?$/, '.js')) };
}

/**
 * Arguments of Node.js before those of the program itself.
 *
 * @param entry path of the source from the folder of the clone
 * @example spawn(process.execPath, [...(await argumentsOf('api/main.ts')), '--help'])
 */
export async function argumentsOf(entry: string): Promise<string[]> {
  const { execArgv, path } = await programOf(entry);
  return [...execArgv, path];
}
