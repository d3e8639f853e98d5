/** The operator's pages about the exchange with the bureaus, on a real Postgres. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { instant } from '../../../domain/time/instant.ts';
import { bureauReports } from '../../../runtime/bureau-reports.ts';
import { zipped } from '../../../adapters/bureau/miit/envelope.ts';
import { PROFILE_V30 } from '../../../adapters/bureau/miit/profile-v30.ts';
import { takeCodes } from '../../../store/bureau-codes/bureau-codes.ts';
import { noteOwner } from '../../../store/bureau-unfiled/open-unfiled.ts';
import { noteUnfiled } from '../../../store/bureau-unfiled/unfiled.ts';
import { bureauAccount, noteCall } from '../../../store/bureau/accounts.ts';
import { noteQuestion } from '../../../store/bureau-verifications/verifications.ts';
import { storeFile } from '../../../store/bureau/downloads.ts';
import { nextUpload, queueUpload } from '../../../store/bureau/uploads.ts';
import type { AccountId } from '../../../domain/identifiers.ts';
import { bareConsole, type BareConsole } from '../../../test/support/console/bare-console.ts';
import { migratedDatabase, type MigratedDatabase } from '../../../test/support/servers/migrated-database.ts';

const NOW = instant(Date.now());
const ACCOUNT = 'zhejiang';

let store: MigratedDatabase;
let desk: BareConsole;
beforeAll(async () => {
  store = await migratedDatabase();
  const { db: database, vault } = store;
  const report = bureauReports([{ name: ACCOUNT, ispId: '330000009999', profile: PROFILE_V30 }]);
  const lookUp = () => Promise.reject(new Error('nobody looks anything up here'));
  desk = bareConsole({ database, vault, bureau: { lookUp, report } });
  await bureauAccount(database, ACCOUNT);
});
afterAll(() => store.close());

test('an account stands with its last call and number, what it waits for and since when', async () => {
  const { db, vault } = store;
  await noteCall(db, ACCOUNT, {
    call: 'isp_upload',
    code: 15,
    success: false,
    at: instant(Date.parse('2026-03-02T02:05:00Z')),
  });
  await db.updateTable('bureau_accounts').set({ last_number: 41, sending_waits_for: 'FULL_QUEUE' }).execute();
  const at = instant(Date.parse('2026-03-02T01:00:00Z'));
  await queueUpload(db, vault, { account: ACCOUNT, key: 'k', message: 'IPLY', zip: Buffer.from('x') }, at);
  const { text } = await (await desk.as('operator')).get('/operate/bureaus');
  for (const shown of ['FULL_QUEUE', 'isp_upload 2026-03-02 10:05 (15)', '>41<', '1, 自2026-03-02 09:00'])
    expect(text).toContain(shown);
});

test('a raw file comes to an operator who says why, and the reading is written down', async () => {
  const { db, vault } = store;
  const raw = { form: 'ZIP', bytes: Buffer.from('the bytes of the bureau') } as const;
  const { id } = await storeFile(db, vault, { account: ACCOUNT, fileName: 'f.xml', raw, at: NOW });
  const operator = await desk.as('operator');
  const path = `/operate/bureaus/files/${id}/read`;
  expect((await operator.get('/operate/bureaus')).text).toContain(path);
  expect((await operator.post(path, { reason: 'CURIOSITY' }, '/operate/bureaus')).status).toBe(422);
  const read = await operator.post(path, { reason: 'INCIDENT' }, '/operate/bureaus');
  expect([read.status, read.headers['content-type']]).toEqual([200, 'application/zip']);
  const reads = await db.selectFrom('data_reads').select(['subject', 'shown', 'reason']).execute();
  expect(reads).toEqual([{ subject: 'BUREAU_FILES', shown: 'CLEAR', reason: 'INCIDENT' }]);
  const auditor = await desk.as('auditor');
  expect((await auditor.post(path, { reason: 'INCIDENT' }, '/operate/bureaus')).status).toBe(403);
});

test('an unfiled website stands with its owner and term, and is reported by one of the bureau’s codes', async () => {
  const { db } = store;
  const told = {
    account: ACCOUNT,
    domain: 'shop.unfiled-example.cn',
    address: '203.0.113.10',
    carrier: '110000000001',
    province: '330000',
  };
  const id = (await noteUnfiled(db, told, { at: NOW, dueAt: instant(Date.parse('2026-03-01T16:00:00Z')) })) ?? 0;
  await noteOwner(db, { id, domain: told.domain }, { instanceId: 'i-unfiled', accountId: 'acc-1' as AccountId }, NOW);
  const operator = await desk.as('operator');
  const page = '/operate/bureaus/unfiled';
  expect((await operator.get(page)).text).toContain('管局尚未下发处理结果代码表');
  await takeCodes(db, { name: 'f', at: NOW }, [{ table: 'UNFILED_HANDLING', id: '1', name: '停止接入', valid: true }]);
  const { text } = await operator.get(page);
  for (const shown of ['shop.unfiled-example.cn', 'i-unfiled · acc-1', '已逾期', '停止接入'])
    expect(text).toContain(shown);

  const deed = `${page}/${id}/report`;
  const said = { handling: '1', opinion: '已停止接入', dueOn: '2026-12-15', province: '' };
  expect((await operator.post(deed, { ...said, opinion: '' }, page)).status).toBe(422);
  expect((await operator.post(deed, said, page)).headers['location']).toBe(page);
  expect((await operator.get(page)).text).toContain('已上报');
  expect(await nextUpload(db, ACCOUNT)).toBeDefined();
  expect((await operator.post(deed, said, page)).status).toBe(404);
});

const HSRW =
  '<?xml version="1.0" encoding="GBK"?><DownloadData version="V.3.0"><ICP><HSRW><Baxx><Zt_xx><Ztid>800001</Ztid><Dwmc>杭州青榄示例科技有限公司</Dwmc><Dwxz>4</Dwxz><Txdz><Shengid>330000</Shengid><Shiid>330100</Shiid></Txdz><Zj><Zjlx>1</Zjlx><Zjhm>91330108MA2K9QX091</Zjhm><Zjzs>示例路1号</Zjzs></Zj><Fzr><Fzr_xm>陈示例</Fzr_xm><Fzr_dhhm>0571-88880000</Fzr_dhhm><Fzr_sjhm>13900001234</Fzr_sjhm><Fzr_dzyj>icp@qinglan-example.cn</Fzr_dzyj></Fzr><Bbyhlx>0</Bbyhlx><Scbbsj>2026-03-02</Scbbsj></Zt_xx><Wz_xx><Wzid>810001</Wzid><Wzmc>青榄示例</Wzmc><Fwnr><Fwnr_id>8</Fwnr_id></Fwnr><Ym_xx><Ymid>815001</Ymid><Ym>qinglan-example.cn</Ym></Ym_xx><Jr_xx><Jrid>820001</Jrid><Wzfb><Fbdd>34</Fbdd></Wzfb><Wzjrfs><Jrfs>5</Jrfs></Wzjrfs><Ip_xx><Ipid>830001</Ipid><Qsip>3405803786</Qsip><Zzip>3405803786</Zzip></Ip_xx><Bbyhid>330000009999</Bbyhid><Bbyhlx>0</Bbyhlx></Jr_xx><Wz_Fzr><Fzr_xm>林样本</Fzr_xm><Fzr_dhhm>0571-88880001</Fzr_dhhm><Fzr_sjhm>13900005678</Fzr_sjhm><Fzr_dzyj>site@qinglan-example.cn</Fzr_dzyj></Wz_Fzr></Wz_xx></Baxx></HSRW></ICP></DownloadData>';

test('R-MI-4 a filing that the bureau asks about stands with its domain and file, and is answered once with the fields of its answer', async () => {
  const { db, vault } = store;
  const raw = { form: 'ZIP', bytes: zipped(HSRW) } as const;
  const { id: fileId } = await storeFile(db, vault, { account: ACCOUNT, fileName: 'hsrw.xml', raw, at: NOW });
  await noteQuestion(
    db,
    { account: ACCOUNT, fileId, index: 0, domains: ['qinglan-example.cn'] },
    instant(Date.parse('2026-03-02T01:00:00Z')),
  );
  const { id } = await db.selectFrom('bureau_verifications').select('id').executeTakeFirstOrThrow();
  const operator = await desk.as('operator');
  const page = '/operate/bureaus/verifications';
  expect((await operator.get('/operate/bureaus')).text).toContain(page);
  const { text } = await operator.get(page);
  for (const shown of ['qinglan-example.cn', '2026-03-02 09:00', `/operate/bureaus/files/${fileId}/read`])
    expect(text).toContain(shown);
  expect((await operator.get('/language/en?back=/operate/bureaus/verifications')).status).toBe(303);
  expect((await operator.get(page)).text).toContain('Answer the bureau');

  const deed = `${page}/${id}/answer`;
  const said = { passed: 'false', verifiedBy: '王示例', opinion: '该网站不在我方接入', faults: '' };
  const lacking = await operator.post(deed, { ...said, verifiedBy: '' }, page);
  expect(lacking.status).toBe(422);
  expect(lacking.text).toContain('该网站不在我方接入');
  const auditor = await desk.as('auditor');
  expect((await auditor.get(page)).text).not.toContain(deed);
  expect((await auditor.post(deed, said, page)).status).toBe(403);

  expect((await operator.post(deed, said, page)).headers['location']).toBe(page);
  expect((await operator.get(page)).text).toContain('Not true, or not served here');
  const uploads = await db
    .selectFrom('bureau_uploads')
    .select(['key', 'message'])
    .where('message', '=', 'HSJG')
    .execute();
  expect(uploads).toEqual([{ key: `verification:${id}`, message: 'HSJG' }]);
  expect((await operator.post(deed, said, page)).status).toBe(404);
});

test('each open question to the bureau stands with what is assumed and what to set', async () => {
  const { text } = await (await desk.as('auditor')).get('/operate/bureaus/questions');
  expect(text.match(/<tr/g)).toHaveLength(12);
  for (const set of ['encryptUploads', 'passwordCheck', 'BUREAU_LOOKUP_DAYS', 'hours']) expect(text).toContain(set);
});
