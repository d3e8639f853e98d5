/** Files are fetched, stored, acknowledged and applied, each once, whatever is in them and wherever a process dies. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { MiitClient } from '../../adapters/bureau/miit/client.ts';
import type { Damage } from '../../sandbox/bureau/miit/files.ts';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { startAccount } from '../../store/bureau/accounts.ts';
import { setAside } from '../../store/bureau/downloads.ts';
import { accountAt, bureauDesk, PROVINCE, type BureauDesk } from '../../test/support/miit/bureau-desk.ts';
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
let client: MiitClient;
let desk: BureauDesk;
beforeEach(async () => {
  sandbox.reset();
  await store.db.deleteFrom('tasks').execute();
  client = accountAt(sandbox, `account-${(accounts += 1)}`);
  desk = bureauDesk(store, client);
  // The bureau hands out its code tables first; the tests are about what comes after.
  await desk.fetchAll();
  desk.effects.length = 0;
});

const decision = (id: string) =>
  `<Gjsh><Shsj>2026-03-12</Shsj><Shyj>材料不清晰</Shyj><Shjg>0</Shjg><Czlx>1</Czlx><Jlid>${id}</Jlid></Gjsh>`;
const inFile = (...parts: string[]) =>
  `<?xml version="1.0" encoding="GBK"?><DownloadData version="V.3.0"><ICP>${parts.join('')}</ICP></DownloadData>`;
const decisions = (...ids: string[]) => inFile(`<BAJG><GJSHS>${ids.map((id) => decision(id)).join('')}</GJSHS></BAJG>`);
const put = (raw: string, damage?: Damage) => sandbox.bureaus.files.put({ province: PROVINCE }, { raw }, damage).name;
/** Files of the test, without the code tables that come first. */
const files = async () => (await desk.files()).slice(1);
const seen = () => desk.effects.map(({ fact, fileName, index }) => `${fact} ${fileName} ${index}`);
const FETCHED = { goOn: false, waitsFor: 'FILES' };
const DONE = { fault: null, acknowledged: true, applied: true, unapplied: 0 };

test('each fact of each file has its effect once, in order', async () => {
  const [first, second] = [put(decisions('1', '2')), put(decisions('3'))];
  expect(await desk.fetchAll()).toMatchObject(FETCHED);
  expect(seen()).toEqual([`DECISION ${first} 0`, `DECISION ${first} 1`, `DECISION ${second} 0`]);
  expect(await files()).toMatchObject([DONE, DONE]);
});

test.each(['REPEATED_FILE', 'LOST_ACKNOWLEDGEMENT'] as const)('after %s nothing happens twice', async (how) => {
  put(decisions('1'));
  const method = how === 'REPEATED_FILE' ? 'isp_download' : 'isp_downloadack';
  if (how === 'REPEATED_FILE') await desk.fetchAll();
  sandbox.bureaus.conditions.failNext(PROVINCE, method, [{ how }]);
  expect(await desk.fetchAll()).toMatchObject(FETCHED);
  expect(seen()).toHaveLength(1);
  expect(await files()).toMatchObject([DONE]);
  expect(sandbox.bureaus.files.waiting(PROVINCE)).toEqual([]);
});

type Step = 'download' | 'acknowledge';
test.each<[string, Step, 'before' | 'after']>([
  ['after the download and before it is stored', 'download', 'after'],
  ['after it is stored and before the acknowledgement', 'acknowledge', 'before'],
  ['after the acknowledgement and before that is written', 'acknowledge', 'after'],
])('a process that dies %s loses and doubles nothing', async (_when, step, when) => {
  put(decisions('1'));
  let crashes = 1;
  const died = () => {
    throw Object.assign(new Error('the process has died'), { code: '57P01' }); // nothing can be written any more
  };
  const dying: MiitClient = {
    ...client,
    [step]: async (fileName: string) => {
      if (crashes === 0) return client[step](fileName);
      crashes -= 1;
      if (when === 'after') await client[step](fileName);
      return died();
    },
  };
  desk = bureauDesk(store, dying);
  await expect(desk.fetch()).rejects.toThrow('the process has died');
  expect(await desk.fetchAll()).toMatchObject(FETCHED);
  expect(seen()).toHaveLength(1);
  expect(await files()).toMatchObject([DONE]);
});

