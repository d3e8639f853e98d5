/**
 * Brings a backup of Postgres back, Temporal's databases included, as docs/operations.md says, while the world outside has
 * gone on, and nobody tells the workers of it: open filings go on, what may have gone out after the backup waits for an operator, and the audit trail verifies.
 */
import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from '@temporalio/client';
import { z } from 'zod';
import { instant } from '../domain/time/instant.ts';
import { silent } from '../stack/progress.ts';
import { startStack, type RunningStack } from '../stack/stack.ts';
import { connectToTemporal } from '../stack/temporal/connect.ts';
import { verifyChains } from '../store/audit/audit-check.ts';
import { sealHeads } from '../store/audit/audit-seals.ts';
import { closeDatabase, openDatabase } from '../store/postgres/database.ts';
import { auditSigner } from '../store/sealing/index-key.ts';
import { baseBackup } from './base-backup.ts';
import { Caller, type Ledger } from './client.ts';
import { Filing } from './filing.ts';
import { turns } from './turns.ts';
import { judgeAgreement } from './verdict.ts';

let folder: string;
let running: RunningStack | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beian-restore-'));
  await chmod(folder, 0o755); // Postgres may have to run as another user.
});
afterAll(async () => {
  delete process.env['BEIAN_AUDIT_SEALS_FILE'];
  await running?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(name: string): Promise<RunningStack> {
  running = await startStack({
    folder: join(folder, name),
    bureau: 'gateway',
    ports: 'free',
    ui: 'none',
    temporalOn: 'postgres',
    progress: silent,
  });
  return running;
}

const ledger: Ledger = { accepted: [], requests: 0, repeats: 0, faults: [] };
const inTurn = turns(4);
const at = (stack: RunningStack) => ({ ...stack, inTurn, ledger, onStep: () => {} });
const sandboxOf = ({ sandboxUrl }: RunningStack) => new Caller(`${sandboxUrl}/sandbox/v1`, inTurn, ledger);

const inboxSchema = z.object({
  messages: z.array(z.object({ channel: z.string(), template: z.string().optional(), orderId: z.string().optional() })),
});
async function smsAbout(stack: RunningStack, orderId: string, template: string): Promise<number> {
  const { messages } = inboxSchema.parse(
    await sandboxOf(stack).must('GET', `/inbox?channel=sms&order=${encodeURIComponent(orderId)}`),
  );
  return messages.filter((message) => message.template === template).length;
}

async function untilEqual<T>(wanted: T, read: () => Promise<T>): Promise<void> {
  while ((await read()) !== wanted) await new Promise(setImmediate);
}

test('a backup that is brought back goes on with open filings, sends nothing of before by itself, and its audit trail is whole', async () => {
  // Outside the database, so it does not go back with it.
  process.env['BEIAN_AUDIT_SEALS_FILE'] = join(folder, 'seals');
  let before = await start('before');
  const [goesOn, wasTold] = [new Filing(1, at(before)), new Filing(2, at(before))];
  await goesOn.open();
  await goesOn.fillIn();
  await goesOn.act('applicant', 'submitForReview', { confirmed: true });
  await untilEqual(1, () => smsAbout(before, goesOn.id, 'N-1').then((sent) => Math.min(sent, 1)));

  // The message of the other filing cannot go out before the backup, and goes out after it.
  await wasTold.open();
  await wasTold.fillIn();
  await sandboxOf(before).must('PUT', '/switches', { channel: 'sms', condition: 'busy' });
  await wasTold.act('applicant', 'submitForReview', { confirmed: true });
  const database = openDatabase(before.postgresUrl);
  const indexKey = before.environment['BEIAN_INDEX_KEY'] ?? '';
  const seal = await sealHeads(database, auditSigner(indexKey), instant(Date.now()));
  await closeDatabase(database);
  await mkdir(join(folder, 'after', 'postgres'), { recursive: true });
  await baseBackup(
    before.postgresUrl,
    join(folder, 'before', 'postgres', 'data'),
    join(folder, 'after', 'postgres', 'data'),
  );

  await sandboxOf(before).must('PUT', '/switches', { channel: 'sms', condition: 'up' });
  await untilEqual(true, async () => (await smsAbout(before, wasTold.id, 'N-1')) > 0);
  const told = await smsAbout(before, wasTold.id, 'N-1');
  // A worker looks when it starts, and every minute: what is kept outside is now ahead of the backup.
  await before.stop();
  before = await start('before');
  await before.stop();

  // Keys, scans and the outside world are as they are now.
  for (const kept of ['keys.json', 'documents', 'sandbox', 'postgres/password']) {
    await cp(join(folder, 'before', kept), join(folder, 'after', kept), { recursive: true, preserveTimestamps: true });
  }
  const after = await start('after');

  const restored = new Filing(1, at(after));
  restored.id = goesOn.id;
  await restored.act('reviewer-1', 'approve');
  await restored.until('READY_FOR_BUREAU');
  await restored.act('reviewer-2', 'forwardToBureau');
  await restored.until('SMS_PENDING');

  const operator = await restored.caller('operator-1');
  const held = z.object({ messages: z.array(z.object({ orderId: z.string(), error: z.string().optional() })) });
  const heldNow = async () =>
    held.parse(await operator.must('GET', '/v1/messages/undelivered?state=held&error=RESTORED')).messages;
  await untilEqual(true, async () => (await heldNow()).some(({ orderId }) => orderId === wasTold.id));
  expect(await smsAbout(after, wasTold.id, 'N-1')).toBe(told);

  const db = openDatabase(after.postgresUrl);
  const connection = await connectToTemporal(after.temporalAddress);
  try {
    const report = await verifyChains(db, auditSigner(indexKey), [{ number: seal.number, hash: seal.hash }]);
    expect(report.faults).toEqual([]);
    const client = new Client({ connection, namespace: after.temporalNamespace });
    expect((await judgeAgreement(db, client)).broken).toEqual([]);
  } finally {
    await connection.close();
    await closeDatabase(db);
  }
}, 600_000);
