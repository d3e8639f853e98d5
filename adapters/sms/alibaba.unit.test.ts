import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { AskPersonError, PermanentError, RetryableError } from '../delivery-faults.ts';
import { type AlibabaSmsOptions, createAlibabaSms } from './alibaba.ts';

let sandbox: Sandbox;
const message = {
  idempotencyKey: 'BA20260209-23456789/N-1/3',
  to: '13800138000',
  template: 'N-1',
  params: ['BA20260209-23456789', "2月11日 (18:00)*'!"],
};

const senderWith = (change: Partial<AlibabaSmsOptions> = {}) =>
  createAlibabaSms({
    ...sandbox.keys.alibaba,
    signName: '备案助手',
    templates: { 'N-1': { code: 'SMS_152550005', params: ['order', 'due'] } },
    endpoint: sandbox.endpoint,
    protocol: 'http',
    ...change,
  });

beforeAll(async () => {
  sandbox = await createSandbox({ smsTemplates: { SMS_152550005: '订单${order}已提交，初审截止${due}。' } });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.stop());

describe('SMS by Alibaba Cloud, over its SDK', () => {
  test('arrives with the template filled in by name', async () => {
    const { reference } = await senderWith().send(message);
    expect(sandbox.mailbox.find({ to: '13800138000' })).toMatchObject([
      {
        text: "【备案助手】订单BA20260209-23456789已提交，初审截止2月11日 (18:00)*'!。",
        key: message.idempotencyKey,
        reference,
      },
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
      code: 'isv.MOBILE_NUMBER_ILLEGAL',
    });
  });

  test.each([
    ['secret', { accessKeySecret: 'wrong' }, 'SignatureDoesNotMatch'],
    ['key id', { accessKeyId: 'unknown' }, 'InvalidAccessKeyId.NotFound'],
  ])('needs a person when the %s is wrong', async (_, change, code) => {
    const sent = senderWith(change).send(message);
    await expect(sent).rejects.toBeInstanceOf(AskPersonError);
    await expect(sent).rejects.toThrow(code);
    expect(sandbox.mailbox.find({})).toEqual([]);
  });

  test('needs a person when no template is set, or the template has other variables or is unknown to the vendor', async () => {
    await expect(senderWith().send({ ...message, template: 'N-2' })).rejects.toThrow(
      'No approved Alibaba SMS template is set for N-2',
    );
    await expect(senderWith().send({ ...message, params: ['one'] })).rejects.toThrow(
      'has 2 variables, but 1 values were given',
    );
    const unknown = senderWith({ templates: { 'N-1': { code: 'SMS_0', params: ['order', 'due'] } } });
    await expect(unknown.send(message)).rejects.toThrow('isv.SMS_TEMPLATE_ILLEGAL');
  });
});
