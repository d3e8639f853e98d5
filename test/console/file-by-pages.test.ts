/** A customer files an order by pages alone, without a script; then two tabs, script in fields and a look at other people's orders. */
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { gzipSync } from 'node:zlib';
import { createConsole } from '../../console/app.ts';
import type { ConsoleOptions } from '../../console/dependencies.ts';
import type { AccountId } from '../../domain/identifiers.ts';
import type { CallerRole } from '../../domain/role.ts';
import { closeDatabase, openDatabase } from '../../store/postgres/database.ts';
import { memorySessions } from '../support/console/memory-sessions.ts';
import { Browser } from '../support/console/bare-console.ts';
import { individual } from '../support/orders/applicants.ts';
import { recordOfAccount } from '../support/orders/record-of-account.ts';
import { PNG, startApiBench, type ApiBench } from '../support/servers/api-bench.ts';

let bench: ApiBench;
let signIn: () => Promise<{ browser: Browser; accountId: string }>;
let signInAs: (role: CallerRole) => Promise<Browser>;
/** Of nobody who has signed in. */
let newBrowser: () => Browser;
/** The console without Postgres, and without Temporal. */
let withoutPostgres: (browser: Browser) => Browser;
let withoutTemporal: (browser: Browser) => Browser;
/** An address at which nothing listens. */
const NOWHERE = '127.0.0.1:9';
const noDatabase = openDatabase(`postgres://nobody@${NOWHERE}/nothing`);
const noTemporal = new Client({ connection: Connection.lazy({ address: NOWHERE }) });

beforeAll(async () => {
  bench = await startApiBench();
  const { deps } = bench;
  const sessions = memorySessions();
  const consoleWith = (changes: Partial<ConsoleOptions>) =>
    createConsole({
      ...deps,
      log: pino({ level: 'silent' }),
      sessions,
      consoleUrl: 'http://127.0.0.1',
      faceCheckReturnUrl: 'http://127.0.0.1/return',
      limits: {},
      ...changes,
    } as unknown as ConsoleOptions);
  const app = consoleWith({});
  const databaseAway = consoleWith({ database: noDatabase });
  const temporalAway = consoleWith({ temporal: noTemporal, limits: { temporalTimeoutMs: 400, outcomeWaitMs: 500 } });
  withoutPostgres = (browser) => browser.at(databaseAway);
  withoutTemporal = (browser) => browser.at(temporalAway);
  newBrowser = () => new Browser(app);
  signInAs = async (role) => {
    const caller = { id: `${role}-1`, role, accountId: undefined };
    return new Browser(app, `beian-session=${await sessions.begin({ caller }, undefined)}`);
  };
  signIn = async () => {
    const { id, accountId } = await bench.as('applicant');
    const caller = { id, role: 'applicant' as const, accountId: accountId as AccountId | undefined };
    const browser = new Browser(app, `beian-session=${await sessions.begin({ caller }, undefined)}`);
    return { browser, accountId: accountId ?? '' };
  };
});
afterAll(async () => {
  await bench.close();
  await closeDatabase(noDatabase);
  await noTemporal.connection.close();
});

type Values = Readonly<Record<string, unknown>>;

/** What a person types of a part, as a form posts it. */
const typed = (part: string, values: Values): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const text = Array.isArray(value) ? value.join('、') : String(value);
      return name === 'preApprovals' ? [] : [[`${part}.${name}`, text]];
    }),
  );

const versionOn = (html: string): string => /name="version" value="(\d+)"/.exec(html)?.[1] ?? '';
const mainOf = (html: string): string => html.slice(html.indexOf('<main'));

async function save(browser: Browser, order: string, part: string, fields: Record<string, string>, goOn = 'next') {
  const path = `${order}/form/${part}`;
  const version = versionOn((await browser.get(path)).text);
  return browser.post(path, { version, goOn, ...fields }, path);
}

