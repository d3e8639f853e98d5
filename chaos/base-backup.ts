/** A copy of a running Postgres server at one instant, with all its databases: what `pg_basebackup` makes, by its two functions. */
import { execFile } from 'node:child_process';
import { chown, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { z } from 'zod';

const run = promisify(execFile);
const labelSchema = z.array(z.object({ labelfile: z.string() })).length(1);

/** `into` must not exist yet. Owner and rights of the files stay as they are. */
export async function baseBackup(url: string, dataFolder: string, into: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {}); // a broken connection fails the statement, which says so
  await client.connect();
  try {
    await client.query("select pg_backup_start('backup', true)");
    await run('cp', ['-Rp', dataFolder, into]);
    const { rows } = await client.query('select labelfile from pg_backup_stop(false)');
    const label = join(into, 'backup_label');
    await writeFile(label, labelSchema.parse(rows)[0]?.labelfile ?? '', { mode: 0o600 });
    // Postgres may run as another user, who reads and removes the label.
    const { uid, gid } = await stat(into);
    await chown(label, uid, gid);
    // What was written while the files were copied.
    await run('cp', ['-Rp', `${join(dataFolder, 'pg_wal')}/.`, join(into, 'pg_wal')]);
  } finally {
    await client.end();
  }
  for (const name of ['postmaster.pid', 'postmaster.opts']) await rm(join(into, name), { force: true });
}
