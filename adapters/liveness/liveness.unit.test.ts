import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { shanghai } from '../../domain/instant.ts';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { AskPersonError, PermanentError, RetryableError } from '../delivery.ts';
import { createAlibabaLiveness } from './alibaba.ts';
import type { LivenessCheck } from './liveness-check.ts';
import { createTencentLiveness } from './tencent.ts';

let sandbox: Sandbox;
const person = {
  name: '周岚',
  documentNumber: '11010519491231002X',
  returnUrl: 'https://beian.example/orders/BA20260209-23456789',
  idempotencyKey: 'BA20260209-23456789/P1/1',
};

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
    ...where,
  });
}

beforeAll(async () => {
  sandbox = await createSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

describe.each(VENDORS)('a face check by %s Cloud, over its SDK', (vendor) => {
  test('waits until the person has passed it on the page its link leads to', async () => {
    const liveness = check(vendor);
    const { reference, url } = await liveness.start(person);
    expect(await liveness.result(reference)).toEqual({ status: 'PENDING' });

    const page = await (await fetch(url)).text();
    expect(page).toContain('周岚');
    expect(page).toContain('002X');
    expect(page).not.toContain(person.documentNumber);

    const pressed = await fetch(url, { method: 'POST', body: new URLSearchParams({ result: 'pass' }) });
    expect(await pressed.text()).toContain(person.returnUrl);
    expect(await liveness.result(reference)).toMatchObject({ status: 'PASS' });
  });

  test('says why it was failed, and stays failed', async () => {
    const liveness = check(vendor);
    const { reference, url } = await liveness.start(person);
    await fetch(url, { method: 'POST', body: new URLSearchParams({ result: 'fail' }) });
    await fetch(url, { method: 'POST', body: new URLSearchParams({ result: 'pass' }) });
    const result = await liveness.result(reference);
    expect(result).toMatchObject({ status: 'FAIL', reason: expect.stringMatching(/^20(4|16) ./) });
  });

  test.each([
    ['down' as const, RetryableError],
    ['busy' as const, RetryableError],
    ['reject' as const, PermanentError],
  ])('when the vendor is %s ends as %p', async (condition, kind) => {
    sandbox.switches.set('liveness', condition);
    await expect(check(vendor).start(person)).rejects.toBeInstanceOf(kind);
  });

  test('needs a person when the key is wrong', async () => {
    await expect(check(vendor, 'wrong').start(person)).rejects.toBeInstanceOf(AskPersonError);
  });

  test('is refused for good when its reference is unknown', async () => {
    await expect(check(vendor).result('unknown')).rejects.toBeInstanceOf(PermanentError);
  });
});

test('Tencent Cloud says when the check took place', async () => {
  const liveness = check('Tencent');
  const { reference } = await liveness.start(person);
  await sandbox.checks.finish(reference, { status: 'PASS', at: '2026-02-09T11:00:00+08:00' });
  expect(await liveness.result(reference)).toEqual({ status: 'PASS', at: shanghai('2026-02-09 11:00') });
});
