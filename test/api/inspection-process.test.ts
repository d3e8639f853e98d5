/** An inspection is a process: the holder is told and answers, staff note what they find, and an operator decides when it is overdue. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { withDefaults } from '../../api/dependencies.ts';
import type { CaseId, OrderId } from '../../domain/identifiers.ts';
import { verifyChains } from '../../store/audit/audit-check.ts';
import { tellInspections } from '../../store/inspections/order-moved.ts';
import { numberCode } from '../../store/proofs/number-code.ts';
import { startSweeper } from '../../usecases/owed/sweeper.ts';
import { inspectionQuery } from '../../workflows/messages/inspection.ts';
import { bareConsole } from '../support/console/bare-console.ts';
import { recordWithOrder } from '../support/servers/record-with-duties.ts';
import { startApiBench, succeeded, type ApiBench, type Person } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let operator: Person;
beforeAll(async () => {
  bench = await startApiBench();
  operator = await bench.as('operator');
});
afterAll(() => bench.close());

const DAY_MS = 86_400_000;
const at = (person: Person, now: number): Person => person.at(bench.appWith({ now: () => now }));
const open = async (number: string, found: string, person = operator) =>
  succeeded(await person.post('/v1/inspections', { number, found })).body;
const read = async (id: string, person = operator) => succeeded(await person.get(`/v1/inspections/${id}`)).body;
const act = (id: string, action: string, data: object, person = operator) =>
  person.post(`/v1/inspections/${id}/actions/${action}`, { data });
const gate = async (domain: string): Promise<string> => {
  const { serve, reason } = succeeded(await operator.post('/v1/access-gate', { domain })).body;
  return `${serve ? 'serve' : 'block'} ${reason}`;
};
const tasksOf = async (caseId: string): Promise<string[]> =>
  succeeded(await operator.get(`/v1/tasks?orderId=${caseId}`)).body.tasks.map(({ kind }: { kind: string }) => kind);
const told = (caseId: string) =>
  bench.database
    .selectFrom('messages')
    .select(['code', 'recipient', 'channel'])
    .where('case_id', '=', caseId as CaseId)
    .orderBy('code')
    .orderBy('recipient')
    .orderBy('channel')
    .execute();

async function sweep(): Promise<void> {
  const sweeper = startSweeper(withDefaults(bench.deps), { everyMs: 3_600_000, olderThanMs: 0, withinMs: 60_000 });
  await sweeper.sweep().finally(() => sweeper.stop());
}

function consoleDependencies() {
  const { sandbox: _none, ...deps } = withDefaults(bench.deps);
  return { ...deps, now: Date.now };
}

/** Waits until the process has answered what it was sent. */
async function standing(caseId: string, steps: number): Promise<void> {
  const events = bench.steps(caseId);
  while ((await bench.temporal.workflow.getHandle(caseId).query(inspectionQuery)).steps < steps) await events.next();
  await events.return?.();
}

