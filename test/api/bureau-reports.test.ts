/**
 * What a provider reports to a bureau besides orders: its addresses, which the checks of orders use (A-187), and what it did about websites
 * without a filing. The bureau is the sandbox's server.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createBureauApplier } from '../../activities/bureau/apply.ts';
import { createDownloadEffects } from '../../activities/bureau/effects.ts';
import { createBureauFetcher } from '../../activities/bureau/fetch.ts';
import { createBureauSender } from '../../activities/bureau/send.ts';
import type { Turn } from '../../domain/bureau/exchange.ts';
import { formatInstant, instant } from '../../domain/time/instant.ts';
import { createPasswordCheck } from '../../adapters/bureau/miit/password-check.ts';
import { bureauReports } from '../../runtime/bureau-reports.ts';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { gateChanges, refreshGate } from '../../store/access/gate-rows.ts';
import { acceptedAddresses } from '../../store/bureau-addresses/addresses.ts';
import { writeRecord } from '../../store/records/write-record.ts';
import { sql } from 'kysely';
import type { AccountId } from '../../domain/identifiers.ts';
import { setType } from '../../store/orders/edit-order.ts';
import { sampleForm, sampleOrder } from '../support/orders/stored-orders.ts';
import { accountAt, configuredAt } from '../support/miit/bureau-desk.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

const ACCOUNT = 'zhejiang';
const PATH = `/v1/bureau/accounts/${ACCOUNT}/addresses`;
const RANGE = { from: '203.0.113.0', to: '203.0.113.255' };
/** A carrier in the code table of the sandbox's bureau. */
const SOURCE = { kind: 'SOURCE', ...RANGE, unit: '110000000001' };
const OWN_USE = { kind: 'OWN_USE', ...RANGE, usage: 'STATIC', since: '2026-03-01' };

let bench: ApiBench;
let sandbox: Sandbox;
let operator: Person;
let app: RequestListener;
beforeAll(async () => {
  [bench, sandbox] = await Promise.all([startApiBench(), createSandbox()]);
  const client = accountAt(sandbox, ACCOUNT);
  const checkFilingPassword = createPasswordCheck(configuredAt(sandbox, ACCOUNT));
  app = bench.appWith({ bureau: { ...bench.deps.bureau, report: bureauReports([client]), checkFilingPassword } });
  operator = (await bench.as('operator')).at(app);
});
afterAll(() => Promise.all([bench.close(), sandbox.stop()]));

/** Sender, fetcher and applier run until nothing is left to do. */
async function exchange(): Promise<void> {
  const deps = { ...bench.deps, bureauAccounts: [accountAt(sandbox, ACCOUNT)] };
  const turns = [
    createBureauSender(deps),
    createBureauFetcher(deps),
    createBureauApplier(deps, createDownloadEffects(deps)),
  ];
  for (const turn of turns) {
    const run = () =>
      new MockActivityEnvironment().run<[{ account: string }], Turn, typeof turn>(turn, { account: ACCOUNT });
    let last = await run();
    while (last.goOn) last = await run();
    const over = { sending_not_before: null, fetching_not_before: null };
    await bench.database.updateTable('bureau_accounts').set(over).where('name', '=', ACCOUNT).execute();
  }
}

const listed = async (): Promise<{ id: number; kind: string; state: string; codes: string[] }[]> =>
  succeeded(await operator.get(PATH)).body.addresses;

test('a range is free for websites once its source and its use are accepted, and not before', async () => {
  expect(await acceptedAddresses(bench.database)).toBeUndefined();
  expect((await operator.post(PATH, SOURCE)).status).toBe(202);
  expect(await listed()).toMatchObject([{ kind: 'SOURCE', state: 'REPORTED', codes: [] }]);
  await exchange();
  expect(await listed()).toMatchObject([{ kind: 'SOURCE', state: 'ACCEPTED' }]);
  expect(await acceptedAddresses(bench.database)).toEqual([]);

  expect((await operator.post(PATH, OWN_USE)).status).toBe(202);
  await exchange();
  expect(await acceptedAddresses(bench.database)).toEqual([RANGE]);

  const [used] = await listed();
  expect((await operator.post(`/v1/bureau/addresses/${used?.id}/removal`)).status).toBe(202);
  expect((await operator.post(`/v1/bureau/addresses/${used?.id}/removal`)).status).toBe(404);
  await exchange();
  expect(await listed()).toMatchObject([{ kind: 'OWN_USE', state: 'REMOVED' }, { kind: 'SOURCE' }]);
  expect(await acceptedAddresses(bench.database)).toEqual([]);
});

