import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ProgramFailed, runProgram } from '../../test/support/servers/run-program.ts';
import { compile } from './compiled.ts';

let project: string;
let into: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'beian-compiled-'));
  into = join(project, '.beian', 'compiled');
  await write('package.json', '{ "type": "module" }');
  await write(
    'domain/greeting.ts',
    `export type Name = string;\nexport const greeting = (name: Name): string => \`Hello, \${name}\`;\n`,
  );
  await write('api/page.html', '<p>');
  await write(
    'api/main.ts',
    `import { readFileSync } from 'node:fs';
import { greeting, type Name } from '../domain/greeting.ts';
const reader: Name = 'reader';
console.log(greeting(reader), readFileSync(new URL('page.html', import.meta.url), 'utf8'));
`,
  );
});
afterEach(() => rm(project, { recursive: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(project, path)), { recursive: true });
  await writeFile(join(project, path), text);
}

async function run(program: string): Promise<string> {
  const { stdout } = await runProgram(process.execPath, ['--enable-source-maps', join(into, program)]);
  return stdout.trim();
}

test('a compiled program finds its modules, and beside it what it reads', async () => {
  await compile(project, into);
  expect(await run('api/main.js')).toBe('Hello, reader <p>');
});

test('a source that changed is translated anew, and one that is gone leaves nothing behind', async () => {
  await compile(project, into);
  await write('domain/greeting.ts', 'export const greeting = (name: string): string => `Good day, ${name}`;\n');
  await write('domain/farewell.ts', 'export {};\n');
  await compile(project, into);
  expect(await run('api/main.js')).toBe('Good day, reader <p>');
  await rm(join(project, 'domain', 'farewell.ts'));
  await compile(project, into);
  await expect(readFile(join(into, 'domain', 'farewell.js'))).rejects.toThrow('ENOENT');
});

test('a source that has not changed is not translated again', async () => {
  await compile(project, into);
  const compiled = join(into, 'domain', 'greeting.js');
  await writeFile(compiled, 'export const greeting = () => "kept";');
  const at = new Date('2026-01-01T00:00:00Z');
  await utimes(compiled, at, at);
  await utimes(join(project, 'domain', 'greeting.ts'), at, at);
  await compile(project, into);
  expect(await run('api/main.js')).toBe('kept <p>');
});

test('an error names the line of the source', async () => {
  await write(
    'api/main.ts',
    'interface Of {\n  types: string;\n}\nexport const none: Of | undefined = undefined;\nthrow new Error(String(none));\n',
  );
  await compile(project, into);
  const failed = await run('api/main.js').catch((error: unknown) => error);
  expect(failed instanceof ProgramFailed && failed.stderr).toContain(`${join(project, 'api', 'main.ts')}:5`);
});

test('tests are not compiled', async () => {
  await write('domain/greeting.test.ts', 'export {};\n');
  await compile(project, into);
  await expect(readFile(join(into, 'domain', 'greeting.test.js'))).rejects.toThrow('ENOENT');
});
