/** What the sender does when the bureau fails, refuses, or forgets (miit-interface §8.4); the bureau is the sandbox's, over HTTP. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { unzipSync, zipSync } from 'fflate';
import type { MiitClient } from '../../adapters/bureau/miit/client.ts';
import type { Failure } from '../../sandbox/bureau/miit/conditions.ts';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { startAccount, stopAccount } from '../../store/bureau/accounts.ts';
import type { OrderId } from '../../domain/identifiers.ts';
import { handOverKey, queueUpload } from '../../store/bureau/uploads.ts';
import { eraseOrder } from '../../store/orders/erasure.ts';
import { sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { formatInstant, instant } from '../../domain/time/instant.ts';
import { accountAt, bureauDesk, PROVINCE, report, type BureauDesk } from '../../test/support/miit/bureau-desk.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';

let store: MigratedDatabase;
let sandbox: Sandbox;
beforeAll(async () => {
  [store, sandbox] = await Promise.all([migratedDatabase(), createSandbox()]);
});
afterAll(async () => {
  await sandbox.stop();
  await store.close();
});

let accounts = 0;
let name: string;
let client: MiitClient;
let desk: BureauDesk;
beforeEach(async () => {
  sandbox.reset();
  await store.db.deleteFrom('tasks').execute();
  name = `account-${(accounts += 1)}`;
  client = accountAt(sandbox, name);
  desk = bureauDesk(store, client);
});

const fails = (...failures: Failure[]) => sandbox.bureaus.conditions.failNext(PROVINCE, 'isp_upload', failures);
const taken = () => sandbox.bureaus.uploads.of(PROVINCE).map(({ number }) => number);
const numbers = async () => (await desk.uploads()).map(({ state, number }) => `${state} ${number}`);
const waiting = async (...names: string[]) => {
  for (const each of names) await desk.queue(each);
};
const WAITS = { goOn: false, waitsFor: 'UPLOADS' };
/** Nothing can be written any more, as when the process is gone. */
const GONE = { code: '57P01' };
const HALTED = { goOn: false, waitsFor: 'OPERATOR' };

test('uploads go out one after the other, in numbers from 1', async () => {
  await waiting('a', 'b', 'c');
  expect(await desk.sendAll()).toMatchObject(WAITS);
  expect(await numbers()).toEqual(['ACCEPTED 1', 'ACCEPTED 2', 'ACCEPTED 3']);
  expect(taken()).toEqual([1, 2, 3]);
});

describe.each<[string, Failure]>([
  ['is cut off after it was taken', { how: 'CUT', taken: true }],
  ['is cut off before it was taken', { how: 'CUT', taken: false }],
  ['is answered by half', { how: 'HALF', taken: true }],
  ['is answered by a page of a proxy', { how: 'PROXY_PAGE', taken: true }],
  ['is answered by a SOAP fault', { how: 'SOAP_FAULT', taken: true }],
  ['is answered by something that is no XML', { how: 'NO_XML', taken: true }],
  ['is answered with code 999 after it was taken', { how: 'CODE', code: 999, taken: true }],
  ['is answered with code 999 before it was taken', { how: 'CODE', code: 999, taken: false }],
])('an upload that %s', (_how, failure) => {
  test('is not sent again before the bureau was asked, and is accepted once', async () => {
    await waiting('a', 'b');
    await desk.send();
    fails(failure);
    expect(await desk.send()).toMatchObject({ goOn: false, waitsFor: 'ANSWER' });
    expect((await desk.uploads())[0]).toMatchObject({ state: 'UNKNOWN', number: 1 });
    expect(await desk.sendAll()).toMatchObject(WAITS);
    expect(await numbers()).toEqual(['ACCEPTED 1', 'ACCEPTED 2']);
    expect(taken()).toEqual([1, 2]);
    expect(sandbox.bureaus.uploads.repeated(PROVINCE)).toBe(0);
  });
});

