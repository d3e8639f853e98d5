/** The command as an operator runs it, with the seals that were kept in a file. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSealFile } from '../../adapters/audit-seals/file.ts';
import { argumentsOf } from '../../stack/programs/program.ts';
import { projectFolder } from '../../stack/state/folders.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { ProgramFailed, runProgram, type Printed } from '../../test/support/servers/run-program.ts';
import { later, MONDAY_MORNING } from '../../test/support/orders/stored-orders.ts';
import { sealHeads } from '../audit/audit-seals.ts';

let store: MigratedDatabase;
let folder: string;
beforeAll(async () => {
  store = await migratedDatabase();
  folder = await mkdtemp(join(tmpdir(), 'beian-verify-'));
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** What it prints, whatever its status. */
async function verify(...args: string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], DATABASE_URL: store.url };
  const program = await argumentsOf('store/commands/audit-verify.ts');
  const { stdout, stderr } = await runProgram(process.execPath, [...program, ...args], {
    cwd: projectFolder,
    env,
  }).catch(whatItPrinted);
  return stdout + stderr;
}

function whatItPrinted(failed: unknown): Printed {
  if (failed instanceof ProgramFailed) return failed;
  throw failed;
}

test('a seal that stands in the file and no longer in the database is missed', async () => {
  const file = join(folder, 'seals');
  for (const days of [0, 1]) {
    const at = later(MONDAY_MORNING, days * 86_400_000);
    const seal = await sealHeads(store.db, store.vault.auditMac, at);
    await createSealFile(file).keep({ ...seal, sealedAt: new Date(at) });
  }
  expect(await verify()).toContain('The audit trail is whole.');
  expect(await verify('--expect-file', file)).toContain('The audit trail is whole.');
  await createSealFile(file).keep({ number: 3, hash: 'f'.repeat(64), sealedAt: new Date() });
  expect(await verify('--expect-file', file)).toContain('{"kind":"SEAL_REMOVED","seal":3}');
});