test('A-133 the holder is told with the due date, answers, and the website is served until an operator cancels its access', async () => {
  const { website, domain, applicant } = await recordWithOrder(bench, '2026000821');
  const { id, caseId, dueAt } = await open(website, 'FALSE_DATA');
  await standing(caseId, 1);
  expect((await told(caseId)).map(({ code, recipient, channel }) => `${code} ${recipient} ${channel}`)).toEqual([
    'N-13 siteHeads EMAIL',
    'N-13 siteHeads SMS',
  ]);
  const days = Math.round((Date.parse(dueAt) - Date.now()) / DAY_MS);
  expect(days).toBeGreaterThanOrEqual(29);
  expect(days).toBeLessThanOrEqual(31);
  expect(await gate(domain)).toBe('serve FILED');

  succeeded(await act(id, 'explained', { text: 'The number was changed last week.' }, applicant));
  expect(await tasksOf(caseId)).toEqual(['INSPECTION_ANSWERED']);
  const found = { group: 'PHONES', result: 'FALSE', note: 'Nobody answers.' };
  expect(succeeded(await act(id, 'itemInspected', found)).body.items).toContainEqual(
    expect.objectContaining({ group: 'PHONES', result: 'FALSE' }),
  );
  expect((await act(id, 'accessLeft', { reason: 'no need' })).body).toMatchObject({ code: 'WRONG_STAGE' });
  expect((await act(id, 'itemInspected', found, applicant)).status).toBe(403);

  const late = at(operator, Date.parse(dueAt) + 1000);
  succeeded(await act(id, 'accessCancelled', {}, late));
  expect(await gate(domain)).toBe('block RECTIFICATION_OVERDUE');
  expect(await read(id)).toMatchObject({ state: 'ACCESS_CANCELLED', wayOn: { way: 'CALL_THE_PHONE' } });
  succeeded(await act(id, 'callLogged', { phone: 'SITE_HEAD_MOBILE', reached: true }));
  expect(await read(id, applicant)).toMatchObject({ wayOn: { way: 'AS_THE_BUREAU_SAYS' } });
  succeeded(await act(id, 'rectified', {}));
  expect(await gate(domain)).toBe('serve FILED');
  expect((await act(id, 'rectified', {})).body).toMatchObject({ code: 'CLOSED' });

  const entries = (who: Person) => who.get(`/v1/inspections/${id}/history`).then(({ body }) => body.entries);
  expect((await entries(operator)).map(({ action, to }: Record<string, string>) => `${action} ${to}`)).toEqual([
    'inspectionOpened OPEN',
    'explained OPEN',
    'itemInspected OPEN',
    'accessLeft OPEN',
    'accessCancelled ACCESS_CANCELLED',
    'callLogged ACCESS_CANCELLED',
    'rectified RECTIFIED',
  ]);
  const staffNote = (list: { detail?: string }[]) => list.some(({ detail }) => detail?.includes('Nobody answers.'));
  expect([staffNote(await entries(operator)), staffNote(await entries(applicant))]).toEqual([true, false]);
  const { faults } = await verifyChains(bench.database, bench.vault.auditMac);
  expect(faults.filter((fault) => fault.caseId === caseId)).toEqual([]);
});

test.each([
  ['SHELL', '空壳备案', '2026000831'],
  ['FALSE_DATA', '与事实不符', '2026000832'],
  ['ILLEGAL_CONTENT', '违法违规内容', '2026000833'],
])('A-122 a number has no end date, and %s opens an inspection that says so', async (found, words, serial) => {
  const { website, entityNumber, applicant } = await recordWithOrder(bench, serial);
  const owner = await bareConsole(consoleDependencies()).as('applicant', applicant.accountId?.replace('account-', ''));
  expect((await owner.get(`/records/${encodeURIComponent(entityNumber)}`)).text).toContain('没有截止日期');
  const { about } = await open(website, found);
  expect(about.zh).toContain(words);
});

test('A-174 an overdue inspection is a task, more time needs a reason and a later day, and strangers see nothing of it', async () => {
  const { website, applicant } = await recordWithOrder(bench, '2026000822');
  const { id, caseId } = await open(website, 'SHELL', at(operator, Date.now() - 31 * DAY_MS));
  await standing(caseId, 2);
  expect(await read(id)).toMatchObject({ state: 'OVERDUE' });
  expect(await tasksOf(caseId)).toEqual(['INSPECTION_OVERDUE']);
  expect((await told(caseId)).map(({ code }) => code)).toEqual(['N-16', 'N-16']);
  const extend = (dueAt: number, reason?: string) =>
    act(id, 'deadlineOverride', { dueAt: new Date(dueAt).toISOString(), reason });
  expect((await extend(Date.now() + DAY_MS)).status).toBe(422);
  expect((await extend(Date.now() - DAY_MS, 'a hospital')).body).toMatchObject({ code: 'NOT_LATER' });
  expect(succeeded(await extend(Date.now() + 5 * DAY_MS, 'a hospital')).body).toMatchObject({ state: 'OPEN' });
  expect(await tasksOf(caseId)).toEqual([]);
  expect((await told(caseId)).map(({ code }) => code)).toContain('N-13');
  const stranger = await bench.as('applicant');
  expect((await stranger.get(`/v1/inspections/${id}`)).status).toBe(404);
  expect(succeeded(await stranger.get('/v1/inspections')).body.inspections).toEqual([]);
  expect(succeeded(await applicant.get('/v1/inspections')).body.inspections).toMatchObject([{ id }]);
  expect((await operator.post('/v1/inspections', { number: website, found: 'SHELL' })).status).toBe(409);
});