test.each<[number, string]>([
  [901, 'MAINTENANCE'],
  [15, 'FULL_QUEUE'],
])('code %d frees the number, and the upload waits', async (code, waitsFor) => {
  await waiting('a');
  await desk.send();
  fails({ how: 'CODE', code: code as 901, taken: false });
  expect(await desk.send()).toMatchObject({ goOn: false, waitsFor });
  expect(await numbers()).toEqual(['WAITING null']);
  expect(await desk.sendAll()).toMatchObject(WAITS);
  expect(taken()).toEqual([1]);
});

test('pauses double up to an hour, and a person is told after a day', async () => {
  await waiting('a');
  await desk.send();
  sandbox.bureaus.conditions.set(PROVINCE, { maintenance: true });
  for (const forMs of [50, 100, 200]) {
    expect(await desk.send()).toMatchObject({ waitsFor: 'MAINTENANCE', forMs });
    await desk.later();
  }
  await store.db
    .updateTable('bureau_accounts')
    .set({ sending_failures: 30, sending_failed_since: new Date(Date.now() - 90_000_000) })
    .where('name', '=', name)
    .execute();
  expect(await desk.send()).toMatchObject({ waitsFor: 'MAINTENANCE', forMs: 3_600_000 });
  expect(await desk.tasks()).toEqual(['BUREAU_EXCHANGE_STUCK']);
  sandbox.bureaus.conditions.set(PROVINCE, { maintenance: false });
  await desk.later();
  await desk.sendAll();
  expect(await desk.tasks()).toEqual([]);
});

test('outside the hours that the bureau names nothing is sent before they begin', async () => {
  const soon = new Date(Date.now() + 10 * 3_600_000).toISOString().slice(11, 16);
  const late = new Date(Date.now() + 11 * 3_600_000).toISOString().slice(11, 16);
  sandbox.bureaus.conditions.set(PROVINCE, { hours: { from: soon, to: late } });
  await waiting('a');
  await desk.send();
  const turn = await desk.send();
  expect(turn).toMatchObject({ goOn: false, waitsFor: 'HOURS' });
  // Hours that go past midnight are none that Beian reads; it looks again in half an hour.
  const forMs = 'forMs' in turn ? turn.forMs : 0;
  expect(forMs).toBeGreaterThan(soon < late ? 5_400_000 : 1_700_000);
});

test.each([
  ['a wrong password', { password: 'wrong' }, 'CODE_5'],
  ['a wrong user name', { userName: 'nobody' }, 'CODE_4'],
  ['an id of another province', { ispId: '110000009999' }, 'CODE_13'],
])('%s halts the account; it goes on when it is put right and started', async (_what, change, reason) => {
  await waiting('a');
  desk = bureauDesk(store, accountAt(sandbox, name, change));
  expect(await desk.sendAll()).toMatchObject(HALTED);
  expect(await desk.tasks()).toEqual(['BUREAU_ACCOUNT_HALTED']);
  const { sending_halted } = await store.db
    .selectFrom('bureau_accounts')
    .selectAll()
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  expect(sending_halted).toBe(reason);
  desk = bureauDesk(store, client);
  expect(await desk.send()).toMatchObject(HALTED);
  await startAccount(store.db, name);
  expect(await desk.sendAll()).toMatchObject(WAITS);
  expect(taken()).toEqual([1]);
});

test.each([
  [6, 'a file that the bureau cannot decrypt'],
  [8, 'a file that it cannot unpack'],
  [9, 'a way of encryption that it does not know'],
  [10, 'a hash that it does not know'],
  [11, 'a packing that it does not know'],
  [12, 'an address that is not admitted'],
  [13, 'a provider of another province'],
  [16, 'a random value that is too short'],
  [17, 'more than one document'],
  [19, 'a right to report that is not open'],
  [77, 'a code that nobody knows'],
])('code %i (%s) halts the account, and the upload goes out once it is started', async (code) => {
  await waiting('a');
  await desk.send();
  fails({ how: 'CODE', code: code as 901, taken: false });
  expect(await desk.send()).toMatchObject(HALTED);
  expect(await desk.tasks()).toEqual(['BUREAU_ACCOUNT_HALTED']);
  expect(await numbers()).toEqual(['WAITING null']);
  await startAccount(store.db, name);
  expect(await desk.sendAll()).toMatchObject(WAITS);
  expect(taken()).toEqual([1]);
});

