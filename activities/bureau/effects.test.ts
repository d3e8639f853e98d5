/** What a bureau's files do to orders and records, in Postgres: files as the interface writes them, in either order, twice, and unknown. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createMiitClient } from '../../adapters/bureau/miit/client.ts';
import { zipped } from '../../adapters/bureau/miit/envelope.ts';
import { PROFILE_V30 } from '../../adapters/bureau/miit/profile-v30.ts';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { Stage } from '../../domain/lifecycle/stage.ts';
import { instant } from '../../domain/time/instant.ts';
import { BUILT_IN_POLICIES } from '../../domain/policy/built-in-policies.ts';
import { PUBLISHED_YEARS } from '../../domain/time/calendar-years.ts';
import { blacklistedNames, isBlacklisted } from '../../store/bureau-answers/blacklist.ts';
import { toldId } from '../../store/bureau-answers/told-ids.ts';
import { nameParts } from '../../store/bureau-ids/bureau-ids.ts';
import { markAcknowledged, storeFile } from '../../store/bureau/downloads.ts';
import { importPolicies } from '../../store/policy/policies.ts';
import { seedReferenceData } from '../../store/policy/reference-data.ts';
import { rulesReader } from '../../store/policy/rules.ts';
import { endUpload, handOverKey, markSent, nextUpload, queueUpload } from '../../store/bureau/uploads.ts';
import { readOrder } from '../../store/orders/orders.ts';
import { releasePlace } from '../../store/orders/place.ts';
import { snapshotOf } from '../../domain/record/record-snapshot.ts';
import { serversOnRecord } from '../../store/records/accesses.ts';
import { miitIdsOf } from '../../store/records/miit-ids.ts';
import { readRecordCopy } from '../../store/records/record-copy.ts';
import { writeRecord } from '../../store/records/write-record.ts';
import { readUnsent } from '../../store/outbox/action-requests.ts';
import { codesReader } from '../../store/bureau-codes/bureau-codes.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { MONDAY_MORNING, sampleOrder } from '../../test/support/orders/stored-orders.ts';
import { createBureauApplier } from './apply.ts';
import { createDownloadEffects } from './effects.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
  await seedReferenceData(store.db, BUILT_IN_POLICIES, PUBLISHED_YEARS);
});
afterAll(() => store.close());

const NOW = instant(Date.now());
const ACCOUNT = 'zhejiang';
const ISP = '330000009999';
const client = createMiitClient({
  name: ACCOUNT,
  province: 'ZJ',
  baseUrl: 'http://127.0.0.1:1',
  ispId: ISP,
  userName: 'sample',
  password: 'sample',
  keys: undefined,
  encryptsUploads: false,
  passwordCheck: 'CLEAR',
  profile: PROFILE_V30,
  timeoutMs: 1000,
  firstPauseMs: 1000,
  fetchEveryMs: 1000,
  hours: [],
  maintenance: [],
});

let files = 0;
/** Stores a file as the fetcher does, and lets all its facts have their effects; how many had none. */
async function arrives(content: string): Promise<number | null> {
  const { db, vault } = store;
  files += 1;
  const xml = `<?xml version="1.0" encoding="GBK"?><DownloadData version="V.3.0">${content}</DownloadData>`;
  const raw = { form: 'ZIP' as const, bytes: zipped(xml) };
  const { id } = await storeFile(db, vault, { account: ACCOUNT, fileName: `file-${files}.xml`, raw, at: NOW });
  await markAcknowledged(db, id, NOW);
  const deskEmail = 'desk@provider.example';
  const assets = { serverAt: async () => undefined };
  const deps = { database: db, vault, bureauAccounts: [client], rules: rulesReader(db), deskEmail, assets };
  const turn = await createBureauApplier(deps, createDownloadEffects(deps))({ account: ACCOUNT });
  expect(turn).toMatchObject({ goOn: true, did: 'APPLIED' });
  const row = await db
    .selectFrom('bureau_downloads')
    .select('unapplied')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.unapplied;
}

let orders = 0;
let uploads = 0;
interface AtBureau {
  orderId: OrderId;
  own: (kind: 'ZT' | 'WZ' | 'YM' | 'JR') => string;
  domain: string;
}

