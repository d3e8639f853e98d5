/** SMS by Alibaba Cloud SMS (阿里云短信服务), API version 2017-05-25, over its official SDK. */
import dysms, { SendSmsRequest } from '@alicloud/dysmsapi20170525';
import { $OpenApiUtil } from '@alicloud/openapi-core';
import { RuntimeOptions } from '@darabonba/typescript';
import { boundedCall, SMALL_ANSWER_BYTES } from '../bounded-call.ts';
import { AskPersonError, RetryableError } from '../delivery-faults.ts';
import { ALIBABA_SMS } from './alibaba-codes.ts';
import type { Sms, SmsSender } from './sms-sender.ts';
import { failure, refusal } from './vendor-codes.ts';

export interface AlibabaSmsOptions {
  accessKeyId: string;
  accessKeySecret: string;
  /** The approved signature (签名), without brackets. */
  signName: string;
  /** Notification code → template; `params` name the template's variables in the order of a message's values. */
  templates: Readonly<Record<string, AlibabaSmsTemplate>>;
  endpoint?: string;
  /** `http` is for a stand-in on this machine only. */
  protocol?: 'https' | 'http';
  timeoutMs?: number;
}

export interface AlibabaSmsTemplate {
  /** Code of the approved template, e.g. `SMS_152550005`. */
  code: string;
  params: readonly string[];
}

/**
 * Sends SMS by Alibaba Cloud. The vendor has no idempotency: a repeated call sends a second SMS. The idempotency key is sent as
 * OutId, which delivery receipts return. The SDK's own retries are off, because the caller decides about retries.
 *
 * @example
 * const sms = createAlibabaSms({ accessKeyId, accessKeySecret, signName: '备案助手', templates: { 'N-1': { code: 'SMS_152550005', params: ['order', 'due'] } } });
 * await sms.send({ idempotencyKey: 'BA…/N-1/3', to: '13800138000', template: 'N-1', params: ['BA20260209-23456789', '2月11日18:00'] });
 */
export function createAlibabaSms(options: AlibabaSmsOptions): SmsSender {
  const { timeoutMs = 10_000 } = options;
  const client = new dysms.default(
    new $OpenApiUtil.Config({
      accessKeyId: options.accessKeyId,
      accessKeySecret: options.accessKeySecret,
      endpoint: options.endpoint ?? 'dysmsapi.aliyuncs.com',
      protocol: options.protocol ?? 'https',
    }),
  );
  const runtime = new RuntimeOptions({ connectTimeout: timeoutMs, readTimeout: timeoutMs, autoretry: false });

  return {
    async send(sms: Sms) {
      const template = options.templates[sms.template];
      if (template === undefined) {
        throw new AskPersonError(
          `No approved Alibaba SMS template is set for ${sms.template}: add it to SMS_TEMPLATES.`,
          'TEMPLATE_NOT_SET',
        );
      }
      const request = new SendSmsRequest({
        phoneNumbers: sms.to,
        signName: options.signName,
        templateCode: template.code,
        templateParam: JSON.stringify(nameParams(template, sms.params)),
        outId: sms.idempotencyKey,
      });
      const bounds = { withinMs: timeoutMs, atMostBytes: SMALL_ANSWER_BYTES };
      const answer = await boundedCall(bounds, () => client.sendSmsWithOptions(request, runtime)).catch(
        (error: unknown) => {
          throw failure(ALIBABA_SMS, error);
        },
      );
      const { code, bizId } = answer.body ?? {};
      if (code === undefined || code === '')
        throw new RetryableError('Alibaba Cloud SMS did not say what became of the message');
      if (code !== 'OK') throw refusal(ALIBABA_SMS, code);
      return bizId ? { reference: bizId } : {};
    },
  };
}

function nameParams(template: AlibabaSmsTemplate, values: readonly string[]): Record<string, string> {
  if (values.length !== template.params.length) {
    throw new AskPersonError(
      `Template ${template.code} has ${template.params.length} variables, but ${values.length} values were given: correct SMS_TEMPLATES.`,
      'TEMPLATE_OF_OTHER_VARIABLES',
    );
  }
  return Object.fromEntries(template.params.map((name, index) => [name, values[index] ?? '']));
}
