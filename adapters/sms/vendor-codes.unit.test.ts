import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:https';
import getTLSOptions from 'smtp-server/lib/tls-options.js';
import { portOf } from '../../sandbox/clouds/smtp-sink.ts';
import { startFixedAnswer, type FixedAnswer } from '../../test/support/parties/vendor-answers.ts';
import { createAlibabaSms } from './alibaba.ts';
import { ALIBABA_SMS } from './alibaba-codes.ts';
import type { SmsSender } from './sms-sender.ts';
import { createTencentSms } from './tencent.ts';
import { TENCENT_SMS } from './tencent-codes.ts';
import { verdictOn, type SmsVendor } from './vendor-codes.ts';

const AGAIN = 'RetryableError';
const NEVER = 'PermanentError';
const PERSON = 'AskPersonError';
const message = { idempotencyKey: 'k', to: '13800138000', template: 'N-5', params: ['BA20260209-23456789'] };

let vendor: FixedAnswer;
beforeAll(async () => {
  vendor = await startFixedAnswer();
});
afterAll(() => vendor.stop());

const where = (endpoint: string, protocol: 'http' | 'https') => ({ signName: '备案助手', endpoint, protocol });
const tencent = (endpoint = vendor.endpoint, protocol: 'http' | 'https' = 'http'): SmsSender =>
  createTencentSms({
    ...where(endpoint, protocol),
    secretId: 'id',
    secretKey: 'key',
    sdkAppId: '1',
    templates: { 'N-5': '1' },
  });
const alibaba = (endpoint = vendor.endpoint, protocol: 'http' | 'https' = 'http'): SmsSender =>
  createAlibabaSms({
    ...where(endpoint, protocol),
    accessKeyId: 'id',
    accessKeySecret: 'secret',
    templates: { 'N-5': { code: 'SMS_1', params: ['order'] } },
  });

const answers = (body: object, status = 200): void => {
  vendor.answer = { status, body: JSON.stringify(body) };
};
/** The outcome of a message when Tencent's code is about the whole request, and when it is about the number. */
const tencentSays = {
  request: (Code: string) => answers({ Response: { Error: { Code, Message: 'no' }, RequestId: 'r' } }),
  number: (Code: string, SerialNo = '') =>
    answers({ Response: { SendStatusSet: [{ Code, SerialNo, Message: 'no' }], RequestId: 'r' } }),
};
const alibabaSays = (Code: string, more: object = {}) => answers({ Code, Message: 'no', RequestId: 'r', ...more });