/** A first filing whose hand-over the bureau has accepted. */
async function orderAtBureau(stage: Stage = 'SMS_PENDING'): Promise<AtBureau> {
  const { db, vault } = store;
  orders += 1;
  const domain = `sample-${orders}.cn`;
  const { id: orderId } = await sampleOrder(db, vault, {
    form: {
      entity: {
        kind: 'ENTERPRISE',
        province: 'ZJ',
        name: '杭州示例科技有限公司',
        certificateNumber: `9133010${orders}MA5TEST00X`,
        headId: 'P1',
      },
      people: { P1: { name: '张三', documentNumber: '11010519491231002X', mobile: '13800138000' } },
      websites: { W1: { name: '示例小站', domain, homeUrl: `www.${domain}`, headId: 'P1' } },
    },
    domains: [{ websiteId: 'W1', domain }],
  });
  const keys = (['ZT', 'WZ', 'YM', 'JR'] as const).map((kind) => ({ kind, key: `${kind}:${orderId}` }));
  const ids = await nameParts(
    db,
    keys.map(({ kind, key }) => ({ kind, key, orderId, ...(kind === 'ZT' ? {} : { websiteId: 'W1' }) })),
  );
  await accepted(orderId, 'XZBA');
  await at(orderId, stage);
  return { orderId, domain, own: (kind) => ids.get(`${kind}:${orderId}`) ?? '' };
}

/** The bureau has taken the first hand-over of an order. */
async function accepted(orderId: OrderId, message: string): Promise<void> {
  const { db, vault } = store;
  uploads += 1;
  const upload = { account: ACCOUNT, key: handOverKey(orderId, 1), message, zip: Buffer.from(orderId) };
  await queueUpload(db, vault, { ...upload, orderId, handOver: 1 }, NOW);
  const { id = 0 } = (await nextUpload(db, ACCOUNT)) ?? {};
  await markSent(db, id, uploads, NOW);
  await endUpload(db, id, { state: 'ACCEPTED', number: uploads }, { code: 0, at: NOW });
}

const at = (orderId: OrderId, stage: Stage) =>
  store.db.updateTable('orders').set({ stage }).where('id', '=', orderId).execute();

/** What the filing is told, oldest first. */
async function told(orderId: OrderId): Promise<{ action: string; data: unknown }[]> {
  const { db, vault } = store;
  const rows = await db
    .selectFrom('action_requests')
    .select('action_id')
    .where('case_id', '=', orderId)
    .orderBy('noted_at')
    .orderBy('action_id')
    .execute();
  const sent = await Promise.all(
    rows.map(({ action_id: id }) => readUnsent(db, vault, { caseId: orderId, actionId: id })),
  );
  return sent.flatMap((one) => (one === undefined ? [] : [{ action: one.action, data: one.data }]));
}

const tasks = async (): Promise<number> =>
  Number(
    (
      await store.db
        .selectFrom('tasks')
        .select((is) => is.fn.countAll().as('open'))
        .where('kind', '=', 'BUREAU_FILE_NEEDS_PERSON')
        .where('closed_at', 'is', null)
        .executeTakeFirstOrThrow()
    ).open,
  );

const result = (own: string, ...faults: [code: string, text: string][]): string =>
  `<ICP><BAJG><Jg_xx>${faults.map(([code, text]) => `<Jgxx><Jgdm>${code}</Jgdm><Dmms>${text}</Dmms></Jgxx>`).join('')}<Czlx>1</Czlx><Bs>${own}</Bs></Jg_xx></BAJG></ICP>`;
const decision = (own: string, approved: 0 | 1, opinion: string): string =>
  `<ICP><BAJG><GJSHS><Gjsh><Shsj>2026-03-16</Shsj><Shyj>${opinion}</Shyj><Shjg>${approved}</Shjg><Czlx>1</Czlx><Jlid>${own}</Jlid></Gjsh></GJSHS></BAJG></ICP>`;
