import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Migrator, sql } from 'kysely';
import type { ImportFinding } from '../../../domain/record/import/import-finding.ts';
import type { OrderType } from '../../../domain/order-types/order-type.ts';
import { argumentsOf } from '../../../stack/programs/program.ts';
import { projectFolder } from '../../../stack/state/folders.ts';
import {
  later,
  MONDAY_MORNING,
  sampleAccountId,
  sampleForm,
  sampleOrder,
} from '../../../test/support/orders/stored-orders.ts';
import {
  certificateOf,
  domainOf,
  fileOf,
  header,
  importedRecord,
  inChunks,
  numberOf,
} from '../../../test/support/orders/import-file.ts';
import { ProgramFailed, runProgram } from '../../../test/support/servers/run-program.ts';
import { migratedDatabase, type MigratedDatabase } from '../../../test/support/servers/migrated-database.ts';
import { saveAccount } from '../../accounts/accounts.ts';
import { keepIds, toldId } from '../../bureau-answers/told-ids.ts';
import * as idsOfImports from '../../migrations/0059-ids-of-imports.ts';
import { releasePlace } from '../../orders/place.ts';
import { lookUp } from '../known-here.ts';
import { versionPage } from '../read-versions.ts';
import { misfits } from '../record-fit.ts';
import { readRecord } from '../records.ts';
import { recordOfDomain } from '../../../test/support/orders/record-of-domain.ts';
import { writeRecord } from '../write-record.ts';
import { importRecords } from './import-records.ts';

let store: MigratedDatabase;
beforeAll(async () => {
  store = await migratedDatabase();
});
afterAll(() => store.close());

const RANGE = { firstDay: '1900-01-01', lastDay: '2100-12-31' };

async function imported(file: string | Buffer, range = RANGE) {
  const findings: ImportFinding[] = [];
  const report = (finding: ImportFinding) => void findings.push(finding);
  const request = { file: inChunks(file), by: 'operator-1', at: MONDAY_MORNING, range, report };
  const result = await importRecords(store.db, store.vault, request);
  if (result === undefined) throw new Error('another import is under way');
  return { result, findings: findings.map(({ line, path, code }) => `${line} ${path} ${code}`) };
}

/** Every row of the record's tables, to see that nothing was changed. */
async function everything(): Promise<unknown> {
  const tables = [
    'record_entities',
    'record_websites',
    'record_accesses',
    'record_accesses_elsewhere',
    'record_versions',
    'record_imports',
  ];
  return Promise.all(
    tables.map(
      async (table) =>
        (await sql`select to_jsonb(t) as row from ${sql.table(table)} t order by 1`.execute(store.db)).rows,
    ),
  );
}

test('a file is put on record with ids, accesses here and elsewhere, shells and a first version', async () => {
  const { db, vault } = store;
  const accountId = sampleAccountId();
  await saveAccount(db, vault, { id: accountId, verified: true });
  const elsewhere = { code: '110000000001', name: '示例云' };
  const moved = importedRecord(2);
  const file = fileOf([
    { ...importedRecord(1, 2), accountId },
    {
      ...moved,
      websites: moved.websites.map((one) => ({
        ...one,
        psbNumber: '粤公网安备44010602000001号',
        accesses: [{ provider: elsewhere }],
      })),
    },
    { ...importedRecord(3), websites: [] },
    { ...importedRecord(4), websites: importedRecord(4).websites.map((one) => ({ ...one, accesses: [] })) },
  ]);
  const { result, findings } = await imported(file);
  expect(findings).toEqual([]);
  expect(result).toMatchObject({ outcome: 'IMPORTED', records: 4, entities: { added: 4 }, websites: { added: 4 } });
  const importId = result.outcome === 'REFUSED' ? '' : result.importId;

  const record = await readRecord(db, vault, numberOf(1));
  expect(record).toMatchObject({
    accountId,
    orderId: undefined,
    miitId: 'zt-1',
    province: 'GD',
    kind: 'ENTERPRISE',
    status: 'ACTIVE',
    issuedOn: '2020-05-06',
    details: { entity: { name: '广州示例第1科技有限公司' }, head: { name: '张三' } },
  });
  expect(record?.websites).toMatchObject([
    { number: `${numberOf(1)}-1`, domain: domainOf(1), miitId: 'wz-1-1', access: { type: 'FILED', instanceId: 'i-1' } },
    { number: `${numberOf(1)}-2`, details: { website: { name: '示例站2' }, head: { name: '张三' } } },
  ]);
  expect(await recordOfDomain(db, vault, domainOf(2))).toMatchObject({
    accountId: undefined,
    websites: [{ access: undefined, elsewhere: [elsewhere], psbNumber: '粤公网安备44010602000001号' }],
  });
  expect(await readRecord(db, vault, numberOf(3))).toMatchObject({ status: 'SHELL' });
  expect(await readRecord(db, vault, numberOf(4))).toMatchObject({ status: 'ACTIVE', websites: [{ status: 'SHELL' }] });
  expect(await lookUp(db, vault, { certificateNumber: certificateOf(1), domain: domainOf(1) })).toMatchObject({
    entityHere: true,
    domainHere: true,
    domainOfEntity: true,
  });
  const { rows } = await versionPage(db, vault, numberOf(1), { limit: 5 });
  expect(rows).toMatchObject([
    { version: 1, cause: 'IMPORT', importId, changedBy: 'operator-1', changedAt: MONDAY_MORNING },
  ]);
  expect(rows[0]?.parts).toHaveLength(3);
});