test('with a clock that goes wrong Beian believes the bureau: it waits, sends nothing twice, and goes on when the bureau is open', async () => {
  await waiting('a');
  await desk.send();
  // By the clock here the bureau is open, by its own it is closed.
  fails({ how: 'CODE', code: 20, taken: false }, { how: 'CODE', code: 20, taken: false });
  for (let tries = 0; tries < 2; tries += 1) {
    expect(await desk.send()).toMatchObject({ goOn: false, waitsFor: 'HOURS', forMs: 1_800_000 });
    expect(await numbers()).toEqual(['WAITING null']);
    await desk.later();
  }
  expect(await desk.sendAll()).toMatchObject(WAITS);
  expect(taken()).toEqual([1]);
});

test('an unknown outcome at a bureau whose counter is neither before nor at it halts the account, and nothing is sent', async () => {
  await waiting('a');
  await desk.send();
  fails({ how: 'CUT', taken: false });
  await desk.send();
  sandbox.bureaus.uploads.take({ province: PROVINCE, number: 9, hash: 'x' }, report('somebody else'));
  expect(await desk.sendAll()).toMatchObject(HALTED);
  expect(await numbers()).toEqual(['UNKNOWN 1']);
  expect(await desk.tasks()).toEqual(['BUREAU_ACCOUNT_HALTED']);
  expect(await desk.files()).toMatchObject([{ fault: 'EVIDENCE' }]);
});

test('uploads that wait for an hour although the bureau takes them reach a person, and nobody after they are through', async () => {
  await waiting('a');
  const queued = (at: number) =>
    store.db
      .updateTable('bureau_uploads')
      .set({ queued_at: new Date(at) })
      .where('account', '=', name)
      .execute();
  await queued(Date.now() - 3_000_000);
  await desk.apply();
  expect(await desk.tasks()).toEqual([]);
  await queued(Date.now() - 3_700_000);
  const soon = formatInstant(instant(Date.now() + 60_000));
  const maintained = { maintenance: [{ from: formatInstant(instant(Date.now() - 7_200_000)), to: soon }] };
  await bureauDesk(store, accountAt(sandbox, name, maintained)).apply();
  expect(await desk.tasks()).toEqual([]);
  await desk.apply();
  expect(await desk.tasks()).toEqual(['BUREAU_UPLOADS_WAIT']);
  await desk.sendAll();
  await desk.apply();
  expect(await desk.tasks()).toEqual([]);
});

test('a wrong key halts the account without using up the number', async () => {
  await waiting('a');
  desk = bureauDesk(store, accountAt(sandbox, name, { key: 'another-key-0001' }));
  expect(await desk.sendAll()).toMatchObject(HALTED);
  expect(await numbers()).toEqual(['WAITING null']);
});

test('in announced maintenance nothing is called; it goes on by itself when that is over', async () => {
  await waiting('a');
  const around = {
    from: formatInstant(instant(Date.now() - 60_000)),
    to: formatInstant(instant(Date.now() + 3_600_000)),
  };
  const closed = bureauDesk(store, accountAt(sandbox, name, { maintenance: [around] }));
  expect(await closed.send()).toMatchObject({ goOn: false, waitsFor: 'HOURS' });
  expect(await closed.fetch()).toMatchObject({ goOn: false, waitsFor: 'MAINTENANCE' });
  expect(sandbox.bureaus.conditions.calls(PROVINCE)).toBe(0);
  expect(await desk.sendAll()).toMatchObject(WAITS);
});

test('a stopped account sends nothing until it is started', async () => {
  await waiting('a');
  await desk.send();
  expect(await stopAccount(store.db, name, 'O1', instant(Date.now()))).toBe(true);
  expect(await desk.sendAll()).toMatchObject(HALTED);
  await startAccount(store.db, name);
  expect(await desk.sendAll()).toMatchObject(WAITS);
});

test('numbers that the bureau has lost are sent again from here, then the new one', async () => {
  await waiting('a', 'b', 'c');
  await desk.sendAll();
  sandbox.bureaus.uploads.setLast(PROVINCE, 1);
  await waiting('d');
  expect(await desk.sendAll()).toMatchObject(WAITS);
  expect(await numbers()).toEqual(['ACCEPTED 1', 'ACCEPTED 2', 'ACCEPTED 3', 'ACCEPTED 4']);
  expect(sandbox.bureaus.uploads.last(PROVINCE)).toBe(4);
});