/** A record of the order's filing; `n` makes MIIT's ids. */
const record = ({ own, domain }: AtBureau, n: number, provider = ISP): string =>
  `<ICP><BASJ><Baxx><Zt_xx><IspZtid>${own('ZT')}</IspZtid><Ztid>8${n}01</Ztid><Dwmc>杭州示例科技有限公司</Dwmc><Txdz><Shengid>330000</Shengid></Txdz><Zj><Zjlx>1</Zjlx><Zjhm>91330108MA2K9QX091</Zjhm><Zjzs>示例路1号</Zjzs></Zj><Fzr><Fzr_xm>张三</Fzr_xm></Fzr><Baxh>浙ICP备202600000${n}号</Baxh><Bbyhlx>1</Bbyhlx><Scbbsj>2026-03-02</Scbbsj><Zjxgsj>2026-03-16</Zjxgsj></Zt_xx><Wz_xx><IspWzid>${own('WZ')}</IspWzid><Wzid>8${n}02</Wzid><Wzmc>示例小站</Wzmc><Yylb><Yylb_id>1</Yylb_id></Yylb><Ym_xx><IspYmid>${own('YM')}</IspYmid><Ymid>8${n}03</Ymid><Ym>${domain}</Ym></Ym_xx><Jr_xx><IspJrid>${own('JR')}</IspJrid><Jrid>8${n}04</Jrid><Ispid>${provider}</Ispid><Wzfb><Fbdd>34</Fbdd></Wzfb><Wzjrfs><Jrfs>5</Jrfs></Wzjrfs><Ip_xx><Ipid>8${n}05</Ipid><Qsip>3405803786</Qsip><Zzip>3405803786</Zzip></Ip_xx></Jr_xx><Wz_Fzr><Fzr_xm>张三</Fzr_xm></Wz_Fzr><Baxh>浙ICP备202600000${n}号-1</Baxh></Wz_xx></Baxx></BASJ></ICP>`;

test('faults of the machine check return the order with a finding at each field', async () => {
  const { orderId, own } = await orderAtBureau();
  const faults = result(
    own('ZT'),
    ['1015', '身份证号码不合法。错误数据：11010519491231002X'],
    ['1041', '首页URL中必须包含域名。网站名称：示例小站'],
  );
  expect(await arrives(faults)).toBe(0);
  expect(await told(orderId)).toMatchObject([
    {
      action: 'bureauDecision',
      data: {
        decision: 'REJECTED',
        handOver: 1,
        items: [
          { path: 'people.P1.documentNumber', code: 'MIIT_1015' },
          { path: 'websites.W1.homeUrl', code: 'MIIT_1041' },
        ],
      },
    },
  ]);
});

test('C13 a day of an approval that the policy does not let mean a date is left out', async () => {
  const { orderId, own } = await orderAtBureau('BUREAU_REVIEW');
  const value = { firstDay: '2010-03-01', lastDay: '2026-03-15' };
  const row = { key: 'dates.range', scope: {}, validFrom: '2020-01-01', value, source: 'test' };
  await importPolicies(store.db, [row], 'operator-1');
  expect(await arrives(decision(own('ZT'), 1, '同意'))).toBe(0);
  expect(await told(orderId)).toMatchObject([{ data: { decision: 'APPROVED', handOver: 1 } }]);
  expect(JSON.stringify(await told(orderId))).not.toContain('issuedOn');
  await importPolicies(store.db, [{ ...row, value: { firstDay: '1900-01-01', lastDay: '2100-12-31' } }], 'operator-1');
});

test('a fault of the provider goes to an operator, and the customer hears nothing', async () => {
  const { orderId, own } = await orderAtBureau();
  const before = await tasks();
  expect(await arrives(result(own('ZT'), ['1063', 'IP信息不一致。错误数据：203.0.113.10']))).toBe(0);
  expect(await told(orderId)).toEqual([]);
  expect(await tasks()).toBe(before + 1);
});

test('a code that nobody knows goes to an operator, and the customer hears nothing', async () => {
  const { orderId, own } = await orderAtBureau();
  const before = await tasks();
  expect(await arrives(result(own('ZT'), ['1777', '新错误']))).toBe(0);
  expect(await told(orderId)).toEqual([]);
  expect(await tasks()).toBe(before + 1);
});

test('A-186 decision and record complete an order in either order, and each of them alone and twice says what it says', async () => {
  const order = await orderAtBureau('BUREAU_REVIEW');
  const numbers = {
    action: 'recordSynced',
    data: {
      handOver: 1,
      entityNumber: '浙ICP备2026000001号',
      websites: [{ domain: order.domain, number: '浙ICP备2026000001号-1' }],
      issuedOn: '2026-03-16',
    },
  };
  const approval = { action: 'bureauDecision', data: { decision: 'APPROVED', handOver: 1, issuedOn: '2026-03-16' } };
  expect(await arrives(record(order, 1))).toBe(0);
  expect(await told(order.orderId)).toEqual([numbers]);
  expect(await arrives(decision(order.own('ZT'), 1, '同意'))).toBe(0);
  expect(await told(order.orderId)).toEqual([numbers, approval]);
  await at(order.orderId, 'COMPLETED');
  expect(await arrives(record(order, 1))).toBe(0);
  expect(await arrives(decision(order.own('ZT'), 1, '同意'))).toBe(0);
  expect(await told(order.orderId)).toHaveLength(2);
  expect(await toldId(store.db, 'ACCESS', '8104')).toEqual({
    number: '浙ICP备2026000001号-1',
    ours: true,
    removed: false,
  });
});

