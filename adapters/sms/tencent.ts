/** SMS by Tencent Cloud SMS (腾讯云短信), API version 2021-01-11, over its official SDK. */
import { sms as tencentSms } from 'tencentcloud-sdk-nodejs-sms';
import { boundedCall, SMALL_ANSWER_BYTES } from '../bounded-call.ts';
import { AskPersonError, RetryableError } from '../delivery-faults.ts';
import type { Sms, SmsSender } from './sms-sender.ts';
import { TENCENT_SMS } from './tencent-codes.ts';
import { failure, refusal } from './vendor-codes.ts';

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
 * Sends SMS by Tencent Cloud. The vendor has no idempotency: a repeated call sends a second SMS. The idempotency key is sent as
 * SessionContext, which delivery receipts return where the vendor has switched this on. Accounts that are not an enterprise's may
 * put at most 12 characters into a template parameter.
 *
 * @example
 * const sms = createTencentSms({ secretId, secretKey, sdkAppId: '1400006666', signName: '备案助手', templates: { 'N-1': '2100001' } });
 * await sms.send({ idempotencyKey: 'BA…/N-1/3', to: '13800138000', template: 'N-1', params: ['BA20260209-23456789'] });
 */
export function createTencentSms(options: TencentSmsOptions): SmsSender {
  const { timeoutSeconds = 10 } = options;
  const bounds = { withinMs: timeoutSeconds * 1000, atMostBytes: SMALL_ANSWER_BYTES };
  const client = new tencentSms.v20210111.Client({
    credential: { secretId: options.secretId, secretKey: options.secretKey },
    region: options.region ?? 'ap-guangzhou',
    profile: {
      httpProfile: {
        endpoint: options.endpoint ?? 'sms.tencentcloudapi.com',
        protocol: `${options.protocol ?? 'https'}://`,
        reqTimeout: timeoutSeconds,
      },
    },
  });

  return {
    async send(sms: Sms) {
      const request = {
        SmsSdkAppId: options.sdkAppId,
        SignName: options.signName,
        TemplateId: templateId(options.templates, sms.template),
        TemplateParamSet: [...sms.params],
        PhoneNumberSet: [`+86${sms.to}`],
        SessionContext: sms.idempotencyKey.slice(0, 511),
      };
      const answer = await boundedCall(bounds, () => client.SendSms(request)).catch((error: unknown) => {
        throw failure(TENCENT_SMS, error);
      });
      const [status] = answer.SendStatusSet ?? [];
      if (status?.Code === undefined || status.Code === '')
        throw new RetryableError('Tencent Cloud SMS did not say what became of the message');
      if (status.Code !== 'Ok') throw refusal(TENCENT_SMS, status.Code);
      return status.SerialNo ? { reference: status.SerialNo } : {};
    },
  };
}

function templateId(templates: Readonly<Record<string, string>>, code: string): string {
  const id = templates[code];
  if (id === undefined)
    throw new AskPersonError(
      `No approved Tencent SMS template is set for ${code}: add it to SMS_TEMPLATES.`,
      'TEMPLATE_NOT_SET',
    );
  return id;
}