describe.each([
  ['FailedOperation.ContainSensitiveWord', NEVER],
  ['FailedOperation.InsufficientBalanceInSmsPackage', PERSON],
  ['FailedOperation.PhoneNumberInBlacklist', NEVER],
  ['FailedOperation.PhoneNumberParseFail', NEVER],
  ['FailedOperation.SignatureIncorrectOrUnapproved', PERSON],
  ['FailedOperation.TemplateIdNotExist', PERSON],
  ['FailedOperation.TemplateIncorrectOrUnapproved', PERSON],
  ['FailedOperation.TemplateParamSetNotMatchApprovedTemplate', PERSON],
  ['FailedOperation.TemplateUnapprovedOrNotExist', PERSON],
  ['InternalError.JsonParseFail', AGAIN],
  ['InternalError.OtherError', AGAIN],
  ['InternalError.ParseBackendResponseFail', AGAIN],
  ['InternalError.RequestTimeException', PERSON],
  ['InternalError.RestApiInterfaceNotExist', PERSON],
  ['InternalError.SendAndRecvFail', AGAIN],
  ['InternalError.SigFieldMissing', PERSON],
  ['InternalError.SigVerificationFail', PERSON],
  ['InternalError.Timeout', AGAIN],
  ['InternalError.UnknownError', AGAIN],
  ['InvalidParameter.DirtyWordFound', NEVER],
  ['InvalidParameterValue.ContentLengthLimit', NEVER],
  ['InvalidParameterValue.IncorrectPhoneNumber', NEVER],
  ['InvalidParameterValue.ProhibitedUseUrlInTemplateParameter', NEVER],
  ['InvalidParameterValue.SdkAppIdNotExist', PERSON],
  ['InvalidParameterValue.TemplateParameterFormatError', PERSON],
  ['InvalidParameterValue.TemplateParameterLengthLimit', PERSON],
  ['IpNotInWhitelist', PERSON],
  ['LimitExceeded.AppDailyLimit', PERSON],
  ['LimitExceeded.AppMainlandChinaDailyLimit', PERSON],
  ['LimitExceeded.DailyLimit', PERSON],
  ['LimitExceeded.DeliveryFrequencyLimit', AGAIN],
  ['LimitExceeded.PhoneNumberCountLimit', NEVER],
  ['LimitExceeded.PhoneNumberDailyLimit', AGAIN],
  ['LimitExceeded.PhoneNumberOneHourLimit', AGAIN],
  ['LimitExceeded.PhoneNumberSameContentDailyLimit', AGAIN],
  ['LimitExceeded.PhoneNumberThirtySecondLimit', AGAIN],
  ['ResourceInsufficient', AGAIN],
  ['ResourceUnavailable', AGAIN],
  ['ServiceUnavailable', AGAIN],
  ['UnauthorizedOperation.RequestIpNotInWhitelist', PERSON],
  ['UnauthorizedOperation.RequestPermissionDeny', PERSON],
  ['UnauthorizedOperation.SdkAppIdIsDisabled', PERSON],
  ['UnauthorizedOperation.SerivceSuspendDueToArrears', PERSON],
  ['UnauthorizedOperation.ServiceSuspendDueToArrears', PERSON],
  ['UnauthorizedOperation.SmsSdkAppIdVerifyFail', PERSON],
  ['UnsupportedOperation.GlobalTemplateToChineseMainlandPhone', PERSON],
  ['UnsupportedOperation.UnsuportedRegion', NEVER],
  ['UnsupportedOperation.UnsupportedRegion', NEVER],
  // Codes of a family, and codes without any row.
  ['AuthFailure.SignatureExpire', PERSON],
  ['InternalError', AGAIN],
  ['InternalError.NobodyKnows', AGAIN],
  ['RequestLimitExceeded.IPLimitExceeded', AGAIN],
  ['SomethingNew.NobodyKnows', PERSON],
])('%s of Tencent Cloud SMS ends in %s', (code, name) => {
  test.each(['request', 'number'] as const)('when the code is about the %s', async (about) => {
    tencentSays[about](code);
    await expect(tencent().send(message)).rejects.toMatchObject({ name, code });
  });
});

describe('Alibaba Cloud SMS', () => {
  test.each([
    ['BUSINESS_LIMIT', AGAIN],
    ['isp.GATEWAY_ERROR', AGAIN],
    ['isp.RAM_PERMISSION_DENY', PERSON],
    ['isp.SYSTEM_ERROR', AGAIN],
    ['isv.ACCOUNT_ABNORMAL', PERSON],
    ['isv.ACCOUNT_NOT_EXISTS', PERSON],
    ['isv.AMOUNT_NOT_ENOUGH', PERSON],
    ['isv.BLACK_KEY_CONTROL_LIMIT', NEVER],
    ['isv.BUSINESS_LIMIT_CONTROL', AGAIN],
    ['isv.CUSTOMER_REFUSED', NEVER],
    ['isv.DAY_LIMIT_CONTROL', PERSON],
    ['isv.DENY_IP_RANGE', PERSON],
    ['isv.INVALID_JSON_PARAM', PERSON],
    ['isv.INVALID_PARAMETERS', PERSON],
    ['isv.MOBILE_COUNT_OVER_LIMIT', NEVER],
    ['isv.MOBILE_NUMBER_ILLEGAL', NEVER],
    ['isv.MONTH_LIMIT_CONTROL', PERSON],
    ['isv.OUT_OF_SERVICE', PERSON],
    ['isv.PARAM_LENGTH_LIMIT', PERSON],
    ['isv.PARAM_NOT_SUPPORT_URL', NEVER],
    ['isv.PRODUCT_UNSUBSCRIBE', PERSON],
    ['isv.PRODUCT_UN_SUBSCRIPT', PERSON],
    ['isv.SIGN_STATE_ILLEGAL', PERSON],
    ['isv.SMS_CONTENT_ILLEGAL', NEVER],
    ['isv.SMS_CONTENT_MISMATCH_TEMPLATE_TYPE', PERSON],
    ['isv.SMS_SIGNATURE_ILLEGAL', PERSON],
    ['isv.SMS_SIGNATURE_SCENE_ILLEGAL', PERSON],
    ['isv.SMS_SIGN_ILLEGAL', PERSON],
    ['isv.SMS_TEMPLATE_ILLEGAL', PERSON],
    ['isv.TEMPLATE_MISSING_PARAMETERS', PERSON],
    ['isv.TEMPLATE_PARAMS_ILLEGAL', PERSON],
    ['isv.UNSUPPORTED_CONTENT', PERSON],
    ['isv.SOMETHING_NEW', PERSON],
  ])('answers %s, which ends in %s', async (code, name) => {
    alibabaSays(code);
    await expect(alibaba().send(message)).rejects.toMatchObject({ name, code });
  });

  test.each([
    [400, 'Throttling.User', AGAIN],
    [400, 'SignatureNonceUsed', AGAIN],
    [400, 'SignatureDoesNotMatch', PERSON],
    [400, 'InvalidTimeStamp.Expired', PERSON],
    [404, 'InvalidAccessKeyId.NotFound', PERSON],
    [500, 'InternalError', AGAIN],
    [503, 'ServiceUnavailable', AGAIN],
  ])('answers status %i and %s from its gateway, which ends in %s', async (status, Code, name) => {
    answers({ Code, Message: 'no', RequestId: 'r' }, status);
    await expect(alibaba().send(message)).rejects.toMatchObject({ name, code: Code });
  });

  test.each([500, 502, 400])(
    'is called again after status %i without a code, an answer that the API itself never sends',
    async (status) => {
      answers({ message: 'bad gateway' }, status);
      await expect(alibaba().send(message)).rejects.toMatchObject({ name: AGAIN, code: undefined });
    },
  );
});