test('A-174 the order that answers it keeps the access while it is with the bureau, and ends the inspection when it completes', async () => {
  const { website, domain, applicant } = await recordWithOrder(bench, '2026000823');
  const { id, caseId, dueAt } = await open(website, 'FALSE_DATA');
  const opened = await applicant.post(`/v1/inspections/${id}/orders`, { type: 'CHANGE_SITE', rulesConfirmed: true });
  const orderId: string = succeeded(opened).body.id;
  expect(await read(id, applicant)).toMatchObject({
    state: 'RECTIFYING',
    order: { id: orderId, place: 'AT_PROVIDER' },
  });
  const moves = async (from: 'READY_FOR_BUREAU' | 'BUREAU_REVIEW', to: 'BUREAU_REVIEW' | 'COMPLETED', seq: number) => {
    const step = { orderId: orderId as OrderId, seq, from, to };
    await bench.database.transaction().execute((trx) => tellInspections(trx, step));
    await sweep();
    await standing(caseId, seq);
  };
  await moves('READY_FOR_BUREAU', 'BUREAU_REVIEW', 3);
  const late = at(operator, Date.parse(dueAt) + 1000);
  expect((await act(id, 'accessCancelled', {}, late)).body).toMatchObject({ code: 'LOCKED_AT_BUREAU' });
  expect(await gate(domain)).toBe('serve FILED');
  await moves('BUREAU_REVIEW', 'COMPLETED', 5);
  expect(await read(id)).toMatchObject({ state: 'RECTIFIED', outcome: 'RECTIFIED', decidedBy: 'filing' });
});

test('A-132 a phone on record is checked by a code: the right one is evidence, a wrong one is not', async () => {
  const { website, applicant } = await recordWithOrder(bench, '2026000824');
  const { id } = await open(website, 'FALSE_DATA');
  const path = `/v1/inspections/${id}/people/P1`;
  expect((await applicant.post(`${path}/number-proof`, { code: '000000' })).status).toBe(409); // none was sent
  succeeded(await applicant.post(`${path}/number-code`));
  const { message_id: messageId } = await bench.database
    .selectFrom('number_codes')
    .select('message_id')
    .where(sql<boolean>`confirms like 'HC%'`)
    .executeTakeFirstOrThrow();
  const code = numberCode(bench.vault, messageId);
  const wrong = code === '000000' ? '000001' : '000000';
  expect((await applicant.post(`${path}/number-proof`, { code: wrong })).status).toBe(422);
  expect(await read(id)).toMatchObject({ phonesProved: [] });
  expect(succeeded(await applicant.post(`${path}/number-proof`, { code })).body).toMatchObject({
    phonesProved: ['P1'],
  });
  expect((await applicant.post(`/v1/inspections/${id}/people/P9/number-code`)).body).toMatchObject({
    code: 'UNKNOWN_PERSON',
  });
});

