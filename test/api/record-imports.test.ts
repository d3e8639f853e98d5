/** Operators import the filings that MIIT has already over the API: the same file as for the command, and the same report. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { onlyOne } from '../../store/postgres/only-one.ts';
import { RECORD_IMPORT } from '../../store/records/import/import-records.ts';
import { certificateOf, fileOf, header, importedRecord, numberOf } from '../support/orders/import-file.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let operator: Person;
beforeAll(async () => {
  bench = await startApiBench({ limits: { importBytes: 64 * 1024 } });
  operator = await bench.as('operator');
});
afterAll(() => bench.close());

const send = (file: string, person = operator, key?: string): PromiseLike<Response> => {
  const call = person.post('/v1/record-imports').attach('file', Buffer.from(file), 'records.jsonl');
  return key === undefined ? call : call.set('Idempotency-Key', key);
};
const versionsOf = async (number: string) =>
  succeeded(await operator.get(`/v1/records/${encodeURIComponent(number)}/versions`)).body.versions;
const counted = async (): Promise<number> =>
  (await bench.database.selectFrom('record_entities').select('id').execute()).length;

test('A-188 a file that an operator sends is put on record in his name, and the same again changes nothing', async () => {
  const file = fileOf([importedRecord(1, 2), importedRecord(2)]);
  const { body } = succeeded(await send(file, operator, 'import-of-the-first-day'));
  expect(body).toEqual({
    outcome: 'IMPORTED',
    importId: expect.any(String),
    records: 2,
    entities: { added: 2, completed: 0, unchanged: 0 },
    websites: { added: 3, unchanged: 0 },
    warnings: 0,
    warned: [],
  });
  const version = { version: 1, cause: 'IMPORT', importId: body.importId, changedBy: operator.id };
  expect(await versionsOf(numberOf(1))).toMatchObject([version]);
  expect((await send(file, operator, 'import-of-the-first-day')).body).toEqual(body);
  expect(succeeded(await send(file)).body).toMatchObject({
    outcome: 'UNCHANGED',
    entities: { added: 0, unchanged: 2 },
  });
  expect(await versionsOf(numberOf(1))).toHaveLength(1);
});

test('faults are named by line in both languages, and nothing is put on record', async () => {
  const before = await counted();
  const { websites, ...rest } = importedRecord(11);
  const file = fileOf([
    { ...rest, number: '粤ICP备12号', websites: [] },
    { ...rest, websites: websites.map((one) => ({ ...one, domain: 'www.sub-domain.cn' })) },
  ]);
  const { status, body, text } = await send(file);
  expect(status).toBe(422);
  expect(body).toMatchObject({
    code: 'FILE_REFUSED',
    detail: 'Nothing was imported: 2 faults in 2 records. Mend them and send the whole file again.',
    errors: [
      {
        path: 'lines.2.number',
        code: 'NOT_A_NUMBER',
        message: '不是主体备案号。This is not the number of an entity.',
      },
      {
        path: 'lines.3.websites.0.domain',
        code: 'NOT_REGISTRABLE',
        message: '应填写可注册的主域名。Give the registrable domain, without a sub-domain.',
      },
    ],
  });
  expect(text).not.toMatch(/张三|13800138000/);
  expect(await counted()).toBe(before);
});

test.each<[string, string, string]>([
  ['is cut off', fileOf([importedRecord(12)]).slice(0, -50), 'HALF_A_LINE'],
  ['lacks a line', `${JSON.stringify(header(2))}\n${JSON.stringify(importedRecord(12))}\n`, 'OTHER_COUNT'],
  ['is an image', '\u0089PNG', 'NO_HEADER'],
])('a file that %s is refused with the line', async (_name, file, code) => {
  const before = await counted();
  expect(await send(file)).toMatchObject({ status: 422, body: { code: 'FILE_REFUSED', errors: [{ code }] } });
  expect(await counted()).toBe(before);
});

test('of many faults the first thousand are named, and the answer says how many more there are', async () => {
  const { status, body } = await send(
    [header(1003), ...Array<string>(1003).fill('x')]
      .map((line) => (line === 'x' ? line : JSON.stringify(line)))
      .join('\n') + '\n',
  );
  expect(status).toBe(422);
  expect(body.errors).toHaveLength(1000);
  expect(body.detail).toContain('1003 faults in 1003 records. The first 1000 are named; there are 3 more.');
});

test('a warning keeps nothing from being imported, and stands in the answer', async () => {
  const code = certificateOf(13);
  const wrong = `${code.slice(0, 17)}${code.endsWith('0') ? '1' : '0'}`;
  const record = importedRecord(13);
  const { body } = succeeded(
    await send(fileOf([{ ...record, entity: { ...record.entity, certificateNumber: wrong } }])),
  );
  expect(body).toMatchObject({
    outcome: 'IMPORTED',
    warnings: 1,
    warned: [{ path: 'lines.2.entity.certificateNumber', code: 'CREDIT_CODE_CHECK' }],
  });
});

test('while another import is under way, the file is refused and may be sent again', async () => {
  const file = fileOf([importedRecord(21)]);
  const refused = await onlyOne(bench.database, RECORD_IMPORT, async () => send(file, operator, 'import-that-waits'));
  expect(refused).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
  const { body } = succeeded(await send(file, operator, 'import-that-waits'));
  expect(body).toMatchObject({ outcome: 'IMPORTED', entities: { added: 1 } });
});

test('a file that is larger than files may be is refused on the way, and says how large one may be', async () => {
  const file = fileOf(Array.from({ length: 120 }, (_, n) => importedRecord(100 + n)));
  expect(file.length).toBeGreaterThan(64 * 1024);
  const { status, body } = await send(file);
  expect(status).toBe(413);
  expect(body.errors).toMatchObject([{ path: 'file', code: 'FILE_TOO_LARGE' }]);
});

test('only operators import', async () => {
  for (const role of ['applicant', 'reviewer', 'auditor', 'system'] as const) {
    expect((await send(fileOf([importedRecord(31)]), await bench.as(role))).status).toBe(403);
  }
});