test('C15 numbers and mobiles of a file are on record in their one spelling, however they are written', async () => {
  const { db, vault } = store;
  const typed = { ...importedRecord(5).head, mobile: '138·0013·8000', documentNumber: '11010519491231002x' };
  const record = importedRecord(5);
  const websites = record.websites.map((one) => ({ ...one, head: typed, psbNumber: '粤公网安备 44010602000005 号' }));
  const { findings } = await imported(fileOf([{ ...record, head: typed, websites }]));
  expect(findings).toEqual([]);
  const head = { mobile: '13800138000', documentNumber: '11010519491231002X' };
  expect(await readRecord(db, vault, numberOf(5))).toMatchObject({
    details: { head },
    websites: [{ psbNumber: '粤公网安备44010602000005号', details: { head } }],
  });
});

test('C13 a line with a date outside the range of the policy is refused by the name of its field', async () => {
  const range = { firstDay: '2010-03-01', lastDay: '2060-03-31' };
  const line = importedRecord(19);
  const dated = { ...line, issuedOn: '2010-02-28', head: { documentValidUntil: '2060-04-01' } };
  const before = await everything();
  const { result, findings } = await imported(fileOf([dated]), range);
  expect(result).toMatchObject({ outcome: 'REFUSED', faults: 2 });
  expect(findings).toEqual(['2 head.documentValidUntil DATE_OUT_OF_RANGE', '2 issuedOn DATE_OUT_OF_RANGE']);
  expect(await everything()).toEqual(before);
  const within = { ...line, issuedOn: '2010-03-01', head: { documentValidUntil: '2060-03-31' } };
  expect((await imported(fileOf([within]), range)).result).toMatchObject({ outcome: 'IMPORTED' });
});

test('the same file again changes nothing, also after an import that broke off', async () => {
  const file = fileOf([importedRecord(11, 3), importedRecord(12)]);
  const broken = (async function* breaksOff() {
    yield* inChunks(file.slice(0, 900));
    throw new Error('the connection is gone');
  })();
  const before = await everything();
  const request = { file: broken, by: 'operator-1', at: MONDAY_MORNING, range: RANGE, report: () => {} };
  await expect(importRecords(store.db, store.vault, request)).rejects.toThrow('the connection is gone');
  expect(await everything()).toEqual(before);
  expect((await imported(file)).result).toMatchObject({ outcome: 'IMPORTED', entities: { added: 2 } });
  const after = await everything();
  expect((await imported(file)).result).toMatchObject({
    outcome: 'UNCHANGED',
    entities: { added: 0, completed: 0, unchanged: 2 },
    websites: { added: 0, unchanged: 4 },
  });
  expect(await everything()).toEqual(after);
});

test('a record that is here gets what it lacks, with a version that says so', async () => {
  const { miitId: _without, ...bare } = importedRecord(21);
  await imported(fileOf([bare]));
  expect((await imported(fileOf([importedRecord(21, 2)]))).result).toMatchObject({
    outcome: 'IMPORTED',
    entities: { added: 0, completed: 1 },
    websites: { added: 1, unchanged: 1 },
  });
  const { rows } = await versionPage(store.db, store.vault, numberOf(21), { limit: 5 });
  expect(rows.map(({ version, parts }) => [version, parts.map(({ changed }) => changed)])).toEqual([
    [2, [['miitId'], []]],
    [1, [[], []]],
  ]);
});