test('a range that the bureau refuses says why, and an operator has a task', async () => {
  const outside = { from: '198.51.100.0', to: '198.51.100.7' };
  succeeded(await operator.post(PATH, { ...OWN_USE, ...outside }));
  await exchange();
  const [refused] = await listed();
  expect(refused).toMatchObject({ ...outside, state: 'REFUSED', codes: ['2005'] });
  const { tasks } = succeeded(await operator.get('/v1/tasks')).body;
  expect(tasks.map(({ kind }: { kind: string }) => kind)).toContain('BUREAU_FILE_NEEDS_PERSON');
});

test('what cannot be reported is refused at the door', async () => {
  expect((await operator.post(PATH, { ...SOURCE, from: '203.0.113.9', to: '203.0.113.1' })).status).toBe(422);
  expect((await operator.post(PATH, { ...SOURCE, from: '2001:db8::1' })).status).toBe(422);
  expect((await operator.post(PATH, { ...SOURCE, unit: '99999999999999999999' })).status).toBe(422);
  expect((await operator.post('/v1/bureau/accounts/nowhere/addresses', SOURCE)).status).toBe(404);
  expect(await listed()).toHaveLength(3);
});

const UNFILED = (...websites: [domain: string, address: string][]) =>
  `<?xml version="1.0" encoding="GBK"?><DownloadData version="V.3.0"><ICP><WBAWZLB>${websites
    .map(
      ([domain, address], index) =>
        `<Wbawz_xx><Id>${77 + index}</Id><Wzym_mc>${domain}</Wzym_mc><IP>${address}</IP><Sssh>330000</Sssh><Yys>110000000001</Yys></Wbawz_xx>`,
    )
    .join('')}</WBAWZLB></ICP></DownloadData>`;

interface Unfiled {
  id: number;
  domain: string;
  state: string;
}
const unfiled = async (): Promise<Unfiled[]> =>
  succeeded(await operator.get(`/v1/bureau/accounts/${ACCOUNT}/unfiled`)).body.websites;
const desk = async (): Promise<string[]> =>
  succeeded(await operator.get('/v1/tasks')).body.tasks.map(({ kind }: { kind: string }) => kind);
/** What the network is told of a host. */
const gate = async (host: string): Promise<string> => {
  const { database: db, vault } = bench;
  while ((await refreshGate(db, vault, { now: instant(Date.now()), fileable: () => true })) > 0);
  const row = (await gateChanges(db, 0, 1000)).find(({ domain }) => domain === host);
  return row === undefined ? 'no row' : `${row.serve ? 'serve' : 'block'} ${row.reason}`;
};

test('A-191 an unfiled domain on our address is a case: its owner is told, it is blocked, and what was done is reported in time', async () => {
  const { database: db } = bench;
  const [bureau] = sandbox.bureaus.accounts;
  if (bureau === undefined) throw new Error('the sandbox has no account');
  const owner = await bench.as('applicant');
  bench.parties.assets.instances.set('i-unfiled', {
    publicIp: '203.0.113.10',
    ownerAccountId: owner.accountId ?? '',
  });
  sandbox.bureaus.unfiled.set('shop.unfiled-example.cn 3405803786', {
    id: '77',
    domain: 'shop.unfiled-example.cn',
    address: '3405803786',
    handled: false,
  });
  expect(await gate('unfiled-example.cn')).toBe('no row');
  sandbox.bureaus.files.put(bureau, {
    raw: UNFILED(['Shop.Unfiled-Example.cn', '3405803786'], ['unfiled-example.com', '3405803787']),
  });
  await exchange();

  const websites = await unfiled();
  const found = websites.find(({ domain }) => domain === 'shop.unfiled-example.cn');
  const ownerless = websites.find(({ domain }) => domain === 'unfiled-example.com');
  expect(found).toMatchObject({
    domain: 'shop.unfiled-example.cn',
    address: '203.0.113.10',
    state: 'OPEN',
    instanceId: 'i-unfiled',
    accountId: owner.accountId,
  });
  expect(ownerless).not.toHaveProperty('accountId');
  const { toldAt, dueAt } = found as unknown as { toldAt: string; dueAt: string };
  expect(dueAt.slice(0, 10)).toBe(formatInstant(instant(Date.parse(toldAt) + 5 * 86_400_000)).slice(0, 10));
  expect((await desk()).filter((kind) => kind === 'UNFILED_WEBSITE')).toHaveLength(2);
  const { messages } = succeeded(await owner.get('/v1/inbox')).body;
  expect(messages).toMatchObject([
    { code: 'N-19', params: { facts: { domain: 'shop.unfiled-example.cn', reference: `UW-${found?.id}` } } },
  ]);
  const told: { code: string; params: { facts: { task?: string } } }[] = succeeded(await operator.get('/v1/inbox')).body
    .messages;
  expect(told.filter(({ code, params }) => code === 'N-16' && params.facts.task === 'UNFILED_WEBSITE')).toHaveLength(2);
  expect(await gate('unfiled-example.cn')).toBe('block FOUND_UNFILED');

  // The bureau tells it again, and the files are looked at again: nobody is told twice.
  sandbox.bureaus.files.put(bureau, { raw: UNFILED(['shop.unfiled-example.cn', '3405803786']) });
  await exchange();
  expect(succeeded(await owner.get('/v1/inbox')).body.messages).toHaveLength(1);

  await db
    .updateTable('bureau_unfiled')
    .set({ due_at: new Date(Date.now() - 1000) })
    .where('id', '=', found?.id ?? 0)
    .execute();
  await exchange();
  expect((await desk()).filter((kind) => kind === 'UNFILED_OVERDUE')).toHaveLength(1);

  const report = { handling: 1, opinion: '已停止接入', dueOn: '2026-12-15' };
  const path = `/v1/bureau/unfiled/${found?.id}/report`;
  expect((await operator.post(path, { ...report, handling: 0 })).status).toBe(422);
  expect((await operator.post(path, report)).status).toBe(202);
  expect((await operator.post(path, report)).status).toBe(404);
  await exchange();
  expect((await unfiled()).find(({ id }) => id === found?.id)).toMatchObject({ state: 'REPORTED', handling: 1 });
  expect(sandbox.bureaus.unfiled.get('shop.unfiled-example.cn 3405803786')).toMatchObject({ handled: true });
  expect((await desk()).filter((kind) => kind.startsWith('UNFILED'))).toEqual(['UNFILED_WEBSITE']);
  expect(await gate('unfiled-example.cn')).toBe('block FOUND_UNFILED');
});

