/** SMS by Tencent Cloud SMS (腾讯云短信), API version 2021-01-11, over its official SDK. */
import { sms as tencentSms } from 'tencentcloud-sdk-nodejs-sms';
import { AskPersonError, PermanentError, RetryableError } from '../delivery.ts';
import { vendorCode } from '../error-code.ts';
import type { Sms, SmsSender } from './sms-sender.ts';

export interface TencentSmsOptions {
  secretId: string;
  secretKey: string;
  /** SdkAppId of the application in the SMS console. */
  sdkAppId: string;
  /** The approved signature (签名), without brackets. */
  signName: string;
  /** Notification code → ID of the approved template, e.g. `{ 'N-1': '2100001' }`. Parameters are filled in by order. */
  templates: Readonly<Record<string, string>>;
  region?: string;
  endpoint?: string;
  /** `http` is for a stand-in on this machine only. */
  protocol?: 'https' | 'http';
  timeoutSeconds?: number;
}

/**
 * Codes by which the vendor says that sending the same again can succeed: its own faults and limits of frequency.
 * Source: https://cloud.tencent.com/document/api/382/59177 and …/382/55981 (read 2026-11-22).
 */
const RETRYABLE =
  /^(InternalError(\.(Timeout|OtherError|SendAndRecvFail|RequestTimeException|JsonParseFail|UnknownError))?$|RequestLimitExceeded|LimitExceeded\.(DeliveryFrequencyLimit|PhoneNumber)|ResourceUnavailable)/;

/** Codes that say something about this one message; all others mean that keys, template, signature or account are not in order. */
const PERMANENT =
  /^(InvalidParameterValue\.(IncorrectPhoneNumber|ContentLengthLimit|TemplateParameter|ProhibitedUseUrl)|FailedOperation\.(ContainSensitiveWord|PhoneNumberInBlacklist|PhoneNumberOnBlacklist)|UnsupportedOperation)/;

/**
 * Sends SMS by Tencent Cloud. The vendor has no idempotency: a repeated call is a second SMS. The idempotency key goes
 * along as SessionContext, so that both can be seen to be one message in the vendor's statistics. Template parameters
 * are limited by the vendor (usually 12 characters each for notifications of individuals).
 *
 * @example
 * const sms = createTencentSms({ secretId, secretKey, sdkAppId: '1400006666', signName: '备案助手', templates: { 'N-1': '2100001' } });
 * await sms.send({ idempotencyKey: 'BA…/N-1/3', to: '13800138000', template: 'N-1', params: ['BA20260209-23456789'] });
 */
export function createTencentSms(options: TencentSmsOptions): SmsSender {
  const client = new tencentSms.v20210111.Client({
    credential: { secretId: options.secretId, secretKey: options.secretKey },
    region: options.region ?? 'ap-guangzhou',
    profile: {
      httpProfile: {
        endpoint: options.endpoint ?? 'sms.tencentcloudapi.com',
        protocol: `${options.protocol ?? 'https'}://`,
        reqTimeout: options.timeoutSeconds ?? 10,
      },
    },
  });

  return {
    async send(sms: Sms) {
      const answer = await client
        .SendSms({
          SmsSdkAppId: options.sdkAppId,
          SignName: options.signName,
          TemplateId: templateId(options.templates, sms.template),
          TemplateParamSet: [...sms.params],
          PhoneNumberSet: [`+86${sms.to}`],
          SessionContext: sms.idempotencyKey.slice(0, 511),
        })
        .catch((error: unknown) => {
          throw classify(vendorCode(error), error);
        });
      const [status] = answer.SendStatusSet ?? [];
      if (status?.Code !== 'Ok') throw classify(status?.Code);
      if (status.SerialNo === undefined)
        throw new AskPersonError('Tencent Cloud SMS took a message without naming it; look it up in its console.');
      return { reference: status.SerialNo };
    },
  };
}

function templateId(templates: Readonly<Record<string, string>>, code: string): string {
  const id = templates[code];
  if (id === undefined)
    throw new AskPersonError(`No approved Tencent SMS template is set for ${code}: add it to the template table.`);
  return id;
}

function classify(code: string | undefined, cause?: unknown): Error {
  if (code === undefined) return new RetryableError('Tencent Cloud SMS could not be reached', { cause });
  if (RETRYABLE.test(code))
    return new RetryableError(`Tencent Cloud SMS cannot take the message now (${code})`, { cause });
  if (PERMANENT.test(code))
    return new PermanentError(`Tencent Cloud SMS refused the message (${code})`, code, { cause });
  return new AskPersonError(
    `Tencent Cloud SMS is not set up as it should be (${code}): check keys, application, signature and template.`,
    code,
    { cause },
  );
}
