/** SMS by Alibaba Cloud SMS (阿里云短信服务), API version 2017-05-25, over its official SDK. */
import dysms, { SendSmsRequest } from '@alicloud/dysmsapi20170525';
import { $OpenApiUtil } from '@alicloud/openapi-core';
import { RuntimeOptions } from '@darabonba/typescript';
import { AskPersonError, PermanentError, RetryableError } from '../delivery.ts';
import { vendorCode } from '../error-code.ts';
import type { Sms, SmsSender } from './sms-sender.ts';

export interface AlibabaSmsOptions {
  accessKeyId: string;
  accessKeySecret: string;
  /** The approved signature (签名), without brackets. */
  signName: string;
  /** Notification code → template; `params` name the template's variables in the order in which we fill them. */
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
 * Codes by which the vendor says that sending the same again can succeed: `isp.…` is its own fault, the others limits.
 * Source: https://help.aliyun.com/zh/sms/developer-reference/api-error-codes (read 2026-11-22).
 */
const RETRYABLE =
  /^(isp\.(?!RAM_PERMISSION_DENY)|isv\.BUSINESS_LIMIT|BUSINESS_LIMIT|Throttling|ServiceUnavailable|InternalError|SignatureNonceUsed)/;

/** Codes that say something about this one message; all others mean that keys, template, signature or account are not in order. */
const PERMANENT =
  /^isv\.(MOBILE_NUMBER_ILLEGAL|MOBILE_COUNT_OVER_LIMIT|INVALID_PARAMETERS|INVALID_JSON_PARAM|PARAM_LENGTH_LIMIT|PARAM_NOT_SUPPORT_URL|BLACK_KEY_CONTROL_LIMIT|TEMPLATE_MISSING_PARAMETERS|TEMPLATE_PARAMS_ILLEGAL|SMS_CONTENT_ILLEGAL)$/;

/**
 * Sends SMS by Alibaba Cloud. The vendor has no idempotency: a repeated call is a second SMS. The idempotency key goes
 * along as OutId, which comes back in delivery receipts. The SDK's own retries are off: the caller decides about them.
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
          `No approved Alibaba SMS template is set for ${sms.template}: add it to the template table.`,
        );
      }
      const request = new SendSmsRequest({
        phoneNumbers: sms.to,
        signName: options.signName,
        templateCode: template.code,
        templateParam: JSON.stringify(nameParams(template, sms.params)),
        outId: sms.idempotencyKey,
      });
      const answer = await client.sendSmsWithOptions(request, runtime).catch((error: unknown) => {
        throw classify(vendorCode(error), error);
      });
      const { code, bizId } = answer.body ?? {};
      if (code !== 'OK') throw classify(code);
      if (bizId === undefined)
        throw new AskPersonError('Alibaba Cloud SMS took a message without naming it; look it up in its console.');
      return { reference: bizId };
    },
  };
}

function nameParams(template: AlibabaSmsTemplate, values: readonly string[]): Record<string, string> {
  if (values.length !== template.params.length) {
    throw new AskPersonError(
      `Template ${template.code} has ${template.params.length} variables, but ${values.length} values were given: correct the template table.`,
    );
  }
  return Object.fromEntries(template.params.map((name, index) => [name, values[index] ?? '']));
}

function classify(code: string | undefined, cause?: unknown): Error {
  if (code === undefined) return new RetryableError('Alibaba Cloud SMS could not be reached', { cause });
  if (RETRYABLE.test(code))
    return new RetryableError(`Alibaba Cloud SMS cannot take the message now (${code})`, { cause });
  if (PERMANENT.test(code))
    return new PermanentError(`Alibaba Cloud SMS refused the message (${code})`, code, { cause });
  return new AskPersonError(
    `Alibaba Cloud SMS is not set up as it should be (${code}): check keys, signature and template.`,
    code,
    { cause },
  );
}