test('A-191 an unfiled domain that is filed meanwhile needs nobody any more, and is served', async () => {
  const { database: db, vault } = bench;
  const [website] = (await unfiled()).filter(({ domain }) => domain === 'unfiled-example.com');
  // A row of the version before, which nobody has looked after.
  const before = { gate_domain: null, asked_at: null };
  await db.updateTable('bureau_unfiled').set(before).where('domain', '=', 'unfiled-example.com').execute();
  await exchange();
  expect(await gate('unfiled-example.com')).toBe('block FOUND_UNFILED');
  const form = sampleForm({ websites: { W1: { name: '站', domain: 'unfiled-example.com', headId: 'P1' } } });
  const { id: orderId } = await sampleOrder(db, vault, { form });
  const entityNumber = '琼ICP备2026009191号';
  const websites = [{ domain: 'unfiled-example.com', number: `${entityNumber}-1` }];
  const at = instant(Date.now() - 86_400_000);
  await writeRecord(db, vault, { orderId, at, entityNumber, websites, issuedOn: '2026-03-02' });
  await exchange();
  expect((await unfiled()).find(({ id }) => id === website?.id)).toMatchObject({ state: 'FILED' });
  expect((await desk()).filter((kind) => kind.startsWith('UNFILED'))).toEqual([]);
  expect(await gate('unfiled-example.com')).toBe('serve FILED');
});