async function open(browser: Browser): Promise<string> {
  const { text } = await browser.get('/start/prepare');
  const key = /name="key" value="([^"]+)"/.exec(text)?.[1] ?? '';
  const answer = await browser.post('/orders', { key, rulesConfirmed: 'true' }, '/start/prepare');
  expect(answer.status).toBe(303);
  return String(answer.headers['location']).replace('/form/type', '');
}

test('A-048 an individual files a website from the first question to the review', async () => {
  const { browser, accountId } = await signIn();
  const need = await browser.get('/start?asked=1&target=MAINLAND&server=HERE&filed=NO');
  expect(need.text).toContain('需要备案');
  expect((await browser.get('/start/types')).text).toContain('首次备案');

  const order = await open(browser);
  const form = individual();
  const entity = form.entity as Values;
  const asked = ['kind', 'name', 'certificateType', 'certificateNumber', 'province', 'city'];
  const forType = Object.fromEntries(Object.entries(entity).filter(([name]) => asked.includes(name)));
  const website = form.websites['W1'] as Values;
  const type = await save(browser, order, 'type', {
    ...typed('entity', forType),
    'websites.W1.domain': String(website['domain']),
  });
  expect([type.status, type.headers['location']]).toEqual([303, order]);
  expect((await browser.get(order)).text).toContain('首次备案');

  const { headId: _head, ...aboutEntity } = entity;
  expect(
    (await save(browser, order, 'entity', { ...typed('entity', aboutEntity), 'entity.headId': 'NEW' })).status,
  ).toBe(303);
  const person = await save(browser, order, 'people.P1', typed('people.P1', form.people['P1'] as Values));
  expect(person.headers['location']).toBe(order);
  const site = await save(browser, order, 'websites.W1', {
    ...typed('websites.W1', website),
    'websites.W1.headId': 'P1',
  });
  expect(site.headers['location']).toBe(order);

  bench.parties.assets.instances.set('i-by-pages', { ownerAccountId: accountId });
  const unknown = await browser.post(
    `${order}/servers`,
    { websiteId: 'W1', instanceId: 'i-nobody' },
    `${order}/servers`,
  );
  expect(unknown.text).toContain('该服务器属于另一个账号');
  const server = await browser.post(
    `${order}/servers`,
    { websiteId: 'W1', instanceId: 'i-by-pages' },
    `${order}/servers`,
  );
  expect(server.status).toBe(303);

  const documents = (await browser.get(`${order}/documents`)).text;
  const slots = [...documents.matchAll(/<section id="([^"]+)" class="beian-slot"/g)].map(([, slot]) => slot ?? '');
  expect(slots).toContain('entity-certificate');
  for (const slot of slots) {
    const stored = await browser.upload(`${order}/documents/${slot}`, PNG, `${order}/documents`);
    expect([slot, stored.status]).toEqual([slot, 303]);
  }
  expect((await browser.get(`${order}/documents/entity-certificate/image`)).headers['content-type']).toBe('image/jpeg');

  const link = await browser.get(`${order}/face-checks/P1/link`);
  expect(link.text).toContain('<svg class="beian-qr"');
  expect(link.text).toContain('/v1/liveness/links/');
  expect((await browser.get(`${order}/phone`)).text).toContain('href="/hand-off/');

  const early = await browser.get(order);
  expect(early.text).toContain('人脸核验');
  const applicant = (await bench.as('applicant', accountId)).at(bench.app);
  await bench.passFaceChecks(applicant, order.split('/').at(-1) ?? '');

  const confirm = await browser.get(`${order}/do/submitForReview`);
  expect(confirm.text).toContain(String(website['name']));
  const named = /name="name" value="([^"]+)"/.exec(confirm.text)?.[1] ?? '';
  const visit = /name="visit" value="([^"]+)"/.exec(confirm.text)?.[1] ?? '';
  const submitted = await browser.post(
    `${order}/do/submitForReview`,
    { name: named, visit, confirmed: 'true' },
    `${order}/do/submitForReview`,
  );
  expect([submitted.status, mainOf(submitted.text).slice(0, 300)]).toEqual([303, expect.anything()]);
  const standing = (await browser.get(order)).text;
  expect(standing).toContain('接入商初审');
  expect(standing).toContain(`${order}/do/withdraw`);
  for (const path of [
    '/',
    '/records',
    '/messages',
    '/help',
    '/help/subdomain',
    '/records/diagnosis',
    '/records/codes',
    order,
    `${order}/do/withdraw`,
    `${order}/form/entity`,
    `${order}/face-checks`,
    `${order}/numbers`,
  ]) {
    const shown = await browser.get(path);
    expect([path, shown.status]).toEqual([path, 200]);
    expect([path, gzipSync(shown.text).length < 60 * 1024]).toEqual([path, true]);
  }
});

