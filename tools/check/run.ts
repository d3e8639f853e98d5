/**
 * Runs the steps of a check side by side and remembers what passed.
 *
 * A step that passed is not run again while no file of the project and no installed package has changed. A step that
 * judges files one by one gets only those with a new key. A pass is remembered only for files that did not change while
 * the step ran, so an edit made during the step is checked by the next run.
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOf, readTree, type Tree } from './tree.ts';

export interface Step {
  name: string;
  /** The program, as a JavaScript file below `node_modules`. */
  program: string;
  arguments: string[];
  /** For a step that judges files one by one: the key of each file. The step gets the files to judge as arguments. */
  fileKeys?: (tree: Tree) => Map<string, string>;
  /** The arguments that name every file, for a program that reads nothing without them. */
  everything?: string[];
}

export interface Check {
  root: string;
  /** Where results are kept; below `node_modules`, so that a new installation starts without them. */
  caches: string;
  steps: Step[];
  print: (line: string) => void;
}

/** Hashes of what a step last passed: of the whole project, and of each judged file. */
interface Passed {
  command: string;
  tree: string;
  files: string[];
}

/** Runs every step to its end, prints one line for each and the output of failed ones. Returns whether all passed. */
export async function runCheck({ root, caches, steps, print }: Check): Promise<boolean> {
  const started = Date.now();
  await mkdir(caches, { recursive: true });
  const tree = await readTree(root);
  const results = await Promise.all(steps.map((step) => runStep({ root, caches, step, tree, print })));
  const failed = steps.filter((_, position) => results[position] === false).map((step) => step.name);
  print(failed.length === 0 ? `check passed in ${since(started)}` : `check FAILED: ${failed.join(', ')}`);
  return failed.length === 0;
}

/** Forgets every result, so that the next check reads everything. */
export const forgetResults = (caches: string): Promise<void> => rm(caches, { recursive: true, force: true });

interface StepRun {
  root: string;
  caches: string;
  step: Step;
  tree: Tree;
  print: (line: string) => void;
}

async function runStep({ root, caches, step, tree, print }: StepRun): Promise<boolean> {
  const started = Date.now();
  const memory = join(caches, `${step.name.replaceAll(' ', '-')}.passed.json`);
  const title = step.name.padEnd(12);
  const wanted = stateOf(step, tree);
  const before = await recall(memory, wanted.command);
  if (before?.tree === wanted.tree) {
    print(`${title}unchanged since it passed`);
    return true;
  }
  const keys = step.fileKeys?.(tree);
  const known = new Set(before?.files);
  const changed = [...(keys ?? [])].filter(([, key]) => !known.has(key)).map(([path]) => path);
  if (keys !== undefined && changed.length === 0) {
    await remember(memory, wanted);
    print(`${title}unchanged since it passed`);
    return true;
  }
  // Without paths a program reads the whole project.
  const { status, output } = await run(root, step, changed.length === keys?.size ? (step.everything ?? []) : changed);
  if (status !== 0) {
    print(`${title}FAILED in ${since(started)}\n${output.trimEnd()}\n`);
    return false;
  }
  const after = stateOf(step, await readTree(root));
  if (after.tree === wanted.tree) await remember(memory, wanted);
  print(
    `${title}passed in ${since(started)}${keys === undefined ? '' : `, ${changed.length} of ${keys.size} files read`}`,
  );
  return true;
}

function stateOf(step: Step, tree: Tree): Passed {
  const command = [step.program, ...step.arguments].join(' ');
  return { command, tree: hashOf(tree), files: [...(step.fileKeys?.(tree).values() ?? [])] };
}

/** Empty when the step never passed with this command or the stored result cannot be read. */
async function recall(memory: string, command: string): Promise<Passed | undefined> {
  try {
    const passed: Passed = JSON.parse(await readFile(memory, 'utf8'));
    return passed.command === command ? passed : undefined;
  } catch {
    return undefined;
  }
}

const remember = (memory: string, passed: Passed): Promise<void> => writeFile(memory, JSON.stringify(passed));

async function run(root: string, step: Step, files: string[]): Promise<{ status: number | null; output: string }> {
  const child = spawn(process.execPath, [join(root, 'node_modules', step.program), ...step.arguments, ...files], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: process.stdout.isTTY ? { ...process.env, FORCE_COLOR: '1' } : process.env,
  });
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  child.stderr.on('data', (piece: Buffer) => pieces.push(piece));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { status, output: Buffer.concat(pieces).toString('utf8') };
}

const since = (started: number): string => `${((Date.now() - started) / 1000).toFixed(1)} s`;