test('a lost number that is not here halts the account: no content is invented', async () => {
  await waiting('a', 'b', 'c');
  await desk.sendAll();
  await store.db
    .updateTable('bureau_uploads')
    .set({ content: null })
    .where('data_sequence', '=', 2)
    .where('account', '=', name)
    .execute();
  sandbox.bureaus.uploads.setLast(PROVINCE, 1);
  await waiting('d');
  expect(await desk.sendAll()).toMatchObject(HALTED);
  expect((await desk.uploads()).at(-1)).toMatchObject({ state: 'WAITING', number: null });
});

test('a bureau that is ahead, as after a restored backup, is followed; a person compares', async () => {
  await waiting('a');
  await desk.sendAll();
  sandbox.bureaus.uploads.take({ province: PROVINCE, number: 7, hash: 'x' }, report('forgotten'));
  await waiting('b');
  expect(await desk.send('new')).toMatchObject({ did: 'COUNTER_TAKEN_OVER', number: 7 });
  expect(await desk.sendAll()).toMatchObject(WAITS);
  expect(await numbers()).toEqual(['ACCEPTED 1', 'ACCEPTED 8']);
  expect(await desk.tasks()).toEqual(['BUREAU_COUNTER_DIFFERS']);
  expect(await desk.files()).toMatchObject([{ fault: 'EVIDENCE', applied: true }]);
});

test('an upload that a restored database has forgotten to have sent is not sent a second time', async () => {
  await waiting('a');
  sandbox.bureaus.uploads.take({ province: PROVINCE, number: 1, hash: 'x' }, report('a'));
  expect(await desk.sendAll()).toMatchObject(WAITS);
  expect(await numbers()).toEqual(['ACCEPTED 1']);
  expect(taken()).toEqual([1]);
});

test('a number that the bureau has accepted with other content halts the account, and the content is kept', async () => {
  await waiting('a');
  await desk.send();
  fails({ how: 'CUT', taken: false });
  await desk.send();
  sandbox.bureaus.uploads.take({ province: PROVINCE, number: 1, hash: 'x' }, report('something else'));
  expect(await desk.sendAll()).toMatchObject(HALTED);
  expect(await numbers()).toEqual(['UNKNOWN 1']);
  expect(await desk.files()).toMatchObject([{ fault: 'EVIDENCE' }]);
});

test('the filing of a hand-over hears that the bureau has it, or that it refused it, once', async () => {
  const { db, vault } = store;
  const [first, second] = [await sampleOrder(db, vault), await sampleOrder(db, vault)];
  const handOver = (orderId: OrderId) => ({
    account: name,
    key: handOverKey(orderId, 1),
    message: 'XZBA',
    zip: report(orderId),
    orderId,
    handOver: 1,
  });
  for (const { id } of [first, second]) await queueUpload(db, vault, handOver(id), instant(Date.now()));
  await desk.send();
  fails({ how: 'HALF', taken: true }, { how: 'CODE', code: 18, taken: false });
  expect(await desk.sendAll()).toMatchObject(WAITS);
  const said = async (orderId: OrderId) =>
    db
      .selectFrom('action_requests')
      .innerJoin('owed_work', (join) =>
        join.onRef('owed_work.case_id', '=', 'action_requests.case_id').onRef('owed_work.name', '=', 'action_id'),
      )
      .select('action')
      .where('action_requests.case_id', '=', orderId)
      .execute();
  expect(await said(first.id)).toEqual([{ action: 'forwardAccepted' }]);
  expect(await said(second.id)).toEqual([{ action: 'forwardFailed' }]);
  expect(await queueUpload(db, vault, handOver(first.id), instant(Date.now()))).toBe('KNOWN');
});