test('the websites of a transfer are told together, when MIIT has an access here for the last of them', async () => {
  const { db, vault } = store;
  const [first, second] = ['第一', '第二'].map((name, index) => ({
    websiteId: `W${index + 1}`,
    domain: `moved-${index + 1}.cn`,
    name,
    number: `浙ICP备2026000040号-${index + 1}`,
  }));
  if (first === undefined || second === undefined) throw new Error('there are two');
  const { id: orderId } = await sampleOrder(db, vault, {
    type: 'TRANSFER_NEW',
    domains: [first, second].map(({ websiteId, domain }) => ({ websiteId, domain })),
  });
  const lookedUp = { W1: { websiteNumber: first.number }, W2: { websiteNumber: second.number } };
  await db
    .updateTable('orders')
    .set({ on_record: JSON.stringify(lookedUp) })
    .where('id', '=', orderId)
    .execute();
  const keys = [first, second].map(({ websiteId }) => ({
    key: `JR:${orderId}:${websiteId}`,
    kind: 'JR',
    orderId,
    websiteId,
  }));
  const ids = await nameParts(db, keys);
  await accepted(orderId, 'XZJR');
  await at(orderId, 'BUREAU_REVIEW');
  /** A record of the whole entity, in which these websites have an access here. */
  const recordWith = (moved: readonly string[]): string => {
    const websites = [first, second].map(({ websiteId, domain, name, number }, index) => {
      const own = ids.get(`JR:${orderId}:${websiteId}`) ?? '';
      const ours = `<Jr_xx><IspJrid>${own}</IspJrid><Jrid>8405${index}</Jrid><Ispid>${ISP}</Ispid><Wzfb><Fbdd>34</Fbdd></Wzfb><Wzjrfs><Jrfs>5</Jrfs></Wzjrfs><Ip_xx><Ipid>8406${index}</Ipid><Qsip>3405803786</Qsip><Zzip>3405803786</Zzip></Ip_xx></Jr_xx>`;
      const elsewhere = `<Jr_xx><Jrid>8404${index}</Jrid><Ispid>110000000001</Ispid><Wzfb><Fbdd>34</Fbdd></Wzfb><Wzjrfs><Jrfs>5</Jrfs></Wzjrfs><Ip_xx><Ipid>8407${index}</Ipid><Qsip>3405803786</Qsip><Zzip>3405803786</Zzip></Ip_xx></Jr_xx>`;
      const accesses = moved.includes(websiteId) ? `${elsewhere}${ours}` : elsewhere;
      return `<Wz_xx><Wzid>8402${index}</Wzid><Wzmc>${name}</Wzmc><Yylb><Yylb_id>1</Yylb_id></Yylb><Ym_xx><Ymid>8403${index}</Ymid><Ym>${domain}</Ym></Ym_xx>${accesses}<Wz_Fzr><Fzr_xm>张三</Fzr_xm></Wz_Fzr><Baxh>${number}</Baxh></Wz_xx>`;
    });
    return `<ICP><BASJ><Baxx><Zt_xx><Ztid>84001</Ztid><Dwmc>杭州示例科技有限公司</Dwmc><Txdz><Shengid>330000</Shengid></Txdz><Zj><Zjlx>1</Zjlx><Zjhm>91330108MA2K9QX091</Zjhm><Zjzs>示例路1号</Zjzs></Zj><Fzr><Fzr_xm>张三</Fzr_xm></Fzr><Baxh>浙ICP备2026000040号</Baxh><Bbyhlx>1</Bbyhlx><Scbbsj>2026-03-02</Scbbsj><Zjxgsj>2026-03-16</Zjxgsj></Zt_xx>${websites.join('')}</Baxx></BASJ></ICP>`;
  };
  expect(await arrives(recordWith(['W1']))).toBe(0);
  expect(await told(orderId)).toEqual([]);
  expect(await arrives(recordWith(['W1', 'W2']))).toBe(0);
  expect(await told(orderId)).toEqual([
    {
      action: 'recordSynced',
      data: {
        handOver: 1,
        entityNumber: '浙ICP备2026000040号',
        websites: [
          { domain: 'moved-1.cn', number: first.number },
          { domain: 'moved-2.cn', number: second.number },
        ],
        issuedOn: '2026-03-16',
      },
    },
  ]);
});

