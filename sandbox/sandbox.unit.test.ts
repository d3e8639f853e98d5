import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createSmtpEmail } from '../adapters/email/smtp.ts';
import { createTencentLiveness } from '../adapters/liveness/tencent.ts';
import { createAlibabaSms } from '../adapters/sms/alibaba.ts';
import { createTencentSms } from '../adapters/sms/tencent.ts';
import { startBeianReceiver, type BeianReceiver } from '../test/support/parties/beian-receiver.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

let sandbox: Sandbox;
let beian: BeianReceiver;

beforeAll(async () => {
  sandbox = await createSandbox({ webhookRetryMs: 1 });
  beian = await startBeianReceiver(sandbox.keys.webhookSecret);
  await sandbox.webhooks.setTarget(beian.url);
});
beforeEach(() => {
  sandbox.reset();
  beian.forget();
});
afterEach(() => expect(beian.strange).toEqual([]));
afterAll(async () => {
  await sandbox.stop();
  await beian.stop();
});

const control = async (method: string, path: string, body?: object) => {
  const response = await fetch(`${sandbox.url}/sandbox/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
};
const email = () =>
  createSmtpEmail({ host: '127.0.0.1', port: sandbox.smtpPort, tls: 'none', from: 'beian@provider.example' });
const sms = () =>
  createTencentSms({
    ...sandbox.keys.tencent,
    sdkAppId: '1',
    signName: '备案助手',
    templates: { 'N-1': '21' },
    endpoint: sandbox.endpoint,
    protocol: 'http',
  });
const alibabaSms = () =>
  createAlibabaSms({
    ...sandbox.keys.alibaba,
    signName: '备案助手',
    templates: { 'N-1': { code: 'SMS_21', params: ['order'] } },
    endpoint: sandbox.endpoint,
    protocol: 'http',
  });
const someSms = {
  idempotencyKey: 'BA20260209-23456789/N-1/3',
  to: '13800138000',
  template: 'N-1',
  params: ['BA20260209-23456789'],
};
const someEmail = {
  idempotencyKey: 'k',
  to: 'zhou.lan@example.com',
  subject: 'BA20260209-23456789',
  text: '<script>alert(1)</script> 你好',
};

test('the first page leads to every page that can be opened without a link', async () => {
  const html = await (await fetch(sandbox.url)).text();
  const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, path = '']) => path);
  expect(links).toEqual(['/inbox', '/miit']);
  for (const path of links) expect((await fetch(`${sandbox.url}${path}`)).status).toBe(200);
});

describe('the inbox', () => {
  test('finds messages by channel, recipient and order', async () => {
    await sms().send(someSms);
    await email().send(someEmail);
    const find = async (query: string) => (await control('GET', `/inbox?${query}`)).json.messages.length;
    expect(await find('')).toBe(2);
    expect(await find('channel=sms')).toBe(1);
    expect(await find('to=zhou.lan%40example.com')).toBe(1);
    expect(await find('order=BA20260209-23456789')).toBe(2);
    expect(await find('order=BA20260209-99999999')).toBe(0);
  });

  test('can be waited for', async () => {
    const waiting = control('GET', '/inbox?channel=email&count=2&wait=20');
    await email().send(someEmail);
    await email().send({ ...someEmail, idempotencyKey: 'k2' });
    expect((await waiting).json.messages).toHaveLength(2);
  });

  test('is a page in Chinese and English that shows text as text and loads nothing from elsewhere', async () => {
    await email().send(someEmail);
    const html = await (await fetch(`${sandbox.url}/inbox?to=zhou.lan%40example.com`)).text();
    expect(html).toContain('收件箱');
    expect(html).toContain('Inbox');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; 你好');
    expect(html).not.toMatch(/<script|(?:src|href)="http/);
  });
});

describe('delivery receipts', () => {
  test('come by themselves for every SMS', async () => {
    const { reference } = await sms().send(someSms);
    await beian.answered(1);
    expect(beian.sms).toMatchObject([{ reference, outcome: 'DELIVERED' }]);
  });

  test.each([
    ['Tencent Cloud', () => sms()],
    ['Alibaba Cloud', () => alibabaSms()],
  ])('of %s have its own format and return our key of the SMS', async (_vendor, sender) => {
    const { reference } = await sender().send(someSms);
    await beian.answered(1);
    expect(beian.sms).toEqual([
      {
        reference,
        outcome: 'DELIVERED',
        key: someSms.idempotencyKey,
        at: expect.any(Number),
        code: expect.any(String),
      },
    ]);
  });

  test('that Beian cannot take are sent again', async () => {
    beian.answers.push(503, 429);
    await sms().send(someSms);
    await beian.answered(3);
    expect(beian.sms).toHaveLength(1);
  });

  test('are sent by hand when the control API says so, also as failures', async () => {
    await control('PUT', '/sms-receipts', { receipts: 'by-hand' });
    const { reference } = await sms().send(someSms);
    await control('POST', '/sms-receipts', { reference, status: 'FAILED', code: 'UNDELIV' });
    expect(beian.sms).toMatchObject([{ reference, outcome: 'FAILED', code: 'UNDELIV' }]);
    await control('PUT', '/sms-receipts', { receipts: 'automatic' });
  });
});

describe('face checks', () => {
  test('end by the control API at the given instant, and the browser comes back to Beian', async () => {
    const liveness = createTencentLiveness({
      ...sandbox.keys.tencent,
      ruleId: '1',
      endpoint: sandbox.endpoint,
      protocol: 'http',
    });
    const started = await liveness.start({
      name: '周岚',
      documentNumber: '11010519491231002X',
      returnUrl: `${beian.url}/v1/liveness/return`,
      idempotencyKey: 'k',
    });
    const reference = 'reference' in started ? started.reference : '';
    const at = '2026-02-09T11:00:00+08:00';
    await control('POST', `/liveness/${reference}/fail`, { at, reason: '光线太暗', returns: false });
    expect(beian.gets).toEqual([]);
    expect(await liveness.result(reference)).toMatchObject({ status: 'FAIL', reason: '2016 光线太暗' });

    const { json } = await control('POST', `/liveness/${reference}/fail`, { at, code: '2007' });
    expect(beian.gets).toEqual([`/v1/liveness/return?BizToken=${reference}&Extra=k`]);
    expect(json).toMatchObject({ visits: [{ what: 'return', status: 200 }] });
    expect(await liveness.result(reference)).toMatchObject({ status: 'FAIL', cause: 'NOT_POSSIBLE' });
    expect((await control('POST', '/liveness/unknown/pass', {})).status).toBe(404);
  });

  test('that have expired have no page', async () => {
    const { reference } = sandbox.checks.open({
      vendor: 'tencent',
      name: '周岚',
      documentNumber: '11010519491231002X',
      returnUrl: `${beian.url}/v1/liveness/return`,
      key: 'k',
    });
    expect((await control('POST', `/liveness/${reference}/expire`)).status).toBe(204);
    expect((await fetch(`${sandbox.url}/liveness/${reference}`)).status).toBe(404);
  });

  test('that nobody opened have no page', async () => {
    expect((await fetch(`${sandbox.url}/liveness/unknown`)).status).toBe(404);
  });
});

describe('the control API', () => {
  test('switches a party off for one request', async () => {
    await control('PUT', '/switches', { channel: 'sms', condition: 'busy', times: 1 });
    expect((await control('GET', '/switches')).json).toMatchObject({ sms: 'busy', email: 'up' });
    await expect(sms().send(someSms)).rejects.toMatchObject({ name: 'RetryableError' });
    await sms().send(someSms);
  });

  test('lets another provider take a website over, and tells its former one', async () => {
    const number = '粤ICP备2023045678号-1';
    const owner = '91350100M000100Y43';
    await control('POST', '/records/entities', { certificateNumber: owner, here: true });
    await control('POST', '/records/domains', { domain: 'moving.example', owner, number, here: true });
    const { json } = await control('POST', '/records/domains/moving.example/transfer-away', {
      to: { name: '云上示例' },
    });
    expect(json).toMatchObject({
      status: 'DELIVERED',
      message: { event: 'recordChanged', data: { change: 'ACCESS_MOVED', website: number, to: { name: '云上示例' } } },
    });
    expect((await control('GET', '/records')).json).toMatchObject({
      entities: [{ certificateNumber: owner, here: false }],
      domains: [{ domain: 'moving.example', number, here: false }],
    });
    expect(await control('POST', '/records/domains/moving.example/transfer-away')).toMatchObject({
      status: 404,
      json: { code: 'NOT_SERVED_HERE' },
    });
  });

  const imported = (lines: readonly object[]) =>
    fetch(`${sandbox.url}/sandbox/v1/records/import`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/jsonl' },
      body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    });
  const fileHeader = (records: number) => ({ format: 'beian-records', version: 1, records });
  const line = {
    number: '粤ICP备2020000007号',
    issuedOn: '2020-05-06',
    entity: { kind: 'ENTERPRISE', certificateNumber: '91350100M000100Y43' },
    websites: [
      { number: '粤ICP备2020000007号-1', domain: 'one.example', accesses: [{ provider: 'OURS' }] },
      { number: '粤ICP备2020000007号-4', domain: 'four.example', accesses: [{ provider: { name: '别家云' } }] },
    ],
  };

  test('fills the record of MIIT from the file that a provider imports', async () => {
    const answer = await imported([fileHeader(1), line]);
    expect([answer.status, await answer.json()]).toEqual([201, { entities: 1, domains: 2 }]);
    expect((await control('GET', '/records')).json).toMatchObject({
      entities: [{ number: line.number, here: true, shell: false, filed: true, websites: 4 }],
      domains: [
        { domain: 'one.example', number: `${line.number}-1`, here: true },
        { domain: 'four.example', number: `${line.number}-4`, here: false },
      ],
    });
  });

  test.each<[string, object[], string]>([
    ['a line without a number', [fileHeader(2), line, { ...line, number: undefined }], 'Line 3'],
    ['fewer lines than the header says', [fileHeader(2), line], 'names 2 records'],
    ['no header', [line], 'Line 1'],
  ])('takes no file with %s', async (_name, lines, detail) => {
    const answer = await imported(lines);
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(detail);
    expect((await control('GET', '/records')).json).toEqual({ entities: [], domains: [] });
  });

  test('removes an access, a website and an entity as somebody else does it, and tells Beian', async () => {
    await imported([fileHeader(1), line]);
    const told = async (path: string) => (await control('POST', `/records${path}`)).json.message?.data;
    expect(await told('/domains/one.example/remove-access')).toEqual({
      change: 'ACCESS_REMOVED',
      website: `${line.number}-1`,
    });
    expect(await told('/domains/four.example/remove-elsewhere')).toEqual({
      change: 'WEBSITE_REMOVED',
      website: `${line.number}-4`,
    });
    expect((await control('GET', '/records')).json).toMatchObject({
      entities: [{ here: false }],
      domains: [{ domain: 'one.example', here: false }],
    });
    const entity = `/entities/${encodeURIComponent(line.number)}/remove-elsewhere`;
    expect(await told(entity)).toEqual({ change: 'ENTITY_REMOVED', number: line.number });
    expect((await control('GET', '/records')).json).toEqual({ entities: [], domains: [] });
    expect(await control('POST', `/records${entity}`)).toMatchObject({ status: 404, json: { code: 'NOT_ON_RECORD' } });
  });

  test('seeds records, assets and parcels, and shows them', async () => {
    await control('POST', '/records/entities', { certificateNumber: '91350100M000100Y43', here: true });
    await control('POST', '/records/domains', { domain: 'xinghe.example', owner: '91350100M000100Y43' });
    await control('POST', '/assets/domains', { domain: 'xinghe.example', registrant: { name: '星河贸易有限公司' } });
    await control('POST', '/assets/instances', {
      instanceId: 'ins-1',
      expiresOn: '2026-12-31',
      ownerAccountId: 'acc-1',
      publicIps: [{ from: '203.0.113.10', to: '203.0.113.12' }],
      accessMethod: 'CLOUD',
      place: 'GD',
    });
    await control('POST', '/courier', { orderId: 'BA20260209-23456789', trackingNumber: 'SF100', event: 'DELIVERED' });
    expect((await control('GET', '/records')).json).toMatchObject({
      entities: [{ here: true }],
      domains: [{ here: false }],
    });
    expect((await control('GET', '/assets')).json).toMatchObject({
      domains: [{ domain: 'xinghe.example' }],
      instances: [{ product: 'VM', mainland: true, place: 'GD', accessMethod: 'CLOUD' }],
    });
    expect((await control('GET', '/courier')).json).toMatchObject({ parcels: [{ trackingNumber: 'SF100' }] });
    await control('POST', '/reset');
    expect((await control('GET', '/records')).json).toEqual({ entities: [], domains: [] });
  });

  test.each([
    ['an order nobody handed over', 'POST', '/orders/BA1/verify', {}, 404, 'UNKNOWN_ORDER'],
    ['a decision that is none', 'POST', '/orders/BA1/decision', { decision: 'MAYBE' }, 422, 'MALFORMED'],
    ['an instant without its offset', 'POST', '/orders/BA1/accept', { at: '2026-02-14 18:00' }, 422, 'MALFORMED'],
    ['a field it does not know', 'PUT', '/mode', { automatic: true }, 422, 'MALFORMED'],
    [
      'a receipt of an SMS nobody sent',
      'POST',
      '/sms-receipts',
      { reference: 'x', status: 'FAILED' },
      404,
      'UNKNOWN_SMS',
    ],
    ['an event nobody sent', 'POST', '/webhooks/unknown/redeliver', {}, 404, 'UNKNOWN_EVENT'],
  ])('refuses %s', async (_, method, path, body, status, code) => {
    expect(await control(method, path, body)).toMatchObject({ status, json: { code } });
  });

  test('refuses a body that is not JSON', async () => {
    const response = await fetch(`${sandbox.url}/sandbox/v1/mode`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(response.status).toBe(400);
  });
});
