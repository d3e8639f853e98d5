/** What was seen of each switch-off, kept in `seen-red.json`. It counts as long as neither the line nor the test has changed. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../../stack/state/folders.ts';
import { fingerprint, nameOf, type SeenRed, type SwitchOff } from './switch-off.ts';
import { testSource } from './test-source.ts';

const FILE = join(projectFolder, 'test', 'acceptance', 'seen-red.json');
const seenSchema = z.record(z.string(), z.object({ fingerprint: z.string(), failed: z.string() }));

export const readEvidence = async (): Promise<Record<string, SeenRed>> =>
  seenSchema.parse(JSON.parse(await readFile(FILE, 'utf8')));

/** Keeps what is about switch-offs that there are, in their order by name. */
export async function writeEvidence(seen: Readonly<Record<string, SeenRed>>, all: readonly SwitchOff[]): Promise<void> {
  const names = new Set(all.map(nameOf));
  const kept = Object.entries(seen).filter(([name]) => names.has(name));
  const sorted = Object.fromEntries(kept.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  await writeFile(FILE, `${JSON.stringify(sorted, undefined, 2)}\n`);
}

/** The fingerprint of a switch-off as line and test are in a tree. Throws when its test is not there. */
export async function fingerprintNow(one: SwitchOff, folder = projectFolder): Promise<string> {
  const text = await readFile(join(folder, one.test), 'utf8');
  return fingerprint(one, testSource(text, one.title, one.test.endsWith('.tsx')));
}

/** Whether the test of a switch-off was seen to fail as both are now. */
export async function isProved(one: SwitchOff, seen: Readonly<Record<string, SeenRed>>): Promise<boolean> {
  const known = seen[nameOf(one)];
  if (known === undefined) return false;
  return (await fingerprintNow(one).catch(() => undefined)) === known.fingerprint;
}