describe('a file with a fault is reported line by line, and changes nothing:', () => {
  const good = importedRecord(31);
  const website = (over: object) => ({ ...good, websites: good.websites.map((one) => ({ ...one, ...over })) });
  const entity = (over: object) => ({ ...good, entity: { ...good.entity, ...over } });
  const utf8 = Buffer.from(fileOf([good, importedRecord(32)]));
  // 张 in GB 18030.
  const gb18030 = Buffer.concat([utf8.subarray(0, -3), Buffer.from([0xd5, 0xc5]), Buffer.from('"}\n')]);

  test.each<[string, string | Buffer, string[]]>([
    ['a byte order mark', `\uFEFF${fileOf([good])}`, ['1  BOM']],
    ['another encoding', gb18030, ['3  NOT_UTF8']],
    ['no header', fileOf([good]).split('\n').slice(1).join('\n'), ['1  NO_HEADER']],
    ['an empty file', '', ['1  NO_HEADER']],
    ['half a line at the end', fileOf([good, importedRecord(32)]).slice(0, -200), ['3  HALF_A_LINE']],
    ['an end after a whole line', `${JSON.stringify(header(2))}\n${JSON.stringify(good)}\n`, ['2  OTHER_COUNT']],
    ['a line that is no object', `${JSON.stringify(header(2))}\n[1]\n{"number\n`, ['2  NOT_JSON', '3  NOT_JSON']],
    [
      'a field that is missing, and one that is made up',
      fileOf([entity({ name: undefined, nmae: 'x' })]),
      ['2 entity.name MISSING', '2 entity.nmae UNKNOWN_FIELD'],
    ],
    [
      'a number that is none',
      fileOf([{ ...good, number: '粤ICP备12号' }]),
      ['2 number NOT_A_NUMBER', '2 websites.0.number NOT_OF_THE_ENTITY'],
    ],
    [
      'a province that is not that of the number',
      fileOf([entity({ province: 'BJ' })]),
      ['2 entity.province OTHER_PROVINCE'],
    ],
    [
      'a website of another entity',
      fileOf([website({ number: `${numberOf(99)}-1` })]),
      ['2 websites.0.number NOT_OF_THE_ENTITY'],
    ],
    ['a sub-domain', fileOf([website({ domain: 'www.sub-domain.cn' })]), ['2 websites.0.domain NOT_REGISTRABLE']],
    [
      'a number twice',
      fileOf([good, { ...importedRecord(32), number: good.number, websites: [] }]),
      ['3 number NUMBER_TWICE'],
    ],
    [
      'a domain twice',
      fileOf([
        good,
        {
          ...importedRecord(32),
          websites: importedRecord(32).websites.map((one) => ({ ...one, domain: domainOf(31).toUpperCase() })),
        },
      ]),
      ['3 websites.0.domain DOMAIN_TWICE'],
    ],
    [
      'a certificate twice',
      fileOf([good, { ...importedRecord(32), entity: good.entity }]),
      ['3 entity.certificateNumber CERTIFICATE_TWICE'],
    ],
    [
      'a code with letters it cannot have',
      fileOf([entity({ certificateNumber: '91440101MAOOOOOOOO' })]),
      ['2 entity.certificateNumber CREDIT_CODE_FORM'],
    ],
    [
      'an ID number with a wrong last digit',
      fileOf([{ ...good, head: { ...good.head, documentNumber: '110105194912310021' } }]),
      ['2 head.documentNumber ID_CHECK_DIGIT'],
    ],
    [
      'a provider named twice',
      fileOf([website({ accesses: [{ provider: 'OURS' }, { provider: 'OURS' }] })]),
      ['2 websites.0.accesses ACCESS_TWICE'],
    ],
    ['an account that is not known', fileOf([{ ...good, accountId: 'nobody' }]), ['2 accountId UNKNOWN_ACCOUNT']],
    ['a character that cannot be kept', fileOf([entity({ name: 'a\u0000b' })]), ['2 entity.name STRANGE_CHARACTER']],
  ])('%s', async (_name, file, expected) => {
    const before = await everything();
    const { result, findings } = await imported(file);
    expect(findings).toEqual(expected);
    expect(result).toMatchObject({ outcome: 'REFUSED', faults: expected.length });
    expect(await everything()).toEqual(before);
  });

  test('rows that contradict records here', async () => {
    const { db, vault } = store;
    await imported(fileOf([importedRecord(41), importedRecord(42)]));
    const form = sampleForm({
      entity: { ...sampleForm().entity, certificateNumber: certificateOf(42) },
      websites: { W1: { name: '一', domain: domainOf(42), headId: 'P1' } },
    });
    const { id } = await sampleOrder(db, vault, { type: 'DEREG_ENTITY', form });
    await writeRecord(db, vault, { orderId: id, at: later(MONDAY_MORNING, 1), issuedOn: '2026-03-31', removed: true });
    const before = await everything();
    const known = importedRecord(41);
    const { findings } = await imported(
      fileOf([
        {
          ...known,
          entity: { ...known.entity, name: '改名有限公司' },
          websites: known.websites.map((one) => ({ ...one, accesses: [] })),
        },
        importedRecord(42),
        { ...importedRecord(43), entity: known.entity },
        {
          ...importedRecord(44),
          websites: importedRecord(44).websites.map((one) => ({ ...one, domain: domainOf(41) })),
        },
      ]),
    );
    expect(findings).toEqual([
      '2 entity.name DIFFERS',
      '2 websites.0.accesses DIFFERS',
      '3 number DEREGISTERED_HERE',
      '3 websites.0.accesses DIFFERS',
      '3 websites.0.number DEREGISTERED_HERE',
      '4 entity.certificateNumber CERTIFICATE_ON_RECORD',
      '4 entity.certificateNumber CERTIFICATE_TWICE',
      '5 websites.0.domain DOMAIN_ON_RECORD',
      '5 websites.0.domain DOMAIN_TWICE',
    ]);
    expect(await everything()).toEqual(before);
  });
});