test('R-BUR-4 what is said of a new website or access by its own number is said of that website, and its numbers follow by themselves where the bureau decides so', async () => {
  const { db, vault } = store;
  const domains = [1, 2].map((n) => ({ websiteId: `W${n}`, domain: `apart-${n}.cn` }));
  const { id: orderId } = await sampleOrder(db, vault, { type: 'NEW_SITE_HERE', domains });
  const ids = await nameParts(
    db,
    domains.map(({ websiteId }) => ({ key: `WZ:${orderId}:${websiteId}`, kind: 'WZ', orderId, websiteId })),
  );
  await accepted(orderId, 'XZWZ');
  await at(orderId, 'BUREAU_REVIEW');
  await db
    .updateTable('orders')
    .set({ settings: JSON.stringify({ decidedApart: ['W1', 'W2'] }) })
    .where('id', '=', orderId)
    .execute();
  const own = (websiteId: string) => ids.get(`WZ:${orderId}:${websiteId}`) ?? '';
  expect(await arrives(decision(own('W1'), 1, '同意').replace('<Czlx>1', '<Czlx>2'))).toBe(0);
  expect(await arrives(decision(own('W2'), 0, '名称不符').replace('<Czlx>1', '<Czlx>2'))).toBe(0);
  const website = `<Wz_xx><IspWzid>${own('W1')}</IspWzid><Wzid>88021</Wzid><Wzmc>示例</Wzmc><Yylb><Yylb_id>1</Yylb_id></Yylb><Ym_xx><Ymid>88031</Ymid><Ym>apart-1.cn</Ym></Ym_xx><Jr_xx><Jrid>88041</Jrid><Ispid>${ISP}</Ispid><Wzfb><Fbdd>34</Fbdd></Wzfb><Wzjrfs><Jrfs>5</Jrfs></Wzjrfs><Ip_xx><Ipid>88051</Ipid><Qsip>3405803786</Qsip><Zzip>3405803786</Zzip></Ip_xx></Jr_xx><Wz_Fzr><Fzr_xm>张三</Fzr_xm></Wz_Fzr><Baxh>浙ICP备2026000088号-1</Baxh></Wz_xx>`;
  const firstOnly = `<ICP><BASJ><Baxx><Zt_xx><Ztid>88001</Ztid><Dwmc>杭州示例科技有限公司</Dwmc><Txdz><Shengid>330000</Shengid></Txdz><Zj><Zjlx>1</Zjlx><Zjhm>91330108MA2K9QX091</Zjhm><Zjzs>示例路1号</Zjzs></Zj><Fzr><Fzr_xm>张三</Fzr_xm></Fzr><Baxh>浙ICP备2026000088号</Baxh><Bbyhlx>1</Bbyhlx><Scbbsj>2026-03-02</Scbbsj><Zjxgsj>2026-03-16</Zjxgsj></Zt_xx>${website}</Baxx></BASJ></ICP>`;
  expect(await arrives(firstOnly)).toBe(0);
  expect(await told(orderId)).toMatchObject([
    { action: 'bureauDecision', data: { decision: 'APPROVED', websites: ['W1'] } },
    { action: 'bureauDecision', data: { decision: 'REJECTED', websites: ['W2'], items: [{ advice: '名称不符' }] } },
    {
      action: 'recordSynced',
      data: { websites: [{ websiteId: 'W1', domain: 'apart-1.cn', number: '浙ICP备2026000088号-1' }] },
    },
  ]);
});

test('a refusal brings the bureau’s words to the customer', async () => {
  const { orderId, own } = await orderAtBureau('BUREAU_REVIEW');
  expect(await arrives(decision(own('ZT'), 0, '网站名称与经营范围无关'))).toBe(0);
  expect(await told(orderId)).toMatchObject([
    {
      data: {
        decision: 'REJECTED',
        items: [{ path: 'record', code: 'BUREAU_REFUSED', advice: '网站名称与经营范围无关' }],
      },
    },
  ]);
});

test.each<[string, string]>([
  ['a decision about an order that nobody knows', decision('999999999', 1, '同意')],
  ['a decision with a number beyond all counting', decision('9223372036854775807', 1, '同意')],
  ['a result of a change that nobody asked for', result('999999999', ['1017', '']).replace('<Czlx>1', '<Czlx>4')],
  [
    'a removal of something that nobody knows',
    '<ICP><ZXSJ><Zxxx><Zxlb>1</Zxlb><Jlid>777777</Jlid></Zxxx></ZXSJ></ICP>',
  ],
])('%s goes to a person', async (_what, content) => {
  const before = await tasks();
  expect(await arrives(content)).toBe(1);
  expect(await tasks()).toBe(before + 1);
});