test('an upload whose order was erased meanwhile is refused, and those behind it go on', async () => {
  const { db, vault } = store;
  const { id: orderId } = await sampleOrder(db, vault);
  const upload = { account: name, key: handOverKey(orderId, 1), message: 'XZBA', zip: report('x'), orderId };
  await queueUpload(db, vault, upload, instant(Date.now()));
  await waiting('b');
  await eraseOrder(db, vault, orderId, instant(Date.now()));
  expect(await desk.sendAll()).toMatchObject(WAITS);
  expect(await numbers()).toEqual(['REFUSED null', 'ACCEPTED 1']);
});

test('a bureau that packs an upload anew when asked for it has the same upload', async () => {
  await waiting('a');
  await desk.send();
  fails({ how: 'CUT', taken: false });
  await desk.send();
  const anew = zipSync({
    'beianinfo.xml': [Object.values(unzipSync(report('a')))[0] ?? new Uint8Array(), { level: 0 }],
  });
  sandbox.bureaus.uploads.take({ province: PROVINCE, number: 1, hash: 'x' }, anew);
  expect(await desk.sendAll()).toMatchObject(WAITS);
  expect(await numbers()).toEqual(['ACCEPTED 1']);
});

test('a hash that does not fit is tried once more, then the account stands', async () => {
  await waiting('a');
  await desk.send();
  fails({ how: 'CODE', code: 7, taken: false }, { how: 'CODE', code: 7, taken: false });
  expect(await desk.send()).toMatchObject({ goOn: true, did: 'PUT_BACK' });
  expect(await desk.send()).toMatchObject(HALTED);
});

test('an upload that is too large is refused alone; those behind it go on', async () => {
  await waiting('a', 'b');
  await desk.send();
  fails({ how: 'CODE', code: 18, taken: false });
  expect(await desk.sendAll()).toMatchObject(WAITS);
  expect(await numbers()).toEqual(['REFUSED null', 'ACCEPTED 1']);
  expect(await desk.tasks()).toEqual(['BUREAU_UPLOAD_REFUSED']);
});

test.each<[string, 'before' | 'after']>([
  ['after the number was given and before the call', 'before'],
  ['after the call and before its answer was written', 'after'],
])('a process that dies %s leaves one upload, accepted once', async (_when, when) => {
  await waiting('a', 'b');
  let crashes = 1;
  const dying: MiitClient = {
    ...client,
    upload: async (...given) => {
      const end = when === 'after' || crashes === 0 ? await client.upload(...given) : undefined;
      crashes -= 1;
      if (crashes >= 0 || end === undefined) throw Object.assign(new Error('the process has died'), GONE);
      return end;
    },
  };
  desk = bureauDesk(store, dying);
  await desk.send();
  await expect(desk.send()).rejects.toThrow('the process has died');
  expect(await numbers()).toEqual(['SENT 1', 'WAITING null']);
  desk = bureauDesk(store, client);
  expect(await desk.sendAll()).toMatchObject(WAITS);
  expect(await numbers()).toEqual(['ACCEPTED 1', 'ACCEPTED 2']);
  expect(taken()).toEqual([1, 2]);
  expect(sandbox.bureaus.uploads.repeated(PROVINCE)).toBe(0);
});

test('a server that cannot be reached uses up nothing', async () => {
  const away = accountAt({ url: 'http://127.0.0.1:1' }, name);
  await waiting('a');
  desk = bureauDesk(store, away);
  expect(await desk.send()).toMatchObject({ goOn: false, waitsFor: 'BUREAU' });
  expect(await numbers()).toEqual(['WAITING null']);
});

test('a turn that fails for a reason of its own pauses, and becomes a task at the third time', async () => {
  const faulty: MiitClient = {
    ...client,
    previousUpload: async () => {
      throw new TypeError('x is undefined');
    },
  };
  desk = bureauDesk(store, faulty);
  await waiting('a');
  for (const tasks of [[], [], ['BUREAU_EXCHANGE_STUCK']]) {
    expect(await desk.send()).toMatchObject({ goOn: false, waitsFor: 'CORRECTION' });
    expect(await desk.tasks()).toEqual(tasks);
    await desk.later();
  }
  desk = bureauDesk(store, client);
  expect(await desk.sendAll()).toMatchObject(WAITS);
  expect(await desk.tasks()).toEqual([]);
});
