/** Staff find records by what they have in hand, page by page, masked as their roles demand; every read is noted. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { instant } from '../../domain/time/instant.ts';
import { saveAccount } from '../../store/accounts/accounts.ts';
import { importRecords } from '../../store/records/import/import-records.ts';
import type { AccountId } from '../../domain/identifiers.ts';
import { certificateOf, domainOf, fileOf, importedRecord, inChunks, numberOf } from '../support/orders/import-file.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

const RANGE = { firstDay: '1900-01-01', lastDay: '2100-12-31' };

let bench: ApiBench;
let operator: Person;
let reviewer: Person;
let applicant: Person;
const OTHER = 'account-with-a-record' as AccountId;

beforeAll(async () => {
  bench = await startApiBench();
  [operator, reviewer, applicant] = await Promise.all([
    bench.as('operator'),
    bench.as('reviewer'),
    bench.as('applicant'),
  ]);
  const { database, vault } = bench;
  const own = applicant.accountId as AccountId;
  for (const id of [own, OTHER]) await saveAccount(database, vault, { id, verified: true });
  const accounts = new Map([
    [1, own],
    [2, OTHER],
  ]);
  const records = Array.from({ length: 23 }, (_, n) => ({
    ...importedRecord(n + 1, n === 2 ? 12 : 1),
    ...(accounts.has(n + 1) ? { accountId: accounts.get(n + 1) } : {}),
  }));
  const file = inChunks(fileOf(records));
  const request = { file, by: 'operator-1', at: instant(Date.now()), range: RANGE, report: () => {} };
  expect(await importRecords(database, vault, request)).toMatchObject({ outcome: 'IMPORTED' });
});
afterAll(() => bench.close());

const numbersIn = async (person: Person, query: string): Promise<string[]> =>
  succeeded(await person.get(`/v1/records?${query}`)).body.records.map(({ number }: { number: string }) => number);
const encoded = (text: string): string => encodeURIComponent(text);

test.each([
  ['its number', `number=${encoded(numberOf(3))}`],
  ['its number in another spelling', `number=${encoded(numberOf(3).replace('ICP', ' icp '))}`],
  ['its digits', 'number=2020000003'],
  ['the number of one of its websites', `number=${encoded(`${numberOf(3)}-12`)}`],
  ['the domain of one of its websites', `domain=${domainOf(3, 11)}`],
  ['a host below its domain', `domain=www.${domainOf(3).toUpperCase()}`],
])('staff find a record by %s', async (_name, query) => {
  expect(await numbersIn(operator, query)).toEqual([numberOf(3)]);
});

test.each([
  ['the number of a website that it does not have', `number=${encoded(`${numberOf(3)}-13`)}`],
  ['the beginning of a number of another province', `number=${encoded('京ICP备2020')}`],
  ['a domain that is not filed', 'domain=nobody-filed-it.cn'],
  ['an account that does not own it', `number=2020000003&accountId=${OTHER}`],
])('staff find nothing by %s', async (_name, query) => {
  expect(await numbersIn(operator, query)).toEqual([]);
});

test('what is no domain is refused, and says what to write', async () => {
  const answer = await operator.get('/v1/records?domain=localhost');
  expect(answer).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'query.domain', message: 'Write a domain such as example.cn.' }] },
  });
});

test.each([
  ['the beginning of a number', `number=${encoded('粤ICP备20200000')}`],
  ['the first digits', 'number=20200000'],
  ['nothing', ''],
])('records found by %s come page by page, each once', async (_name, query) => {
  const found: string[] = [];
  let cursor = '';
  for (let page = 0; page < 5; page += 1) {
    const { body } = succeeded(await operator.get(`/v1/records?limit=7&${query}${cursor}`));
    found.push(...body.records.map(({ number }: { number: string }) => number));
    if (body.cursor === undefined) break;
    expect(body.records).toHaveLength(7);
    cursor = `&cursor=${body.cursor}`;
  }
  expect(found).toEqual(Array.from({ length: 23 }, (_, n) => numberOf(n + 1)));
});

test('an entity is found by its certificate, in any spelling and in no address', async () => {
  const certificateNumber = ` ${certificateOf(4).toLowerCase()} `;
  const { body } = succeeded(await operator.post('/v1/record-searches', { certificateNumber }));
  expect(body.records).toMatchObject([{ number: numberOf(4), websites: [{ domain: domainOf(4) }] }]);
  expect((await operator.get(`/v1/records?certificateNumber=${certificateOf(4)}`)).status).toBe(422);
});

test('A-147 records of several owners are masked as the role demands, and a row says so of each', async () => {
  const query = '/v1/records?number=202000000&limit=3';
  const masked = succeeded(await reviewer.get(query));
  expect(masked.text).not.toMatch(/张三|13800138000/);
  const clear = succeeded(await reviewer.get(query).set('Beian-Read-Reason', 'COMPLAINT T-1'));
  expect(clear.text).toMatch(/张三/);
  const operators = succeeded(await operator.get(query).set('Beian-Read-Reason', 'COMPLAINT T-1'));
  expect(operators.text).not.toMatch(/张三|13800138000/);

  const auditor = await bench.as('auditor');
  const { body } = succeeded(await auditor.get(`/v1/reads?readerId=${reviewer.id}`));
  const rows = body.reads.map((row: Record<string, unknown>) => [
    row['recordNumber'],
    row['accountId'],
    row['shown'],
    row['ground'],
  ]);
  const owners = [applicant.accountId, OTHER, undefined];
  const rowsOf = (shown: string, ground: string) =>
    owners.map((owner, n) => [numberOf(n + 1), owner, shown, ground]).toReversed();
  expect(rows).toEqual([...rowsOf('CLEAR', 'REASON'), ...rowsOf('MASKED', 'NONE')]);
});

test('applicants find their own records only, whatever they ask for', async () => {
  expect(await numbersIn(applicant, 'number=2020')).toEqual([numberOf(1)]);
  expect(await numbersIn(applicant, `domain=${domainOf(2)}`)).toEqual([]);
  expect(await numbersIn(applicant, `accountId=${OTHER}`)).toEqual([numberOf(1)]);
  const search = (n: number) => applicant.post('/v1/record-searches', { certificateNumber: certificateOf(n) });
  expect(succeeded(await search(2)).body).toEqual({ records: [] });
  expect(succeeded(await search(1)).body.records).toMatchObject([{ number: numberOf(1) }]);
});