test.each<Damage>(['HASH', 'ZIP'])(
  'a file damaged in its %s is not acknowledged; at the third time a person is told, and can let the next ones pass',
  async (damage) => {
    put(decisions('1'), damage);
    const next = put(decisions('2'));
    for (const tasks of [[], [], ['BUREAU_FILE_NEEDS_PERSON']]) {
      expect(await desk.fetch()).toMatchObject({ goOn: false, waitsFor: 'BUREAU' });
      expect(await desk.tasks()).toEqual(tasks);
      await desk.later();
    }
    const [{ id }] = (await store.db
      .selectFrom('bureau_downloads')
      .select('id')
      .where('fault', 'like', 'ENVELOPE%')
      .execute()) as [{ id: number }];
    expect(await setAside(store.db, id)).toBe(true);
    expect(await desk.fetchAll()).toMatchObject(FETCHED);
    expect(seen()).toEqual([`DECISION ${next} 0`]);
  },
);

test.each<[string, Damage | undefined, string, string]>([
  ['GBK that breaks off', 'GBK', decisions('1'), 'UNREADABLE_ENCODING'],
  ['something that is no XML', undefined, 'busy', 'UNREADABLE_NO_DOWNLOAD'],
  ['entities of its own', undefined, '<!DOCTYPE a [<!ENTITY x "y">]><DownloadData version="V.3.0"/>', 'UNREADABLE_NO_DOWNLOAD'],
])('a file with %s is stored and acknowledged, a person looks, and the next one comes', async (_what, damage, xml, fault) => {
  put(xml, damage);
  const next = put(decisions('2'));
  expect(await desk.fetchAll()).toMatchObject(FETCHED);
  expect(await files()).toMatchObject([{ fault, acknowledged: true, applied: true }, DONE]);
  expect(seen()).toEqual([`DECISION ${next} 0`]);
  expect(await desk.tasks()).toEqual(['BUREAU_FILE_NEEDS_PERSON']);
}); // prettier-ignore

test('a zip that is far larger unpacked is never unpacked, and the next file comes', async () => {
  put(decisions('1'), 'BOMB');
  const next = put(decisions('2'));
  expect(await desk.fetchAll()).toMatchObject(FETCHED);
  expect(await files()).toMatchObject([{ fault: 'UNREADABLE_TOO_LARGE', acknowledged: true, applied: true }, DONE]);
  expect(seen()).toEqual([`DECISION ${next} 0`]);
  expect(await desk.tasks()).toEqual(['BUREAU_FILE_NEEDS_PERSON']);
});

test('elements that Beian does not know are shown to a person, and the others have their effect', async () => {
  put(inFile('<XINXI><Xin>1</Xin></XINXI>', `<BAJG><GJSHS>${decision('1')}</GJSHS></BAJG>`));
  await desk.fetchAll();
  expect(seen()).toHaveLength(1);
  expect(await desk.tasks()).toEqual(['BUREAU_FILE_NEEDS_PERSON']);
});

test('an id beyond 2^53 stays as it is', async () => {
  put(decisions('9007199254740993123'));
  await desk.fetchAll();
  expect(seen()).toHaveLength(1);
  expect(await desk.tasks()).toEqual([]);
});

test('a fact that nothing follows from stops no other, and a person looks', async () => {
  const refusing = bureauDesk(store, client, (fact) => fact.fact === 'DECISION' && fact.decision.about === '2');
  put(decisions('1', '2', '3'));
  await refusing.fetchAll();
  expect(refusing.effects).toHaveLength(3);
  expect((await refusing.files()).at(-1)).toMatchObject({ applied: true, unapplied: 1 });
  expect(await refusing.tasks()).toEqual(['BUREAU_FILE_NEEDS_PERSON']);
});

