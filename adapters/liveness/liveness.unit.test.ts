/** The adapters over their SDKs, against the sandbox's wire formats. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { shanghai } from '../../domain/time/instant.ts';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { startBeianReceiver, type BeianReceiver } from '../../test/support/parties/beian-receiver.ts';
import { AskPersonError, RetryableError } from '../delivery-faults.ts';
import { createAlibabaLiveness } from './alibaba.ts';
import type { LivenessCheck } from './liveness-check.ts';
import { createTencentLiveness } from './tencent.ts';

let sandbox: Sandbox;
let beian: BeianReceiver;
const META_INFO = JSON.stringify({ zimVer: '3.0.0', deviceType: 'h5', ua: 'Mozilla/5.0 (Linux; Android 14) Chrome' });
const person = () => ({
  name: '周岚',
  documentNumber: '11010519491231002X',
  returnUrl: `${beian.url}/v1/liveness/return`,
  idempotencyKey: 'BA20260209-23456789/P1/1',
  metaInfo: META_INFO,
});

type Vendor = 'Tencent' | 'Alibaba';
const VENDORS: readonly Vendor[] = ['Tencent', 'Alibaba'];

function check(vendor: Vendor, secret?: string): LivenessCheck {
  const where = { endpoint: sandbox.endpoint, protocol: 'http' } as const;
  const { tencent, alibaba } = sandbox.keys;
  if (vendor === 'Tencent')
    return createTencentLiveness({ ...tencent, secretKey: secret ?? tencent.secretKey, ruleId: '1', ...where });
  return createAlibabaLiveness({
    ...alibaba,
    accessKeySecret: secret ?? alibaba.accessKeySecret,
    sceneId: 1000000006,
    callback: { url: `${beian.url}/v1/webhooks/liveness/alibaba`, token: 'a-callback-token' },
    ...where,
  });
}

async function open(liveness: LivenessCheck): Promise<{ reference: string; url: string }> {
  const started = await liveness.start(person());
  if (started.status === 'REFUSED') throw new Error(`refused: ${started.code}`);
  return started;
}

/** The vendor's answer after the person's tries ended with these codes. */
async function resultAfter(vendor: Vendor, ...codes: string[]) {
  const liveness = check(vendor);
  const { reference } = await open(liveness);
  for (const code of codes) await sandbox.checks.take(reference, { code });
  return liveness.result(reference);
}

beforeAll(async () => {
  sandbox = await createSandbox({ webhookRetryMs: 1 });
  beian = await startBeianReceiver(sandbox.keys.webhookSecret);
});
beforeEach(() => {
  sandbox.reset();
  beian.forget();
});
afterAll(async () => {
  await sandbox.stop();
  await beian.stop();
});

describe.each(VENDORS)('a face check by %s Cloud, over its SDK', (vendor) => {
  test('waits until the person has passed it on the page of its link, and the page leads back', async () => {
    const liveness = check(vendor);
    const { reference, url } = await open(liveness);
    expect(await liveness.result(reference)).toEqual({ status: 'PENDING' });

    const page = await (await fetch(url)).text();
    expect(page).toContain('周岚');
    expect(page).toContain('002X');
    expect(page).not.toContain(person().documentNumber);

    const code = vendor === 'Tencent' ? '0' : '200';
    const pressed = await fetch(url, { method: 'POST', body: new URLSearchParams({ code }) });
    const back = /href="([^"]+)"/.exec(await pressed.text())?.[1] ?? '';
    expect(back).toContain(`${beian.url}/v1/liveness/return?`);
    expect(back).toContain(reference);
    expect(await liveness.result(reference)).toMatchObject({ status: 'PASS' });
  });

  test.each(['down', 'busy'] as const)('may be tried again when the vendor is %s', async (condition) => {
    sandbox.switches.set('liveness', condition);
    await expect(check(vendor).start(person())).rejects.toBeInstanceOf(RetryableError);
    await expect(check(vendor).result('any')).rejects.toBeInstanceOf(RetryableError);
  });

  test('needs a person when the key is wrong, and says by which code', async () => {
    const started = check(vendor, 'wrong').start(person());
    await expect(started).rejects.toBeInstanceOf(AskPersonError);
    await expect(started).rejects.toMatchObject({ code: expect.stringMatching(/Signature/) });
  });

  test('is over, and not a fail, when the vendor does not know it any more', async () => {
    expect(await check(vendor).result('unknown')).toMatchObject({ status: 'EXPIRED', cause: 'LINK_EXPIRED' });
  });
});