describe('while the form is filled in', () => {
  test('of a page with one bad field the others are saved, and what was typed is kept', async () => {
    const { browser } = await signIn();
    const order = await open(browser);
    const bad = await save(browser, order, 'entity', {
      'entity.kind': 'INDIVIDUAL',
      'entity.city': '广州市',
      'entity.name': '长'.repeat(130),
    });
    expect(bad.status).toBe(422);
    expect(bad.text).toContain('长'.repeat(130));
    expect(bad.text).toContain('href="#entity.name"');
    const after = (await browser.get(`${order}/form/entity`)).text;
    expect(after).toContain('value="广州市"');
    expect(after).not.toContain('长'.repeat(130));
  });

  test('two tabs do not overwrite one another: the second shows both values', async () => {
    const { browser } = await signIn();
    const order = await open(browser);
    const path = `${order}/form/entity`;
    const version = versionOn((await browser.get(path)).text);
    expect((await browser.post(path, { version, goOn: 'later', 'entity.city': '深圳市' }, path)).status).toBe(303);
    // A save that has overtaken itself says nothing else.
    expect((await browser.post(path, { version, goOn: 'later', 'entity.city': '深圳市' }, path)).status).toBe(303);
    const second = await browser.post(path, { version, goOn: 'later', 'entity.city': '佛山市' }, path);
    expect(second.status).toBe(409);
    expect(second.text).toContain('value="佛山市"');
    expect(second.text).toContain('深圳市');
    const again = await browser.post(
      path,
      { version: versionOn(second.text), goOn: 'later', 'entity.city': '佛山市' },
      path,
    );
    expect(again.status).toBe(303);
  });

  test('script that is typed is text on every page', async () => {
    const { browser } = await signIn();
    const order = await open(browser);
    const script = '<script>alert(1)</script>';
    await save(browser, order, 'entity', { 'entity.name': script, 'entity.headId': 'NEW' }, 'later');
    await save(browser, order, 'people.P1', { 'people.P1.name': script }, 'later');
    for (const path of [order, `${order}/form/entity`, `${order}/form/people.P1`, `${order}/remove/people.P1`]) {
      expect([path, (await browser.get(path)).text.includes('<script>alert')]).toEqual([path, false]);
    }
  });
});