test('a dead shell and a notice to rectify open inspections, and a living website none', async () => {
  const order = await orderAtBureau('BUREAU_REVIEW');
  await arrives(record(order, 7));
  const opened = async () =>
    (await store.db.selectFrom('inspections').select(['number', 'found']).orderBy('found').execute()).map(
      ({ number, found }) => [number, found],
    );
  const shell = (found: 0 | 1): string =>
    `<ICP><HCJG><Jgxx><Kkwzhc><Wzid>8702</Wzid><Wz_Baxh>浙ICP备2026000007号-1</Wz_Baxh><Hcjg>${found}</Hcjg><Hcsj>2026-03-16</Hcsj></Kkwzhc></Jgxx></HCJG></ICP>`;
  expect(await arrives(shell(0))).toBe(0);
  expect(await opened()).toEqual([]);
  expect(await arrives(shell(1))).toBe(0);
  const notice =
    '<ICP><XGTZ><Tzxx><Tzlb>0</Tzlb><Jlid>8701</Jlid><Tznr>请于月底前更正主体信息</Tznr></Tzxx></XGTZ></ICP>';
  expect(await arrives(notice)).toBe(0);
  expect(await opened()).toEqual([
    ['浙ICP备2026000007号', 'FALSE_DATA'],
    ['浙ICP备2026000007号-1', 'SHELL'],
  ]);
});

/** A filing that MIIT has told with all ids, and that stands in the record here. */
async function onRecord(n: number): Promise<AtBureau & { accountId: AccountId; website: string }> {
  const { db, vault } = store;
  const order = await orderAtBureau('BUREAU_REVIEW');
  const { orderId, domain } = order;
  await arrives(record(order, n));
  const entityNumber = `浙ICP备202600000${n}号`;
  const website = `${entityNumber}-1`;
  const websites = [{ domain, number: website }];
  await writeRecord(db, vault, { orderId, at: MONDAY_MORNING, entityNumber, websites, issuedOn: '2026-03-16' });
  await releasePlace(db, orderId);
  await at(orderId, 'COMPLETED');
  const { account_id: accountId } = await db
    .selectFrom('orders')
    .select('account_id')
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow();
  return { ...order, accountId, website };
}

