import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { msToTs } from '@temporalio/common/lib/time.js';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { silent } from './progress.ts';
import { startInfrastructure } from './infrastructure.ts';
import { connectToTemporal } from './temporal/connect.ts';

let folder = '';
beforeAll(async () => {
  // Servers of its own, whatever the run was given.
  delete process.env['DATABASE_URL'];
  delete process.env['TEMPORAL_ADDRESS'];
  folder = await mkdtemp(join(tmpdir(), 'beian-stack-'));
  await chmod(folder, 0o755); // Postgres may have to run as another user.
});
afterAll(() => rm(folder, { recursive: true }));

const start = () => startInfrastructure({ folder, ports: 'free', progress: silent });

test('a stack runs once at a time on its folder, and remembers everything when it is started again', async () => {
  const first = await start();
  await expect(start()).rejects.toThrow(`A stack is running on ${folder} already (process ${process.pid}).`);
  await inDatabase(first.postgresUrl, 'CREATE TABLE remembered AS SELECT 1 AS id');
  await registerNamespace(first.temporalAddress, 'remembered');
  await first.stop();

  const second = await start();
  await expect(inDatabase(second.postgresUrl, 'SELECT id FROM remembered')).resolves.toEqual([{ id: 1 }]);
  await expect(registerNamespace(second.temporalAddress, 'remembered')).rejects.toThrow(/already exists/i);
  const page = await fetch(second.uiUrl ?? '');
  expect(page.status).toBe(200);
  await second.stop();
});

async function inDatabase(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

async function registerNamespace(address: string, namespace: string): Promise<void> {
  const connection = await connectToTemporal(address);
  try {
    const workflowExecutionRetentionPeriod = msToTs('1 day');
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
  } finally {
    await connection.close();
  }
}
