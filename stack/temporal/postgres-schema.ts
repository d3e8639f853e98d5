/** Creates or updates the Temporal server's own two databases in a Postgres. Doing it again changes nothing. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Progress } from '../progress.ts';
import { goProgram, goPrograms } from './go-programs.ts';
import { TEMPORAL_DATABASES } from './server-config.ts';

const run = promisify(execFile);

export async function createTemporalSchema(url: string, progress: Progress): Promise<void> {
  const tool = await goProgram(goPrograms.sqlTool, progress);
  await Promise.all([
    createSchema(tool, url, TEMPORAL_DATABASES.main, 'postgresql/v12/temporal'),
    createSchema(tool, url, TEMPORAL_DATABASES.visibility, 'postgresql/v12/visibility'),
  ]);
}

async function createSchema(tool: string, url: string, database: string, schema: string): Promise<void> {
  const { hostname, port, username, password } = new URL(url);
  const env = {
    ...process.env,
    SQL_PLUGIN: 'postgres12',
    SQL_HOST: hostname,
    SQL_PORT: port === '' ? '5432' : port,
    SQL_USER: decodeURIComponent(username),
    SQL_PASSWORD: decodeURIComponent(password),
    SQL_DATABASE: database,
  };
  const call = (...args: string[]) => run(tool, args, { env, timeout: 60_000 });
  // Both commands fail where the database or its version table exists; the update then does the rest.
  await call('create-database').catch(() => {});
  await call('setup-schema', '--version', '0.0').catch(() => {});
  await call('update-schema', '--schema-name', schema);
}