describe('Tencent Cloud', () => {
  test('says when the check took place', async () => {
    const liveness = check('Tencent');
    const { reference } = await open(liveness);
    await sandbox.checks.take(reference, { code: '0', at: '2026-02-09T11:00:00+08:00' });
    expect(await liveness.result(reference)).toEqual({ status: 'PASS', at: shanghai('2026-02-09 11:00') });
  });

  test('lets a person try again after a fail', async () => {
    expect(await resultAfter('Tencent', '2016')).toMatchObject({ status: 'FAIL', cause: 'PERSON', tries: 'LEFT' });
    expect(await resultAfter('Tencent', '2016', '0')).toMatchObject({ status: 'PASS' });
  });

  test.each([
    ['1002', { status: 'FAIL', cause: 'PERSON', tries: 'LEFT' }],
    ['1206', { status: 'FAIL', cause: 'PERSON', tries: 'LEFT' }],
    ['2006', { status: 'FAIL', cause: 'PERSON', tries: 'LEFT' }],
    ['16', { status: 'FAIL', cause: 'PERSON', tries: 'OVER' }],
    ['2005', { status: 'FAIL', cause: 'NOT_POSSIBLE', tries: 'OVER' }],
    ['2007', { status: 'FAIL', cause: 'NOT_POSSIBLE', tries: 'OVER' }],
    ['2009', { status: 'FAIL', cause: 'NOT_POSSIBLE', tries: 'OVER' }],
    ['2018', { status: 'EXPIRED', cause: 'TOO_OFTEN', tries: 'OVER' }],
    ['1001', { status: 'EXPIRED', cause: 'VENDOR_FAULT', tries: 'LEFT' }],
    ['12', { status: 'EXPIRED', cause: 'VENDOR_FAULT', tries: 'LEFT' }],
    ['17', { status: 'PENDING' }],
    ['14', { status: 'PENDING' }],
  ])('reports, with result %s, %j', async (code, result) => {
    expect(await resultAfter('Tencent', code)).toMatchObject(result);
  });

  test.each(['1', '203', '204'])('shows with result %s a fault of our set-up, which needs a person', async (code) => {
    await expect(resultAfter('Tencent', code)).rejects.toMatchObject({ name: 'AskPersonError', code });
  });

  test('does not count an expired token as a fail, unless the last try was one', async () => {
    const liveness = check('Tencent');
    const untouched = await open(liveness);
    sandbox.checks.expire(untouched.reference);
    expect(await liveness.result(untouched.reference)).toMatchObject({ status: 'EXPIRED', cause: 'LINK_EXPIRED' });

    const tried = await open(liveness);
    await sandbox.checks.take(tried.reference, { code: '2016' });
    sandbox.checks.expire(tried.reference);
    expect(await liveness.result(tried.reference)).toMatchObject({ status: 'FAIL', cause: 'PERSON', tries: 'OVER' });
  });

  test('refuses a mismatch or a name that is too long with a value', async () => {
    sandbox.switches.set('liveness', 'reject');
    expect(await check('Tencent').start(person())).toMatchObject({ status: 'REFUSED', why: 'IDENTITY' });
    const long = { ...person(), name: '阿'.repeat(33) };
    expect(await check('Tencent').start(long)).toMatchObject({ status: 'REFUSED', why: 'NAME_TOO_LONG' });
  });
});

describe('Alibaba Cloud', () => {
  test('calls with our token when the check is over, passed or not, and does not when the person leaves the link', async () => {
    const liveness = check('Alibaba');
    const { reference } = await open(liveness);
    expect(beian.gets).toEqual(['/v1/webhooks/liveness/alibaba']); // The vendor checks whether the address answers.
    await sandbox.checks.take(reference, { code: '204' });
    expect(beian.gets.at(-1)).toBe(
      `/v1/webhooks/liveness/alibaba?callbackToken=a-callback-token&certifyId=${reference}&passed=204`,
    );
  });

  test('calls twice more when it is not answered 200', async () => {
    const { reference } = await open(check('Alibaba'));
    beian.answers.push(503, 503);
    expect(await sandbox.checks.take(reference, { code: '200' })).toMatchObject([{ attempts: 3, status: 200 }]);
  });

  test('opens no check when nobody answers at the address to call', async () => {
    beian.answers.push(404);
    await expect(check('Alibaba').start(person())).rejects.toMatchObject({ name: 'AskPersonError', code: '401' });
  });

  test.each([
    ['201', { status: 'FAIL', cause: 'PERSON', tries: 'OVER', reason: expect.stringMatching(/^201 ./) }],
    ['205', { status: 'FAIL', cause: 'PERSON', tries: 'OVER' }],
    ['203', { status: 'FAIL', cause: 'NOT_POSSIBLE', tries: 'OVER' }],
    ['208', { status: 'EXPIRED', cause: 'VENDOR_FAULT', tries: 'OVER' }],
  ])('reports, with SubCode %s, %j', async (code, result) => {
    expect(await resultAfter('Alibaba', code)).toMatchObject(result);
  });

  test('accepts one submission, so that a fail is final', async () => {
    expect(await resultAfter('Alibaba', '204', '200')).toMatchObject({ status: 'FAIL', cause: 'PERSON' });
  });

  test('gives no link without a description of the browser, and the sandbox offers the script', async () => {
    const liveness = check('Alibaba');
    expect(await liveness.start({ ...person(), metaInfo: '{"deviceType":"h5"}' })).toMatchObject({ why: 'DEVICE' });
    const { metaInfo: _metaInfo, ...unasked } = person();
    expect(await liveness.start(unasked)).toMatchObject({ why: 'DEVICE', code: 'NO_META_INFO' });
    expect(await (await fetch(liveness.browserScript ?? '')).text()).toContain('getMetaInfo');
  });

  test('refuses a name unlike that on the ID as a fault of the form, not of our set-up', async () => {
    const latin = { ...person(), name: 'Zhou Lan' };
    expect(await check('Alibaba').start(latin)).toEqual({ status: 'REFUSED', why: 'IDENTITY', code: '401' });
  });

  test('says that a person cannot be compared', async () => {
    sandbox.switches.set('liveness', 'reject');
    expect(await check('Alibaba').start(person())).toEqual({ status: 'REFUSED', why: 'NOT_POSSIBLE', code: '417' });
  });
});