test('a verification task is listed by its domains, answered once, and the bureau takes the answer', async () => {
  const { bureaus } = sandbox;
  const [bureau] = bureaus.accounts;
  if (bureau === undefined) throw new Error('the sandbox has no account');
  const xml =
    '<?xml version="1.0" encoding="GBK"?><DownloadData version="V.3.0"><ICP><HSRW><Baxx><Zt_xx><Ztid>800001</Ztid><Dwmc>杭州青榄示例科技有限公司</Dwmc><Dwxz>4</Dwxz><Txdz><Shengid>330000</Shengid><Shiid>330100</Shiid></Txdz><Zj><Zjlx>1</Zjlx><Zjhm>91330108MA2K9QX091</Zjhm><Zjzs>示例路1号</Zjzs></Zj><Fzr><Fzr_xm>陈示例</Fzr_xm><Fzr_dhhm>0571-88880000</Fzr_dhhm><Fzr_sjhm>13900001234</Fzr_sjhm><Fzr_dzyj>icp@qinglan-example.cn</Fzr_dzyj></Fzr><Bbyhlx>0</Bbyhlx><Scbbsj>2026-03-02</Scbbsj></Zt_xx><Wz_xx><Wzid>810001</Wzid><Wzmc>青榄示例</Wzmc><Fwnr><Fwnr_id>8</Fwnr_id></Fwnr><Ym_xx><Ymid>815001</Ymid><Ym>qinglan-example.cn</Ym></Ym_xx><Jr_xx><Jrid>820001</Jrid><Wzfb><Fbdd>34</Fbdd></Wzfb><Wzjrfs><Jrfs>5</Jrfs></Wzjrfs><Ip_xx><Ipid>830001</Ipid><Qsip>3405803786</Qsip><Zzip>3405803786</Zzip></Ip_xx><Bbyhid>330000009999</Bbyhid><Bbyhlx>0</Bbyhlx></Jr_xx><Wz_Fzr><Fzr_xm>林样本</Fzr_xm><Fzr_dhhm>0571-88880001</Fzr_dhhm><Fzr_sjhm>13900005678</Fzr_sjhm><Fzr_dzyj>site@qinglan-example.cn</Fzr_dzyj></Wz_Fzr></Wz_xx></Baxx></HSRW></ICP></DownloadData>';
  bureaus.tasks.set('800001', 'OPEN');
  bureaus.files.put(bureau, { raw: xml });
  await exchange();
  const list = async (): Promise<{ id: number }[]> =>
    succeeded(await operator.get(`/v1/bureau/accounts/${ACCOUNT}/verifications`)).body.verifications;
  const [question] = await list();
  expect(question).toMatchObject({ domains: ['qinglan-example.cn'], state: 'OPEN' });
  const path = `/v1/bureau/verifications/${question?.id}/answer`;
  const answer = { passed: true, verifiedBy: '核实样本', opinion: '信息属实' };
  expect((await operator.post(path, answer)).status).toBe(202);
  expect((await operator.post(path, answer)).status).toBe(404);
  await exchange();
  expect(await list()).toMatchObject([{ state: 'ANSWERED', passed: true }]);
  expect(bureaus.tasks.get('800001')).toBe('ANSWERED');
});

test('R-DEREG-5 a filing password is asked for only where the rules say so, is judged by MIIT, and is shown by nothing', async () => {
  const { database: db, vault } = bench;
  const applicant = (await bench.as('applicant')).at(app);
  const accountId = applicant.accountId as AccountId;
  const form = sampleForm({ entity: { ...sampleForm().entity, certificateNumber: '91460100MA5TEST91X' } });
  const { id } = await sampleOrder(db, vault, { accountId, form });
  const number = '琼ICP备2026009192号';
  await setType(db, id, 'TRANSFER_NEW', instant(Date.now()), {
    W1: { entityNumber: number, websiteNumber: `${number}-1` },
  });
  sandbox.bureaus.passwords.set(number, 'Right-Password-7');
  const found = async (): Promise<string[]> =>
    succeeded(await applicant.get(`/v1/orders/${id}/checklist`))
      .body.missing.filter(({ path }: { path: string }) => path === 'filingPassword')
      .map(({ code }: { code: string }) => code);
  const give = (password: string) => applicant.put(`/v1/orders/${id}/filing-password`, { password });

  expect(await found()).toEqual([]);
  expect((await give('Right-Password-7')).body).toMatchObject({
    errors: [{ path: 'filingPassword', code: 'NOT_ASKED' }],
  });
  const row = {
    key: 'password.required',
    scope: {},
    validFrom: '2026-01-01',
    value: ['TRANSFER_NEW'],
    source: 'notice',
  };
  succeeded(await operator.put('/v1/policies', [row]));
  expect(await found()).toEqual(['MISSING']);
  expect((await give('with space')).status).toBe(422);
  succeeded(await give('Wrong-Password-1'));
  expect(await found()).toEqual(['FILING_PASSWORD_WRONG']);
  succeeded(await give('Right-Password-7'));
  expect(await found()).toEqual([]);
  // MIIT was asked once about each, however often the order is checked.
  await found();
  expect(sandbox.bureaus.passwordChecks.get(number)).toBe(2);

  expect((await applicant.get(`/v1/orders/${id}/form`)).text).not.toContain('Password');
  const { rows } = await sql<{ held: string }>`select filing_passwords::text as held from filing_passwords`.execute(db);
  expect(rows).toHaveLength(1);
  expect(Buffer.from(rows[0]?.held.match(/\\x([0-9a-f]+)/)?.[1] ?? '', 'hex').includes('Password')).toBe(false);

  for (const wrong of ['Wrong-2', 'Wrong-3', 'Wrong-4']) {
    succeeded(await give(wrong));
    await found();
  }
  // The sandbox answers code 22 from the sixth check on.
  succeeded(await give('Right-Password-7'));
  expect(await found()).toEqual(['FILING_PASSWORD_TOO_OFTEN']);
  await db.updateTable('filing_passwords').set({ wrong_count: 5 }).execute();
  expect((await give('Wrong-5')).status).toBe(429);
});
