/** The operator's desk and pages that follow an order, on a real Postgres. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AccountId, OrderId } from '../../domain/identifiers.ts';
import type { CallerRole } from '../../domain/role.ts';
import { BUILT_IN_POLICIES } from '../../domain/policy/built-in-policies.ts';
import { shanghai } from '../../domain/time/instant.ts';
import { PUBLISHED_YEARS } from '../../domain/time/calendar-years.ts';
import { portOf } from '../../sandbox/clouds/smtp-sink.ts';
import { askForErasure } from '../../store/erasures/erasures.ts';
import { writeFilingStep } from '../../store/steps/filing-step.ts';
import { seedReferenceData } from '../../store/policy/reference-data.ts';
import { rulesReader } from '../../store/policy/rules.ts';
import type { ActionWaiter } from '../../store/steps/action-waiter.ts';
import { openTask } from '../../store/tasks/tasks.ts';
import { bareConsole, type BareConsole } from '../../test/support/console/bare-console.ts';
import { MONDAY_MORNING, sampleOrder, sampleStep } from '../../test/support/orders/stored-orders.ts';
import { migratedDatabase, type MigratedDatabase } from '../../test/support/servers/migrated-database.ts';
import { waitPatiently } from '../../test/support/servers/database.ts';

let store: MigratedDatabase;
let waiter: ActionWaiter;
let desk: BareConsole;
let server: Server;
let url: string;

beforeAll(async () => {
  store = await migratedDatabase();
  const { db: database, vault } = store;
  await seedReferenceData(database, BUILT_IN_POLICIES, PUBLISHED_YEARS);
  waiter = await waitPatiently(store.url, database, vault);
  const rules = rulesReader(database);
  const temporalUi = 'http://temporal.example/namespaces/filings';
  desk = bareConsole({ database, vault, rules, actionWaiter: waiter, temporalUi });
  server = createServer(desk.app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${portOf(server.address())}`;
});
afterAll(async () => {
  await waiter.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await store.close();
});

const newOrder = async () => (await sampleOrder(store.db, store.vault)).id;

test('a task stands with what to do and its workflow until an operator has dealt with it; an auditor only reads', async () => {
  const id = await newOrder();
  await openTask(store.db, { caseId: id, kind: 'OWED_WORK_STUCK', visit: 1, at: MONDAY_MORNING });
  const operator = await desk.as('operator');
  const { text } = await operator.get('/operate');
  expect(text).toContain('查看流程是否运行；消除原因后关闭任务，会立即重试。');
  expect(text).toContain(`http://temporal.example/namespaces/filings/workflows/${id}`);
  const [, deed = ''] = /action="(\/operate\/tasks\/[^"]+)"/.exec(text) ?? [];

  const auditor = await desk.as('auditor');
  const read = await auditor.get('/operate');
  expect([read.text.includes(id), read.text.includes('/dealt-with')]).toEqual([true, false]);
  expect((await auditor.post(deed, {}, '/operate')).status).toBe(403);

  expect((await operator.post(deed, {}, '/operate')).headers['location']).toBe('/operate');
  const after = await operator.get('/operate');
  expect(after.text).toContain('任务已关闭。');
  expect(after.text).not.toContain(deed);
});

test('a deed whose form another site made up changes nothing', async () => {
  const id = await newOrder();
  await openTask(store.db, { caseId: id, kind: 'MALFORMED_SIGNAL', visit: 1, at: MONDAY_MORNING });
  const operator = await desk.as('operator');
  const [, deed = ''] = /action="(\/operate\/tasks\/[^"]+)"/.exec((await operator.get('/operate')).text) ?? [];
  expect((await operator.send(deed, { csrf: 'guessed' })).status).toBe(403);
  expect((await operator.get('/operate')).text).toContain(deed);
});

describe('a change of policies', () => {
  const row = (value: unknown) =>
    JSON.stringify([{ key: 'sla.prelimBd', scope: {}, validFrom: '2026-03-01', value, source: '测试' }]);

  test('is shown with the orders it concerns before it takes effect', async () => {
    await newOrder();
    const operator = await desk.as('operator');
    const before = (await rulesReader(store.db)()).policies.version;
    const seen = await operator.post('/operate/rules/policies/preview', { policies: row(9) }, '/operate/rules');
    expect(seen.status).toBe(200);
    expect(seen.text).toContain('对未结订单的影响（尚未生效）');
    expect(seen.text).toMatch(
      /sla\.prelimBd<\/td><td[^>]*>[^<]*<\/td><td[^>]*>FIRST<\/td><td[^>]*>\d+<\/td><td[^>]*>9</,
    );
    expect((await rulesReader(store.db)()).policies.version).toBe(before);
  });

  test('that is wrong is refused with what is wrong, and with what was typed kept', async () => {
    const operator = await desk.as('operator');
    const seen = await operator.post('/operate/rules/policies/preview', { policies: row('"soon"') }, '/operate/rules');
    expect(seen.status).toBe(422);
    expect(seen.text).toContain('govuk-error-summary');
    expect(seen.text).toContain('&quot;soon');
    const noJson = await operator.post('/operate/rules/policies/preview', { policies: '[<script>' }, '/operate/rules');
    expect([noJson.status, noJson.text.includes('这不是 JSON')]).toEqual([422, true]);
    expect(noJson.text).not.toContain('<script>');
  });
});

test('R-CAL-3 a due date of a year whose holidays are not published is marked where the order is shown', async () => {
  const { id } = await sampleOrder(store.db, store.vault, { accountId: 'account-zhou-files' as AccountId });
  const due = {
    kind: 'review',
    unit: 'BD',
    amount: 2,
    from: shanghai('2026-12-31 09:30'),
    at: shanghai('2027-01-04 18:00'),
  };
  const mark = '节假日尚未公布';
  const shown = async (provisional: boolean) => {
    const next_due = JSON.stringify({ ...due, provisional });
    await store.db.updateTable('orders').set({ next_due }).where('id', '=', id).execute();
    const applicant = await desk.as('applicant', 'zhou-files');
    const operator = await desk.as('operator');
    const pages = await Promise.all([applicant.get('/'), operator.get(`/operate/orders/${id}`)]);
    return pages.map(({ status, text }) => `${status} ${text.includes(id)} ${text.includes(mark)}`);
  };
  expect(await shown(true)).toEqual(['200 true true', '200 true true']);
  expect(await shown(false)).toEqual(['200 true false', '200 true false']);
});

test('a change of the calendar is shown with the due instants it moves, and moves none yet', async () => {
  const id = await newOrder();
  const due = {
    kind: 'review',
    unit: 'BD',
    amount: 2,
    from: MONDAY_MORNING,
    at: Date.parse('2026-03-04T18:00:00+08:00'),
  };
  await store.db
    .updateTable('orders')
    .set({ next_due: JSON.stringify(due) })
    .where('id', '=', id)
    .execute();
  const known = PUBLISHED_YEARS.find(({ year }) => year === 2026);
  const holidays = [...(known?.holidays ?? []), { name: '测试假日', from: '2026-03-03', to: '2026-03-03' }];
  const operator = await desk.as('operator');
  const calendar = JSON.stringify([{ ...known, holidays }]);
  const seen = await operator.post('/operate/rules/calendar/preview', { calendar }, '/operate/rules');
  expect(seen.text).toContain(id);
  expect(seen.text).toContain('2026-03-04 18:00');
  expect(seen.text).toContain('2026-03-05 18:00');
  const announced = `国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日至23日放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日至6日放假，共3天。
四、劳动节：3月3日至5日放假调休，共3天。
五、端午节：6月19日至21日放假，共3天。
六、中秋节：9月25日至27日放假，共3天。
七、国庆节：10月1日至7日放假调休，共7天。
国务院办公厅
2025年11月4日`;
  const paste = (text: string) =>
    operator.post('/operate/rules/calendar/preview', { calendar: text }, '/operate/rules');
  const pasted = await paste(announced);
  expect([pasted.status, pasted.text.includes(id)]).toEqual([200, true]);
  expect(pasted.text).toContain('2026-03-09 18:00');
  expect(pasted.text).toContain('2026-02-15');
  const slip = await paste(announced.replace('共9天', '共8天'));
  expect([slip.status, slip.text.includes('2026-02-15 至 2026-02-23 是9天')]).toEqual([422, true]);
  const inForce = (await rulesReader(store.db)()).calendar;
  expect(inForce.isBusinessDay('2026-03-03' as never)).toBe(true);
});

test('an erasure shows who asked, and leaves the second half to another person', async () => {
  const { id: orderId, accountId } = await sampleOrder(store.db, store.vault);
  const asked = { ground: 'PERSON_ASKS', reason: '来信要求', askedBy: 'sun-operates' } as const;
  await askForErasure(store.db, store.vault, { subject: { accountId, orderId }, ...asked });
  const own = await (await desk.as('operator', 'sun-operates')).get('/operate/erasures');
  expect([own.text.includes('由您提出'), own.text.includes('/agreement')]).toEqual([true, false]);
  const other = await (await desk.as('operator', 'zhou-operates')).get('/operate/erasures');
  expect([other.text.includes('来信要求'), other.text.includes('/agreement')]).toEqual([true, true]);
});

test('figures are the same on the page and as CSV, and a period that is none is said so', async () => {
  const operator = await desk.as('operator');
  const period = 'from=2026-01-01&until=2026-06-30';
  const { text } = await operator.get(`/operate/figures?${period}`);
  for (const caption of ['每周流量', '各状态停留（工作日）', '通过率', '退回原因', '消息送达', '人脸核验']) {
    expect(text).toContain(caption);
  }
  const csv = await operator.get(`/operate/figures/reviews.csv?${period}`);
  expect(csv.headers['content-type']).toContain('text/csv');
  expect(csv.headers['content-disposition']).toContain('reviews.csv');
  expect((await operator.get('/operate/figures?from=yesterday')).status).toBe(422);
  expect((await operator.get('/operate/figures?from=&until=&province=&type=')).status).toBe(200);
});

describe('a page that follows', () => {
  /** Events of the stream, as they come, until there are so many. */
  async function events(
    followed: string,
    cookie: string,
    count: number,
    meanwhile: () => Promise<void>,
  ): Promise<string[]> {
    const over = new AbortController();
    const response = await fetch(`${url}/live/${followed}`, { headers: { Cookie: cookie }, signal: over.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const seen: string[] = [];
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      const names = [...decoder.decode(chunk as Uint8Array).matchAll(/^event: (\w+)$/gm)].map(([, name = '']) => name);
      if (names.includes('following')) await meanwhile();
      seen.push(...names);
      if (seen.length >= count) break;
    }
    over.abort();
    return seen;
  }

  test('hears of a step, and nothing of what is in the order goes over the stream', async () => {
    const id = await newOrder();
    const cookie = await desk.cookieOf('operator');
    const step = () =>
      writeFilingStep(store.db, store.vault, sampleStep(id), () => ({ waitingOn: 'reviewer', dues: [] }));
    expect(await events(`orders/${id}`, cookie, 2, async () => void (await step()))).toEqual(['following', 'changed']);
  });

  test('is of no use without a session, nor for an order of somebody else', async () => {
    const id = await newOrder();
    expect((await fetch(`${url}/live/orders/${id}`)).status).toBe(204);
    const headers = { Cookie: await desk.cookieOf('applicant') };
    expect((await fetch(`${url}/live/orders/${id}`, { headers })).status).toBe(404);
  });

  const taskOf = async (id: OrderId) =>
    void (await openTask(store.db, { caseId: id, kind: 'STANDS_STILL', visit: 1, at: MONDAY_MORNING }));

  test.each<[list: string, page: string, role: CallerRole, change: (id: OrderId) => Promise<void>]>([
    ['queue', '/review', 'reviewer', async (id) => void (await writeFilingStep(store.db, store.vault, sampleStep(id), () => ({ waitingOn: 'reviewer', dues: [] })))],
    ['mailroom', '/review/mailroom', 'mailroom', async (id) => void (await writeFilingStep(store.db, store.vault, sampleStep(id), () => ({ waitingOn: 'reviewer', dues: [] })))],
    ['operate', '/operate', 'operator', taskOf],
    ['look-ups', '/review/look-ups', 'reviewer', taskOf],
    ['erasures', '/operate/erasures', 'operator', async (id) => {
      const { account_id: accountId } = await store.db.selectFrom('orders').select('account_id').where('id', '=', id).executeTakeFirstOrThrow();
      await askForErasure(store.db, store.vault, { subject: { accountId, orderId: id }, ground: 'UNLAWFUL', reason: '来信', askedBy: 'sun' });
    }],
  ])('shows a list that changes: %s', async (list, page, role, change) => {
    const id = await newOrder();
    expect((await (await desk.as(role)).get(page)).text).toContain(`data-follows="/live/lists/${list}"`);
    const seen = await events(`lists/${list}`, await desk.cookieOf(role), 2, async () => change(id));
    expect(seen).toEqual(['following', 'changed']);
  }); // prettier-ignore

  test("of a customer hears of steps of the account's orders and of no others", async () => {
    const accountId = 'account-applicant-1' as AccountId;
    const own = (await sampleOrder(store.db, store.vault, { accountId })).id;
    const other = await newOrder();
    const cookie = await desk.cookieOf('applicant');
    expect((await (await desk.as('applicant')).get('/')).text).toContain('data-follows="/live/lists/orders"');
    const step = async (id: OrderId): Promise<void> => {
      const heard = new Promise<void>((resolve) => {
        const leave = waiter.onChange(['steps'], (order) => {
          if (order !== id) return;
          leave();
          resolve();
        });
      });
      await writeFilingStep(store.db, store.vault, sampleStep(id), () => ({ waitingOn: 'reviewer', dues: [] }));
      await heard;
    };
    const over = new AbortController();
    const response = await fetch(`${url}/live/lists/orders`, { headers: { Cookie: cookie }, signal: over.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => (await reader?.read())?.value ?? '';
    expect(await next()).toContain('event: following');
    let said = '';
    const changed = next().then((text) => (said = text));
    await step(other);
    await (await desk.as('applicant')).get('/');
    expect(said).toBe('');
    await step(own);
    expect(await changed).toContain('event: changed');
    over.abort();
  });

  test('shows no list to a role that has no such page', async () => {
    const headers = { Cookie: await desk.cookieOf('applicant') };
    expect((await fetch(`${url}/live/lists/queue`, { headers })).status).toBe(403);
    expect((await fetch(`${url}/live/lists/nothing`, { headers })).status).toBe(404);
    expect((await fetch(`${url}/live/lists/queue`)).status).toBe(204);
  });
});
