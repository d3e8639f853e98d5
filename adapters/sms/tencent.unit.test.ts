import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { AskPersonError, PermanentError, RetryableError } from '../delivery-faults.ts';
import { createTencentSms, type TencentSmsOptions } from './tencent.ts';

let sandbox: Sandbox;
const message = {
  idempotencyKey: 'BA20260209-23456789/N-1/3',
  to: '13800138000',
  template: 'N-1',
  params: ['BA20260209-23456789', '2月11日'],
};

const senderWith = (change: Partial<TencentSmsOptions> = {}) =>
  createTencentSms({
    ...sandbox.keys.tencent,
    sdkAppId: '1400006666',
    signName: '备案助手',
    templates: { 'N-1': '2100001' },
    endpoint: sandbox.endpoint,
    protocol: 'http',
    ...change,
  });

beforeAll(async () => {
  sandbox = await createSandbox({ smsTemplates: { '2100001': '订单{1}已提交，初审截止{2}。' } });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

describe('SMS by Tencent Cloud, over its SDK', () => {
  test('arrives with the template filled in', async () => {
    const { reference } = await senderWith().send(message);
    expect(sandbox.mailbox.find({ to: '13800138000' })).toMatchObject([
      { text: '【备案助手】订单BA20260209-23456789已提交，初审截止2月11日。', key: message.idempotencyKey, reference },
    ]);
  });

  test.each([
    ['down' as const, RetryableError],
    ['busy' as const, RetryableError],
    ['reject' as const, PermanentError],
  ])('fails, when the vendor is %s, with %p', async (condition, kind) => {
    sandbox.switches.set('sms', condition);
    await expect(senderWith().send(message)).rejects.toBeInstanceOf(kind);
  });

  test('is refused for good when the number is invalid', async () => {
    await expect(senderWith().send({ ...message, to: '12345678901' })).rejects.toMatchObject({
      name: 'PermanentError',
      code: 'InvalidParameterValue.IncorrectPhoneNumber',
    });
  });

  test('needs a person when the key is wrong, and no message is sent', async () => {
    await expect(senderWith({ secretKey: 'wrong' }).send(message)).rejects.toThrow(AskPersonError);
    await expect(senderWith({ secretKey: 'wrong' }).send(message)).rejects.toThrow('AuthFailure.SignatureFailure');
    expect(sandbox.mailbox.find({})).toEqual([]);
  });

  test('needs a person when no template is set, or the template is unknown to the vendor', async () => {
    await expect(senderWith().send({ ...message, template: 'N-2' })).rejects.toThrow(
      'No approved Tencent SMS template is set for N-2',
    );
    await expect(senderWith({ templates: { 'N-1': '9' } }).send(message)).rejects.toBeInstanceOf(AskPersonError);
  });

  test('never names the recipient in an error', async () => {
    sandbox.switches.set('sms', 'reject');
    await expect(senderWith().send(message)).rejects.not.toThrow('13800138000');
  });
});