describe('while the system cannot, it says when to try again and keeps what was typed', () => {
  const hidden = (html: string): Record<string, string> =>
    Object.fromEntries(
      [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    );

  test('without Postgres: the form is sent again from the page that kept it', async () => {
    const { browser } = await signIn();
    const order = await open(browser);
    const path = `${order}/form/entity`;
    const { text } = await browser.get(path);
    const fields = { ...hidden(text), goOn: 'later', 'entity.city': '深圳市' };
    const away = await withoutPostgres(browser).send(path, fields);
    expect([away.status, away.headers['retry-after']]).toEqual([503, '5']);
    expect(away.text).toContain('秒后可以再试');
    expect(hidden(away.text)).toEqual(fields);
    expect((await browser.send(path, hidden(away.text))).status).toBe(303);
    expect((await browser.get(path)).text).toContain('value="深圳市"');
  });

  test('without Temporal: an action keeps its words and can be taken later', async () => {
    const { browser } = await signIn();
    const order = await open(browser);
    const path = `${order}/do/abandon`;
    const fields: Record<string, string> = { ...hidden((await browser.get(path)).text), reason: '网站不做了' };
    const away = await withoutTemporal(browser).send(path, fields);
    expect(away.status).toBe(503);
    expect(away.text).toContain('秒后可以再试');
    expect(away.text).toContain('网站不做了');
    expect(hidden(away.text)).toMatchObject({ name: fields['name'] });
    expect((await browser.send(path, { ...hidden(away.text), reason: '网站不做了' })).status).toBe(303);
  });
});

describe('before an order', () => {
  test('A-117 A-126 the page about the culture permit shows both ways of Guangdong and keeps what was typed', async () => {
    const { browser } = await signIn();
    const asked = '/start/permit?asked=1&culture=GAMES&income=FEES&province=GD';
    const { text } = await browser.get(asked);
    expect(text).toContain('方式一');
    expect(text).toContain('方式二');
    expect(mainOf(text)).toContain('href="/records"');
    const wrong = mainOf((await browser.get('/start/permit?asked=1&culture=GAMES&registeredCapital=1,000')).text);
    expect(wrong).toContain('请填写整数金额');
    expect(wrong).toContain('value="1,000"');
    expect(wrong).toContain('href="#income"');
    expect((await browser.get(`${asked}&holder=INDIVIDUAL`)).text).toContain('个人不能申请');
  });

  test('A-012 A-054 A-065 the catalogue leads to every type, with its steps and how long they take', async () => {
    const { browser } = await signIn();
    const { text } = await browser.get('/start/types');
    const section = (type: string): string =>
      [...text.matchAll(/<section id="\w+"(?:(?!<\/section>).)*<\/section>/gs)]
        .map(([whole]) => whole)
        .find((whole) => whole.startsWith(`<section id="${type}"`)) ?? '';
    for (const type of ['FIRST', 'NEW_SITE_HERE', 'NEW_SITE_ELSEWHERE', 'TRANSFER_NEW', 'TRANSFER_MORE']) {
      expect([type, section(type).includes('href="/start/prepare"')]).toEqual([type, true]);
    }
    expect(section('NEW_SITE_ELSEWHERE')).toContain('主体已通过其他接入商备案');
    const steps = (type: string): string => /<tbody.*<\/tbody>/s.exec(section(type))?.[0] ?? '';
    expect(steps('FIRST')).toContain('接入商初审');
    expect(steps('FIRST')).toContain('工作日');
    expect([steps('NEW_SITE_HERE'), steps('NEW_SITE_ELSEWHERE')]).toEqual([steps('FIRST'), steps('FIRST')]);
    expect(section('CHANGE_SITE')).toContain('href="/records"');
  });

  test('A-043 the preparation list has five items, and an order waits for the confirmed rules', async () => {
    const { browser } = await signIn();
    const { text } = await browser.get('/start/prepare?province=NM');
    expect(text.match(/class="govuk-task-list__item/g)).toHaveLength(5);
    expect(text).toContain('真实性核验方式');
    const refused = await browser.post('/orders', { key: crypto.randomUUID() }, '/start/prepare');
    expect([refused.status, refused.text.includes('确认后才能新建订单')]).toEqual([422, true]);
    const key = crypto.randomUUID();
    const places = [];
    for (let click = 0; click < 2; click += 1) {
      const { headers } = await browser.post('/orders', { key, rulesConfirmed: 'true' }, '/start/prepare');
      places.push(headers['location']);
    }
    expect(places[0]).toBe(places[1]); // a double click opens one order
  });

  test('a second order is refused, names the first and offers what can be done', async () => {
    const { browser } = await signIn();
    const order = await open(browser);
    const second = await browser.post(
      '/orders',
      { key: crypto.randomUUID(), rulesConfirmed: 'true' },
      '/start/prepare',
    );
    expect(second.status).toBe(409);
    expect(second.text).toContain(`href="${order}"`);
    expect(second.text).toContain('value="REPLACE"');
  });
});

test('A-028 websites are added one after the other: one order with three of them, each with fields of its own', async () => {
  const { browser } = await signIn();
  const order = await open(browser);
  const names = ['示例科技产品介绍', '示例科技客户服务', '示例科技新闻动态'];
  const parts: string[] = [];
  for (const name of names) {
    const added = await browser.post(`${order}/websites`, {}, order);
    const part = String(added.headers['location']).replace(`${order}/form/`, '');
    expect((await save(browser, order, part, { [`${part}.name`]: name }, 'later')).status).toBe(303);
    parts.push(part);
  }
  expect(parts).toEqual(['websites.W1', 'websites.W2', 'websites.W3']);
  for (const [index, part] of parts.entries()) {
    const { text } = await browser.get(`${order}/form/${part}`);
    expect(names.filter((name) => text.includes(`value="${name}"`))).toEqual([names[index]]);
  }
});

test('A-040 A-042 what was begun on a computer goes on by phone: the same order, data and state', async () => {
  const { browser } = await signIn();
  const order = await open(browser);
  await save(browser, order, 'entity', { 'entity.city': '广州市' }, 'later');
  const other = await open((await signIn()).browser);
  const [code = ''] = /\/hand-off\/[^"]+/.exec((await browser.get(`${order}/phone`)).text) ?? [];
  const phone = newBrowser();
  expect((await phone.get(code)).text).toContain(order.split('/').at(-1));
  const opened = await phone.send(code, {});
  expect([opened.status, opened.headers['location']]).toEqual([303, order]);
  // The code opens this order and nothing else, and it lets one phone in.
  for (const path of ['/', '/records', '/messages', other, `${other}/form/entity`]) {
    const { status, headers } = await phone.get(path);
    expect([path, status, headers['location']]).toEqual([path, 303, order]);
  }
  expect((await phone.post(`${other}/do/abandon`, {}, order)).status).toBe(403);
  expect((await newBrowser().send(code, {})).status).toBe(410);
  expect((await newBrowser().get('/hand-off/nothing')).status).toBe(410);
  expect((await phone.get(`${order}/form/entity`)).text).toContain('value="广州市"');
  await save(phone, order, 'entity', { 'entity.city': '深圳市' }, 'later');
  expect((await browser.get(`${order}/form/entity`)).text).toContain('value="深圳市"');
});

describe('from a record', () => {
  test('a change is opened, filled in and shown beside what is on record', async () => {
    const { browser, accountId } = await signIn();
    const { entity, websites } = await recordOfAccount(bench, accountId, individual());
    const path = `/records/${encodeURIComponent(entity)}`;
    expect((await browser.get('/records')).text).toContain(entity);
    expect((await browser.get(path)).text).toContain(`${path}/CHANGE_SITE`);
    const from = `${path}/CHANGE_SITE`;
    const key = crypto.randomUUID();
    const fields = { key, websites: websites['W1'] ?? '', rulesConfirmed: 'true' };
    const opened = await browser.post(from, fields, from);
    expect(opened.status).toBe(303);
    const order = String(opened.headers['location']);
    await save(browser, order, 'websites.W1', { 'websites.W1.name': '李雷的旅行笔记' }, 'later');
    const { text } = await browser.get(order);
    expect(text).toContain('与备案记录的不同');
    expect(text).toContain('<ins>李雷的旅行笔记</ins>');
  });

  test('a removal says that it cannot be undone, and wants a reason', async () => {
    const { browser, accountId } = await signIn();
    const { entity } = await recordOfAccount(bench, accountId, individual());
    const from = `/records/${encodeURIComponent(entity)}/DEREG_ENTITY`;
    expect((await browser.get(from)).text).toContain('不能恢复');
    const key = crypto.randomUUID();
    const without = await browser.post(from, { key, rulesConfirmed: 'true' }, from);
    expect(without.status).toBe(422);
    const opened = await browser.post(from, { key, rulesConfirmed: 'true', reason: '不再使用' }, from);
    expect(opened.status).toBe(303);
    expect((await browser.get(String(opened.headers['location']))).text).toContain('不再使用');
  });
});

test('A-147 a customer takes everything that is held along, and sees who changed a record and when', async () => {
  const { browser, accountId } = await signIn();
  const form = individual();
  const { entity } = await recordOfAccount(bench, accountId, form);
  expect((await browser.get('/account')).text).toContain(accountId);
  const file = await browser.post('/account/export', {}, '/account');
  expect(file.headers['content-disposition']).toContain('beian-export.json');
  expect(JSON.parse(file.text)).toMatchObject({
    shown: 'CLEAR',
    account: { id: accountId },
    orders: [{ form: { people: { P1: { documentNumber: form.people['P1']?.documentNumber } } } }],
    records: [{ number: entity }],
  });

  const path = `/records/${encodeURIComponent(entity)}`;
  expect((await browser.get(path)).text).toContain(`href="${path}/versions"`);
  const { text } = await browser.get(`${path}/versions`);
  const [, first = ''] = /<tbody[^>]*>(.*?)<\/tbody>/s.exec(text) ?? [];
  expect(first).toContain('2026-01-12 09:00');
  expect(first).toMatch(/href="\/orders\/BA/);
  expect(first).toContain('主体：新增');
  const other = (await signIn()).browser;
  expect((await other.get(`${path}/versions`)).status).toBe(404);

  const staff = await signInAs('operator');
  const shown = await staff.get(`/operate/records?number=${encodeURIComponent(entity)}`);
  expect(shown.text).toMatch(/href="\/operate\/orders\/BA/);
  expect(shown.text).not.toContain(form.people['P1']?.name);
  expect((await staff.get('/operate/records?number=1')).status).toBe(404);
});

test('A-147 an operator exports for a person who asked in writing, and others stay masked', async () => {
  const { browser, accountId } = await signIn();
  const order = await open(browser);
  const person = individual().people['P1'];
  const { name = '', documentNumber = '' } = person ?? {};
  await save(browser, order, 'entity', { 'entity.headId': 'NEW' }, 'later');
  await save(browser, order, 'people.P1', typed('people.P1', person as Values), 'later');
  const staff = await signInAs('operator');
  const path = '/operate/accounts/export';
  const without = await staff.post(path, { account: accountId, reference: '', documentNumber }, '/operate/accounts');
  expect([without.status, without.text.includes(`value="${documentNumber}"`)]).toEqual([422, true]);
  const asked = { account: accountId, reference: 'T-2026-118' };
  const masked = await staff.post(path, { ...asked, documentNumber: '' }, '/operate/accounts');
  expect(JSON.parse(masked.text)).toMatchObject({ shown: 'MASKED', account: { id: accountId } });
  expect(masked.text).not.toContain(name);
  const clear = await staff.post(path, { ...asked, documentNumber }, '/operate/accounts');
  expect(JSON.parse(clear.text).orders[0].form.people.P1).toMatchObject({ name });
  expect((await (await signInAs('auditor')).post(path, asked, '/operate/accounts')).status).toBe(403);
});

test("nobody sees another account's order", async () => {
  const [mine, other] = [await signIn(), await signIn()];
  const order = await open(mine.browser);
  for (const path of [order, `${order}/form/entity`, `${order}/documents`, `${order}/phone`, `${order}/duties`]) {
    expect([path, (await other.browser.get(path)).status]).toEqual([path, 404]);
  }
});