test('R-USC-2 a check character that does not fit is a warning, because real codes have it', async () => {
  const record = importedRecord(51);
  const code = certificateOf(51);
  const wrong = `${code.slice(0, 17)}${code.endsWith('0') ? '1' : '0'}`;
  const { result, findings } = await imported(
    fileOf([{ ...record, entity: { ...record.entity, certificateNumber: wrong } }]),
  );
  expect(findings).toContain('2 entity.certificateNumber CREDIT_CODE_CHECK');
  expect(result).toMatchObject({ outcome: 'IMPORTED', warnings: 1, faults: 0 });
});

test.each<[OrderType, object | undefined, object]>([
  ['TRANSFER_MORE', undefined, { websites: [{ access: { type: 'TRANSFERRED' } }] }],
  ['CHANGE_SITE', undefined, { websites: [{ details: { website: { name: '新名' } } }] }],
  ['DEREG_SITE', { removed: true }, { status: 'SHELL', websites: [{ status: 'DEREGISTERED', access: undefined }] }],
  ['CANCEL_ACCESS', { removed: true }, { status: 'ACTIVE', websites: [{ status: 'ACTIVE', access: undefined }] }],
  ['DEREG_ENTITY', { removed: true }, { status: 'DEREGISTERED', websites: [{ status: 'DEREGISTERED' }] }],
])(
  'A-188 an order of type %s on an imported record changes it as one that was filed here',
  async (type, removed, after) => {
    const { db, vault } = store;
    const n = 60 + ['TRANSFER_MORE', 'CHANGE_SITE', 'DEREG_SITE', 'CANCEL_ACCESS', 'DEREG_ENTITY'].indexOf(type);
    const record = importedRecord(n);
    const provider = type === 'TRANSFER_MORE' ? { name: '别家云' } : 'OURS';
    await imported(
      fileOf([{ ...record, websites: record.websites.map((one) => ({ ...one, accesses: [{ provider }] })) }]),
    );
    const { entity } = sampleForm();
    const form = sampleForm({
      entity: { ...entity, certificateNumber: certificateOf(n), province: 'GD' },
      websites: { W1: { name: '新名', domain: domainOf(n), headId: 'P1' } },
    });
    const { id, accountId } = await sampleOrder(db, vault, { type, form });
    await releasePlace(db, id);
    const numbers = {
      entityNumber: numberOf(n),
      websites: type === 'CHANGE_SITE' ? [] : [{ domain: domainOf(n), number: `${numberOf(n)}-1` }],
    };
    const told = {
      orderId: id,
      at: later(MONDAY_MORNING, 1),
      issuedOn: '2026-03-31',
      ...(removed === undefined ? numbers : { removed: true as const }),
    };
    expect(await misfits(db, vault, told)).toEqual([]);
    await writeRecord(db, vault, told);
    const read = await readRecord(db, vault, numberOf(n));
    expect(read).toMatchObject(after);
    expect(read?.version).toBe(2);
    if (type === 'TRANSFER_MORE' || type === 'CHANGE_SITE') expect(read?.accountId).toBe(accountId);
  },
);