test('inspections of before they were cases get one and go on as they stood', async () => {
  const { website } = await recordWithOrder(bench, '2026000825');
  const insert = (found: string, due: string, outcome: string | null) =>
    sql<{
      id: string;
    }>`insert into inspections (number, found, opened_at, opened_by, event_id, due_at, outcome, decided_at, decided_by)
      values (${website}, ${found}, now() - interval '40 days', 'somebody', ${`old-${found}`}, now() + ${due}::interval,
        ${outcome}, ${outcome === null ? null : new Date()}, ${outcome === null ? null : 'operator-1'}) returning id`.execute(
      bench.database,
    );
  const ids = await Promise.all([
    insert('SHELL', '5 days', null),
    insert('FALSE_DATA', '-5 days', 'ACCESS_CANCELLED'),
    insert('DOMAIN_EXPIRED', '-5 days', 'RECTIFIED'),
  ]).then((answers) => answers.map(({ rows }) => rows[0]?.id ?? ''));
  await sweep();
  const [waits, cancelled, over] = await Promise.all(ids.map((id) => read(id)));
  expect([waits.state, cancelled.state, over.state]).toEqual(['OPEN', 'ACCESS_CANCELLED', 'RECTIFIED']);
  expect(over.caseId).toBeUndefined();
  await standing(waits.caseId, 1);
  await standing(cancelled.caseId, 1);
  expect((await told(waits.caseId)).map(({ code }) => code)).toContain('N-13');
  expect(await told(cancelled.caseId)).toEqual([]);
  succeeded(await operator.put(`/v1/inspections/${cancelled.id}/outcome`, { outcome: 'RECTIFIED' }));
});

describe('in the console', () => {
  const console = () => bareConsole(consoleDependencies());

  test('an operator opens an inspection and logs a call, and its holder reads what was found and explains', async () => {
    const { website, applicant } = await recordWithOrder(bench, '2026000826');
    const desk = await console().as('operator');
    const opened = await desk.post('/operate/inspections', { number: website, found: 'SHELL' }, '/operate/inspections');
    const path: string = opened.headers['location'] ?? '';
    const call = { phone: 'ENTITY_MOBILE', reached: 'no', note: 'rang twice' };
    expect((await desk.post(`${path}/do/callLogged`, call, path)).headers['location']).toBe(path);
    const shown = (await desk.get(path)).text;
    for (const text of ['空壳备案', '已登记电话核查', 'rang twice', '主体负责人手机']) expect(shown).toContain(text);
    expect((await desk.get('/operate/inspections/no-such-one')).status).toBe(404);

    const holder = await console().as('applicant', applicant.accountId?.replace('account-', ''));
    const [, link = ''] =
      /href="(\/records\/inspections\/[^"]+)"/.exec((await holder.get('/records/inspections')).text) ?? [];
    const page = (await holder.get(link)).text;
    for (const text of ['空壳备案', '整改截止', '部分域名注销后无法再次备案', '手机自查']) expect(page).toContain(text);
    expect(page).not.toContain('rang twice');
    expect((await holder.post(`${link}/explained`, { text: '已整改 <b>' }, link)).headers['location']).toBe(link);
    expect((await holder.post(`${link}/order`, { orderId: 'BA20260209-AAAAAAAA' }, link)).status).toBe(404);
    expect((await desk.get(path)).text).toContain('已整改 &lt;b>');
    const stranger = await console().as('applicant', 'a-stranger');
    expect((await stranger.get(link)).status).toBe(404);
  });

  test('a campaign from a file opens what can be opened, counts it by state, and is downloaded', async () => {
    const { website } = await recordWithOrder(bench, '2026000827');
    const desk = await console().as('operator');
    const file = Buffer.from(`${website}\r\n\r\n粤ICP备2026000998号-1\n<script>\n`);
    const fields = { title: '专项 2026', found: 'FALSE_DATA' };
    const begun = await desk.upload('/operate/campaigns', file, '/operate/campaigns', fields);
    const path: string = begun.headers['location'] ?? '';
    await sweep();
    await sweep();
    const page = (await desk.get(path)).text;
    for (const text of ['已开始核查', '无此备案', '不是备案号', '待整改']) expect(page).toContain(text);
    const { text: csv } = await desk.get(`${path}/lines.csv`);
    expect(csv).toContain(`${website},`);
    expect(csv.trim().split('\r\n')).toHaveLength(4);
    const { campaigns } = succeeded(await operator.get('/v1/inspection-campaigns')).body;
    const { counts } = succeeded(await operator.get(`/v1/inspection-campaigns/${campaigns[0].id}`)).body;
    expect(counts).toContainEqual({ result: 'OPENED', state: 'OPEN', count: 1 });
    expect((await operator.post('/v1/inspection-campaigns', { ...fields, numbers: [] })).status).toBe(422);
  });
});
