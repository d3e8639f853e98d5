/** What operators see and do of the exchange with a bureau; a raw file needs a reason, and the reading is written down. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDeskTask } from '../../activities/bureau/desk-task.ts';
import { instant } from '../../domain/time/instant.ts';
import { bureauAccount, halt } from '../../store/bureau/accounts.ts';
import { markAcknowledged, storeFile } from '../../store/bureau/downloads.ts';
import { endUpload, nextUpload, queueUpload } from '../../store/bureau/uploads.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let operator: Person;
beforeAll(async () => {
  bench = await startApiBench();
  operator = await bench.as('operator');
});
afterAll(() => bench.close());

const NOW = instant(Date.now());
const ACCOUNT = 'zhejiang';
const one = async () => succeeded(await operator.get('/v1/bureau/accounts')).body.accounts[0];

test('an operator sees an account, stops it, starts it, and sends again what was refused', async () => {
  const { database: db } = bench;
  const { vault } = bench.deps;
  await bureauAccount(db, ACCOUNT);
  await queueUpload(db, vault, { account: ACCOUNT, key: 'report', message: 'IPLY', zip: Buffer.from('x') }, NOW);
  const { id = 0 } = (await nextUpload(db, ACCOUNT)) ?? {};
  await endUpload(db, id, { state: 'REFUSED' }, { code: 18, at: NOW });
  await halt(db, ACCOUNT, 'sending', 'CODE_5');
  const { number } = await bureauAccount(db, ACCOUNT);
  for (const kind of ['BUREAU_ACCOUNT_HALTED', 'BUREAU_EXCHANGE_STUCK'] as const)
    await openDeskTask(db, vault, { kind, visit: number, at: NOW });
  expect(await one()).toMatchObject({ name: ACCOUNT, sendingHalted: 'CODE_5', waitingUploads: 0, refusedUploads: 1 });
  succeeded(await operator.post(`/v1/bureau/accounts/${ACCOUNT}/stop`));
  expect(await one()).toMatchObject({ stoppedBy: operator.id });
  const another = await bench.as('operator');
  succeeded(await another.post(`/v1/bureau/accounts/${ACCOUNT}/stop`));
  expect(await one()).toMatchObject({ stoppedBy: operator.id });
  succeeded(await operator.post(`/v1/bureau/accounts/${ACCOUNT}/start`));
  const started = await one();
  expect([started.stoppedBy, started.sendingHalted]).toEqual([undefined, undefined]);
  expect(succeeded(await operator.get('/v1/tasks')).body.tasks).toEqual([]);
  succeeded(await operator.post(`/v1/bureau/uploads/${id}/resend`));
  expect(await one()).toMatchObject({ waitingUploads: 1, refusedUploads: 0 });
  expect((await operator.post(`/v1/bureau/uploads/${id}/resend`)).status).toBe(404);
  expect((await operator.post('/v1/bureau/accounts/nowhere/start')).status).toBe(404);
});

test('a raw file is shown to an operator who says why, and the reading is in the record of reads', async () => {
  const { database: db } = bench;
  const raw = { form: 'ZIP', bytes: Buffer.from('the bytes of the bureau') } as const;
  const { id } = await storeFile(db, bench.deps.vault, { account: ACCOUNT, fileName: 'f.xml', raw, at: NOW });
  const { body } = succeeded(await operator.get(`/v1/bureau/accounts/${ACCOUNT}/open`));
  expect(body.files).toMatchObject([{ id, fileName: 'f.xml', acknowledged: false }]);
  expect((await operator.get(`/v1/bureau/files/${id}`)).status).toBe(403);
  const file = succeeded(await operator.get(`/v1/bureau/files/${id}`).set('Beian-Read-Reason', 'INCIDENT T-1')).body;
  expect(Buffer.from(file.content, 'base64').toString()).toBe('the bytes of the bureau');
  const auditor = await bench.as('auditor');
  const { reads } = succeeded(await auditor.get(`/v1/reads?readerId=${operator.id}`)).body;
  expect(reads).toMatchObject([{ subject: 'BUREAU_FILES', shown: 'CLEAR', ground: 'REASON', reason: 'INCIDENT' }]);
  expect((await operator.post(`/v1/bureau/files/${id}/pass`)).status).toBe(404);
  await markAcknowledged(db, id, NOW);
  succeeded(await operator.post(`/v1/bureau/files/${id}/pass`));
});