describe('the daily limit of a number', () => {
  test('has a verdict of its own, because the number is free again only on the next day', async () => {
    tencentSays.number('LimitExceeded.PhoneNumberDailyLimit');
    await expect(tencent().send(message)).rejects.toMatchObject({ passes: 'TOMORROW' });
    tencentSays.number('LimitExceeded.PhoneNumberOneHourLimit');
    await expect(tencent().send(message)).rejects.toMatchObject({ passes: 'SOON' });
    alibabaSays('isv.BUSINESS_LIMIT_CONTROL');
    await expect(alibaba().send(message)).rejects.toMatchObject({ passes: 'TOMORROW' });
  });
});

describe('a message that the vendor accepted', () => {
  test('has the vendor’s id as its reference', async () => {
    tencentSays.number('Ok', '2433:1');
    expect(await tencent().send(message)).toEqual({ reference: '2433:1' });
    alibabaSays('OK', { BizId: '900^0' });
    expect(await alibaba().send(message)).toEqual({ reference: '900^0' });
  });

  test('has no reference when the vendor gave no id', async () => {
    tencentSays.number('Ok');
    expect(await tencent().send(message)).toEqual({});
    alibabaSays('OK', { BizId: '' });
    expect(await alibaba().send(message)).toEqual({});
  });

  test('is known only by an answer that says "sent": an empty answer is no success', async () => {
    answers({ Response: { SendStatusSet: [], RequestId: 'r' } });
    await expect(tencent().send(message)).rejects.toMatchObject({ name: AGAIN });
    answers({ RequestId: 'r' });
    await expect(alibaba().send(message)).rejects.toMatchObject({ name: AGAIN });
  });
});

test('a vendor whose certificate cannot be trusted needs a person', async () => {
  const { key, cert } = getTLSOptions({});
  const server = createServer({ key, cert }, (_req, res) => res.end('{}'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `127.0.0.1:${portOf(server.address())}`;
  await expect(tencent(endpoint, 'https').send(message)).rejects.toMatchObject({ name: PERSON, code: 'CERTIFICATE' });
  await expect(alibaba(endpoint, 'https').send(message)).rejects.toMatchObject({
    name: PERSON,
    code: expect.stringMatching(/^(CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED_CERT|ERR_TLS_CERT_ALTNAME_INVALID)$/),
  });
  server.close();
});

test('a vendor whose host name cannot be resolved now is called again', async () => {
  await expect(tencent('vendor.invalid').send(message)).rejects.toMatchObject({ name: AGAIN });
  await expect(alibaba('vendor.invalid').send(message)).rejects.toMatchObject({ name: AGAIN });
});

test.each<SmsVendor>([TENCENT_SMS, ALIBABA_SMS])(
  'the table of $name has each code once, with the page of the vendor that explains the code',
  (one) => {
    const codes = one.codes.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { code, meaning, source, verdict } of one.codes) {
      expect(source).toMatch(/^https:\/\/[a-z.]+\/[\w/.-]+$/);
      expect(meaning).not.toBe('');
      expect(verdictOn(one, code)).toBe(verdict);
    }
  },
);
