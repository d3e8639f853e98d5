import { expect, test } from '@jest/globals';
import { runProgram } from './run-program.ts';

const node = (script: string, input?: string) =>
  runProgram(process.execPath, ['-e', script], input === undefined ? {} : { input });

test('a program that fails shows its status and what it printed on both of its outputs', async () => {
  const failing = node(`console.log('the table'); console.error('the progress'); process.exitCode = 3;`);
  await expect(failing).rejects.toThrow(/ended with 3\.\nIts stdout:\nthe table\nIts stderr:\nthe progress$/);
  await expect(failing).rejects.toMatchObject({ code: 3, stdout: 'the table\n', stderr: 'the progress\n' });
});

test('a program that is ended by a signal shows which', async () => {
  await expect(node(`process.kill(process.pid, 'SIGKILL')`)).rejects.toThrow('ended with SIGKILL.');
});

test('a program that cannot be started says why', async () => {
  await expect(runProgram('/no/such/program', [])).rejects.toThrow('/no/such/program ended with ENOENT.');
});

test('a program reads what it is given and returns what it prints', async () => {
  const printed = await node(`process.stdin.pipe(process.stdout)`, 'a line\n');
  expect(printed).toEqual({ stdout: 'a line\n', stderr: '' });
});