test('the command prints every finding by line in both languages, and says by its status whether it imported', async () => {
  const path = join(tmpdir(), `beian-import-${process.pid}.jsonl`);
  await writeFile(path, fileOf([{ ...importedRecord(71), number: '粤ICP备12号', websites: [] }]));
  const refused = await command(path);
  expect(refused.status).toBe(1);
  expect(refused.output).toContain(
    'line 2  error  number  NOT_A_NUMBER  不是主体备案号。This is not the number of an entity.',
  );
  expect(refused.output).not.toMatch(/张三|13800138000/);
  await writeFile(path, fileOf([importedRecord(71)]));
  expect(await command(path)).toMatchObject({ status: 0 });
  expect((await command(path)).output).toContain('all of it was on record already');
});

async function command(path: string): Promise<{ status: number; output: string }> {
  const { PATH, HOME } = process.env;
  const keys = {
    BEIAN_MASTER_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    BEIAN_INDEX_KEY: 'an index key for tests, 32 characters or more',
  };
  const options = { cwd: projectFolder, env: { PATH, HOME, DATABASE_URL: store.url, ...keys }, timeout: 110_000 };
  const args = [...(await argumentsOf('store/commands/import-records-main.ts')), path];
  return runProgram(process.execPath, args, options).then(
    ({ stdout }) => ({ status: 0, output: stdout }),
    (error: unknown) => {
      if (!(error instanceof ProgramFailed)) throw error;
      return { status: Number(error.code), output: error.stdout };
    },
  );
}

describe("MIIT's ids in a file", () => {
  test('count as those that a bureau tells, and what a bureau told before holds against the file', async () => {
    const { db, vault } = store;
    const told = { kind: 'ENTITY', id: '800000932', number: numberOf(932), ours: true } as const;
    await keepIds(db, [told], MONDAY_MORNING);
    const [website] = importedRecord(931).websites;
    const accesses = [
      { provider: 'OURS', miitId: 'jr-931' },
      { provider: { name: '示例云' }, miitId: 'jr-931-elsewhere' },
    ];
    await imported(fileOf([{ ...importedRecord(931), websites: [{ ...website, accesses }] }, importedRecord(932)]));
    const number = `${numberOf(931)}-1`;
    expect(await toldId(db, 'ENTITY', 'zt-931')).toEqual({ number: numberOf(931), ours: true, removed: false });
    expect(await toldId(db, 'WEBSITE', 'wz-931-1')).toEqual({ number, ours: true, removed: false });
    expect(await toldId(db, 'ACCESS', 'jr-931')).toEqual({ number, ours: true, removed: false });
    expect(await toldId(db, 'ACCESS', 'jr-931-elsewhere')).toEqual({ number, ours: false, removed: false });
    expect(await toldId(db, 'ENTITY', 'zt-932')).toBeUndefined();
    expect(await readRecord(db, vault, numberOf(932))).toMatchObject({ miitId: '800000932', version: 1 });
  });

  test('count so as well where they were imported before', async () => {
    const { db } = store;
    await imported(fileOf([importedRecord(933)]));
    await db
      .deleteFrom('bureau_told_ids')
      .where('number', 'like', `${numberOf(933)}%`)
      .execute();
    const again = { getMigrations: () => Promise.resolve({ again: idsOfImports }) };
    const tables = { migrationTableName: 'again', migrationLockTableName: 'again_lock' };
    await new Migrator({ db, provider: again, ...tables }).migrateToLatest();
    expect(await toldId(db, 'ENTITY', 'zt-933')).toEqual({ number: numberOf(933), ours: true, removed: false });
    const number = `${numberOf(933)}-1`;
    expect(await toldId(db, 'WEBSITE', 'wz-933-1')).toEqual({ number, ours: true, removed: false });
  });
});
