/** The results that `test/support/kept-results.mjs` keeps of each test file that was run as a whole. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../../stack/state/folders.ts';
import type { TestRun } from './acceptance-results.ts';

export const KEPT_RESULTS = join(projectFolder, 'node_modules', '.cache', 'beian-test-results');

const keptSchema = z.object({
  file: z.string(),
  hash: z.string(),
  at: z.iso.datetime(),
  broken: z.boolean(),
  tests: z.array(z.object({ title: z.string(), status: z.string() })),
});

export interface KeptRun extends TestRun {
  /** When the first and the last of the files were run; undefined without any. */
  from: string | undefined;
  until: string | undefined;
  /** Test files that have changed since they were run; what they said is left out. */
  changed: string[];
}

/** @param hashOf digest of a test file as it is now; undefined when it is gone */
export async function readKept(hashOf: (file: string) => Promise<string | undefined>): Promise<KeptRun> {
  const names = await readdir(KEPT_RESULTS).catch(() => []);
  const run: KeptRun = { tests: [], brokenFiles: [], from: undefined, until: undefined, changed: [] };
  for (const name of names) {
    const kept = keptSchema.parse(JSON.parse(await readFile(join(KEPT_RESULTS, name), 'utf8')));
    const now = await hashOf(kept.file);
    if (now === undefined) continue;
    if (now !== kept.hash) run.changed.push(kept.file);
    else if (kept.broken) run.brokenFiles.push(kept.file);
    else run.tests.push(...kept.tests);
    if (run.from === undefined || kept.at < run.from) run.from = kept.at;
    if (run.until === undefined || kept.at > run.until) run.until = kept.at;
  }
  return run;
}