test('a password that is wrong halts the fetching and says so', async () => {
  const wrong = bureauDesk(store, accountAt(sandbox, client.name, { password: 'wrong' }));
  expect(await wrong.fetchAll()).toMatchObject({ goOn: false, waitsFor: 'OPERATOR' });
  expect(await wrong.tasks()).toEqual(['BUREAU_ACCOUNT_HALTED']);
});

test('the same document packed anew is the same file; another one under its name stands beside it for a person', async () => {
  put(decisions('1'));
  await desk.fetchAll();
  const [known] = sandbox.bureaus.files.of(PROVINCE).filter(({ xml }) => xml === decisions('1'));
  if (known === undefined) throw new Error('the bureau has no such file');
  sandbox.bureaus.files.keep({ ...known, acknowledged: false, xml: decisions('2') });
  await desk.fetchAll();
  expect(seen()).toHaveLength(1);
  expect(await files()).toMatchObject([DONE, { fault: 'OTHER_CONTENT', applied: true }]);
  expect(await desk.tasks()).toEqual(['BUREAU_FILE_NEEDS_PERSON']);
});

test('answers that are no XML are told to a person at the third time in a row, and the fetching goes on', async () => {
  const failure = { how: 'NO_XML', taken: false } as const;
  sandbox.bureaus.conditions.failNext(PROVINCE, 'isp_download', [failure, failure, failure]);
  put(decisions('1'));
  for (const tasks of [[], [], ['BUREAU_EXCHANGE_STUCK']]) {
    expect(await desk.fetch()).toMatchObject({ goOn: false, waitsFor: 'BUREAU' });
    expect(await desk.tasks()).toEqual(tasks);
    await desk.later();
  }
  expect(await desk.fetchAll()).toMatchObject(FETCHED);
  expect(seen()).toHaveLength(1);
  expect(await desk.tasks()).toEqual([]);
});

test('with a wrong key no file is acknowledged; once the key is right all of them come', async () => {
  put(decisions('1'));
  const wrong = bureauDesk(store, accountAt(sandbox, client.name, { key: 'another-key-0001' }));
  for (const tasks of [[], [], ['BUREAU_FILE_NEEDS_PERSON']]) {
    expect(await wrong.fetch()).toMatchObject({ goOn: false, waitsFor: 'BUREAU' });
    expect(await wrong.tasks()).toEqual(tasks);
    await wrong.later();
  }
  expect(sandbox.bureaus.files.waiting(PROVINCE)).toHaveLength(1);
  expect(await desk.fetchAll()).toMatchObject(FETCHED);
  expect(seen()).toHaveLength(1);
  expect(await files()).toMatchObject([DONE]);
});

test.each<[string, number, string, string[]]>([
  ['902, maintenance', 902, 'MAINTENANCE', []],
  ['999, another fault', 999, 'BUREAU', []],
  ['21, no file name in the acknowledgement', 21, 'OPERATOR', ['BUREAU_ACCOUNT_HALTED']],
  ['12, authentication refused', 12, 'OPERATOR', ['BUREAU_ACCOUNT_HALTED']],
  ['77, a code that nobody knows', 77, 'OPERATOR', ['BUREAU_ACCOUNT_HALTED']],
])('code %s leaves the file where it is, and it has its effect once afterwards', async (_what, code, waitsFor, tasks) => {
  put(decisions('1'));
  const method = code === 21 ? 'isp_downloadack' : 'isp_download';
  sandbox.bureaus.conditions.failNext(PROVINCE, method, [{ how: 'CODE', code: code as 902, taken: false }]);
  expect(await desk.fetch()).toMatchObject({ goOn: false, waitsFor });
  expect(await desk.tasks()).toEqual(tasks);
  await startAccount(store.db, client.name);
  await desk.later();
  expect(await desk.fetchAll()).toMatchObject(FETCHED);
  expect(seen()).toHaveLength(1);
  expect(await files()).toMatchObject([DONE]);
}); // prettier-ignore