const websiteOnRecord = (number: string) =>
  store.db
    .selectFrom('record_websites')
    .leftJoin('record_accesses', 'record_accesses.website_id', 'record_websites.id')
    .select(['record_websites.miit_id as id', 'status', 'closed_at', 'record_accesses.miit_id as access'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow();

test('a record that is written after MIIT has told its ids has them', async () => {
  const { website } = await onRecord(5);
  expect(await websiteOnRecord(website)).toMatchObject({ id: '8502', access: '8504', closed_at: null });
});

test.each<[string, number, (order: AtBureau, n: number) => string]>([
  ['a record without our access', 3, (order, n) => record(order, n, '110000000001')],
  [
    'a removal of our access',
    4,
    (_order, n) => `<ICP><ZXSJ><Zxxx><Zxlb>2</Zxlb><Jlid>8${n}04</Jlid></Zxxx></ZXSJ></ICP>`,
  ],
])('%s completes the order that asked for it', async (_how, n, content) => {
  const { db, vault } = store;
  const filed = await onRecord(n);
  const form = await readOrder(db, vault, filed.orderId);
  const { id: orderId } = await sampleOrder(db, vault, {
    accountId: filed.accountId,
    type: 'CANCEL_ACCESS',
    ...(form?.form === undefined ? {} : { form: form.form }),
    domains: [{ websiteId: 'W1', domain: filed.domain }],
  });
  await accepted(orderId, 'ZXBA');
  await at(orderId, 'BUREAU_REVIEW');
  expect(await arrives(content(filed, n))).toBe(0);
  expect(await told(orderId)).toEqual([{ action: 'recordSynced', data: { handOver: 1, removed: true } }]);
  expect(await websiteOnRecord(filed.website)).toMatchObject({ closed_at: null });
});

test('what is removed through somebody else leaves the record here', async () => {
  const { website } = await onRecord(6);
  expect(await arrives('<ICP><ZXSJ><Zxxx><Zxlb>1</Zxlb><Jlid>8602</Jlid></Zxxx></ZXSJ></ICP>')).toBe(0);
  expect(await websiteOnRecord(website)).toMatchObject({ status: 'DEREGISTERED' });
});

/** A record that nobody here has filed; `provider` has its access. */
const filedElsewhere = (n: number, provider: string, domain: string, kind: 'BASJ' | 'SJTB' = 'BASJ'): string => {
  const filing = `<Baxx><Zt_xx><Ztid>9${n}01</Ztid><Dwmc>宁波青榄样本有限公司</Dwmc><Dwxz>4</Dwxz><Txdz><Shengid>330000</Shengid><Shiid>330200</Shiid><Xxdz>样本路2号</Xxdz></Txdz><Zj><Zjlx>1</Zjlx><Zjhm>91330200MA2KQNLA${n}X</Zjhm><Zjzs>浙江省宁波市样本路2号</Zjzs></Zj><Fzr><Fzr_xm>王样本</Fzr_xm><Fzr_dhhm>0574-88880000</Fzr_dhhm><Fzr_sjhm>13900007654</Fzr_sjhm><Fzr_dzyj>icp@sample-example.cn</Fzr_dzyj><Fzr_zjhm>11010519491231002X</Fzr_zjhm><Fzr_zjlx>2</Fzr_zjlx></Fzr><Baxh>浙ICP备202601000${n}号</Baxh><Bbyhlx>1</Bbyhlx><Scbbsj>2026-03-02</Scbbsj><Zjxgsj>2026-03-16</Zjxgsj><Shsj>2026-03-17</Shsj></Zt_xx><Wz_xx><Wzid>9${n}02</Wzid><Wzmc>样本商城</Wzmc><Fwnr><Fwnr_id>9</Fwnr_id></Fwnr><Yylb><Yylb_id>1</Yylb_id></Yylb><Ym_xx><Ymid>9${n}03</Ymid><Ym>${domain}</Ym></Ym_xx><Jr_xx><Jrid>9${n}04</Jrid><Ispid>${provider}</Ispid><Wzfb><Fbdd>34</Fbdd></Wzfb><Wzjrfs><Jrfs>5</Jrfs></Wzjrfs><Ip_xx><Ipid>9${n}05</Ipid><Qsip>3405803786</Qsip><Zzip>3405803786</Zzip></Ip_xx></Jr_xx><Wz_Fzr><Fzr_xm>赵样本</Fzr_xm><Fzr_sjhm>13900008765</Fzr_sjhm></Wz_Fzr><Syurl>www.${domain}</Syurl><Baxh>浙ICP备202601000${n}号-1</Baxh></Wz_xx></Baxx>`;
  return kind === 'BASJ' ? `<ICP><BASJ>${filing}</BASJ></ICP>` : `<SJTB><ICP>${filing}</ICP></SJTB>`;
};

test.each(['BASJ', 'SJTB'] as const)(
  'R-MI-5 a website that is served here and was filed elsewhere is put on record whole, sealed, as %s tells it',
  async (kind) => {
    const { db, vault } = store;
    const n = kind === 'BASJ' ? 1 : 2;
    const domain = `elsewhere-${n}.cn`;
    const entityNumber = `浙ICP备202601000${n}号`;
    expect(await arrives(filedElsewhere(n, ISP, domain, kind))).toBe(0);
    const found = await readRecordCopy(db, vault, entityNumber, { atMost: 9 });
    const { form } = snapshotOf(found?.copy ?? never(), NOW);
    expect(form.entity).toMatchObject({
      kind: 'ENTERPRISE',
      name: '宁波青榄样本有限公司',
      certificateType: 'BUSINESS_LICENCE',
      cityCode: '330200',
      certificateAddress: '浙江省宁波市样本路2号',
    });
    const [website] = Object.values(form.websites);
    expect(website).toMatchObject({
      name: '样本商城',
      domain,
      serviceContents: [9],
      accessMethod: 'CLOUD',
      serverPlace: 'ZJ',
    });
    const people = Object.values(form.people).map(({ name, mobile }) => `${name} ${mobile}`);
    expect(people.toSorted()).toEqual(['王样本 13900007654', '赵样本 13900008765']);
    expect(found?.served).toEqual([`${entityNumber}-1`]);
    // Nobody here knows its server: a hand-over names the addresses that MIIT has (R-HO-1).
    expect([...(await serversOnRecord(db, [`${entityNumber}-1`])).values()]).toEqual([
      { instanceId: undefined, addresses: [{ from: '203.0.113.10', to: '203.0.113.10' }] },
    ]);
    // What changes and removals name it by.
    expect(await miitIdsOf(db, entityNumber, [`${entityNumber}-1`])).toEqual({
      entity: `9${n}01`,
      websites: new Map([[`${entityNumber}-1`, { id: `9${n}02`, domainId: `9${n}03`, accessId: `9${n}04` }]]),
    });
    const { rows } = await sql<{ held: string }>`
      select entity::text || website::text as held from record_entities as entity
      join record_websites as website on website.entity_id = entity.id where entity.number = ${entityNumber}`.execute(
      db,
    );
    expect(rows[0]?.held).not.toMatch(/样本|13900007654|11010519491231002X/);
    // The same record again changes nothing, and a removal elsewhere takes it off.
    expect(await arrives(filedElsewhere(n, ISP, domain, kind))).toBe(0);
    expect(await arrives(`<ICP><ZXSJ><Zxxx><Zxlb>1</Zxlb><Jlid>9${n}02</Jlid></Zxxx></ZXSJ></ICP>`)).toBe(0);
    expect(await websiteOnRecord(`${entityNumber}-1`)).toMatchObject({ status: 'DEREGISTERED' });
  },
);

test.each([
  ['a record of another provider', filedElsewhere(3, '110000000001', 'elsewhere-3.cn')],
  ['a record of a kind that Beian has no word for', filedElsewhere(4, ISP, 'elsewhere-4.cn').replace('<Dwxz>4', '<Dwxz>12')],
  ['a website with two domains', filedElsewhere(5, ISP, 'elsewhere-5.cn').replace('</Ym_xx>', '</Ym_xx><Ym_xx><Ymid>9506</Ymid><Ym>elsewhere-5.com</Ym></Ym_xx>')],
])('%s goes to a person, and nothing is put on record', async (_what, content) => {
  const before = await tasks();
  expect(await arrives(content)).toBe(1);
  expect(await tasks()).toBe(before + 1);
  const known = await store.db.selectFrom('record_websites').select('id').where('domain', 'like', 'elsewhere-_.cn').execute();
  expect(known).toHaveLength(2);
}); // prettier-ignore

const never = (): never => {
  throw new Error('there is no such record');
};

test('code tables of the bureau replace those of the release', async () => {
  const before = await codesReader(store.db)();
  expect(before.rows('REMOVAL_REASON')).toEqual([]);
  expect(
    await arrives(
      '<JCDM><Jcdm_xx><Zxly_dms><Zxly_xx><Id>1</Id><Nr>不再使用</Nr><Sfyx>1</Sfyx></Zxly_xx><Zxly_xx><Id>9</Id><Nr>其他</Nr><Sfyx>1</Sfyx></Zxly_xx></Zxly_dms></Jcdm_xx></JCDM>',
    ),
  ).toBe(0);
  const after = await codesReader(store.db)();
  expect(after.rows('REMOVAL_REASON').map(({ id, name }) => [id, name])).toEqual([
    ['1', '不再使用'],
    ['9', '其他'],
  ]);
});

test('whom the blacklist names is known until it says otherwise', async () => {
  const { db, vault } = store;
  const listed = (change: number) =>
    `<ICP><HMDLB><Zthmdxxs><Zt_xx><Dwmc>示例公司</Dwmc><Zj><Zjlx>1</Zjlx><Zjhm>91330108MA2K9QX091</Zjhm></Zj></Zt_xx><Czlx>${change}</Czlx></Zthmdxxs><Wzhmdxxs><Wz_xx><Wzmc>示例</Wzmc><Ym_xx><Ym>Listed-Example.cn</Ym></Ym_xx></Wz_xx><Czlx>${change}</Czlx></Wzhmdxxs></HMDLB></ICP>`;
  const byEntity = () => isBlacklisted(db, vault, { certificateNumber: '91330108ma2k9qx091', domain: 'other.cn' });
  const byDomain = () => isBlacklisted(db, vault, { certificateNumber: '1', domain: 'listed-example.cn' });
  // A-121: a name that is written in another way is the same name.
  const names = { W1: '示 例', W2: '示例商店', W3: undefined };
  const byName = async () => (await blacklistedNames(db, vault, names)).join();
  expect([await byEntity(), await byDomain(), await byName()]).toEqual([false, false, '']);
  expect(await arrives(listed(0))).toBe(0);
  expect([await byEntity(), await byDomain(), await byName()]).toEqual([true, true, 'W1']);
  expect(await arrives(listed(2))).toBe(0);
  expect([await byEntity(), await byDomain(), await byName()]).toEqual([false, false, '']);
});
