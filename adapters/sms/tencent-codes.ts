/** Codes of Tencent Cloud SMS for `SendSms`: some are about the whole request, some about one number. */
import type { SmsVendor, VendorCode, Verdict } from './vendor-codes.ts';

/** Error codes of `SendSms`, of sending in general, and of all the vendor's APIs; read 2026-11-22. */
const SEND_SMS = 'https://cloud.tencent.com/document/api/382/55981';
const SENDING = 'https://cloud.tencent.com/document/api/382/59177';
const COMMON = 'https://cloud.tencent.com/document/api/382/52075';

const row = (code: string, verdict: Verdict, meaning: string, source: string): VendorCode => ({
  code,
  verdict,
  meaning,
  source,
});

const CODES: readonly VendorCode[] = [
  row('AuthFailure', 'ASK_PERSON', 'key wrong or withdrawn, or this clock is off', COMMON),
  row('FailedOperation.ContainSensitiveWord', 'REFUSED', 'a word of the text is not allowed', SEND_SMS),
  row('FailedOperation.InsufficientBalanceInSmsPackage', 'ASK_PERSON', 'the package is used up', SEND_SMS),
  row('FailedOperation.PhoneNumberInBlacklist', 'REFUSED', 'the number wants no SMS, or its carrier says so', SEND_SMS),
  row('FailedOperation.PhoneNumberParseFail', 'REFUSED', 'no phone number', SEND_SMS),
  row('FailedOperation.SignatureIncorrectOrUnapproved', 'ASK_PERSON', 'signature not approved', SEND_SMS),
  row('FailedOperation.TemplateIdNotExist', 'ASK_PERSON', 'no such template', SEND_SMS),
  row(
    'FailedOperation.TemplateIncorrectOrUnapproved',
    'ASK_PERSON',
    'template not approved or of other text',
    SEND_SMS,
  ),
  row('FailedOperation.TemplateParamSetNotMatchApprovedTemplate', 'ASK_PERSON', 'other number of variables', SEND_SMS),
  row('FailedOperation.TemplateUnapprovedOrNotExist', 'ASK_PERSON', 'template not approved, or none', SEND_SMS),
  row('InternalError', 'RETRY', "the vendor's own fault", COMMON),
  row('InternalError.JsonParseFail', 'RETRY', "the vendor's own fault", SEND_SMS),
  row('InternalError.OtherError', 'RETRY', "the vendor's own fault", SEND_SMS),
  row('InternalError.ParseBackendResponseFail', 'RETRY', 'the carrier gave a strange answer', SEND_SMS),
  row('InternalError.RequestTimeException', 'ASK_PERSON', 'this clock is more than ten minutes off', SEND_SMS),
  row('InternalError.RestApiInterfaceNotExist', 'ASK_PERSON', 'no such interface', SEND_SMS),
  row('InternalError.SendAndRecvFail', 'RETRY', 'no answer within the vendor', SEND_SMS),
  row('InternalError.SigFieldMissing', 'ASK_PERSON', 'keys are not taken', SEND_SMS),
  row('InternalError.SigVerificationFail', 'ASK_PERSON', 'keys are not taken', SEND_SMS),
  row('InternalError.Timeout', 'RETRY', 'no answer within the vendor', SEND_SMS),
  row('InternalError.UnknownError', 'RETRY', "the vendor's own fault", SEND_SMS),
  row('InvalidParameter.DirtyWordFound', 'REFUSED', 'a word of the text is not allowed', SENDING),
  row('InvalidParameterValue.ContentLengthLimit', 'REFUSED', 'the text is too long', SEND_SMS),
  row('InvalidParameterValue.IncorrectPhoneNumber', 'REFUSED', 'no phone number', SEND_SMS),
  row('InvalidParameterValue.ProhibitedUseUrlInTemplateParameter', 'REFUSED', 'a value holds a link', SEND_SMS),
  row('InvalidParameterValue.SdkAppIdNotExist', 'ASK_PERSON', 'no such application', SEND_SMS),
  row('InvalidParameterValue.TemplateParameterFormatError', 'ASK_PERSON', 'registered as verification code', SEND_SMS),
  row('InvalidParameterValue.TemplateParameterLengthLimit', 'ASK_PERSON', 'the account is not an enterprise', SEND_SMS),
  row('IpNotInWhitelist', 'ASK_PERSON', 'our address is not on the list of those allowed', COMMON),
  row('LimitExceeded.AppDailyLimit', 'ASK_PERSON', "the application's limit of the day", SEND_SMS),
  row('LimitExceeded.AppMainlandChinaDailyLimit', 'ASK_PERSON', "the application's limit of the day", SEND_SMS),
  row('LimitExceeded.DailyLimit', 'ASK_PERSON', "the account's limit of the day", SEND_SMS),
  row('LimitExceeded.DeliveryFrequencyLimit', 'RETRY', 'too often', SEND_SMS),
  row('LimitExceeded.PhoneNumberCountLimit', 'REFUSED', 'more than 200 numbers at once', SEND_SMS),
  row('LimitExceeded.PhoneNumberDailyLimit', 'TOMORROW', "the number's limit of the day", SEND_SMS),
  row('LimitExceeded.PhoneNumberOneHourLimit', 'RETRY', "the number's limit of the hour", SEND_SMS),
  row('LimitExceeded.PhoneNumberSameContentDailyLimit', 'TOMORROW', 'the same text too often today', SEND_SMS),
  row('LimitExceeded.PhoneNumberThirtySecondLimit', 'RETRY', "the number's limit of 30 seconds", SEND_SMS),
  row('RequestLimitExceeded', 'RETRY', 'too many calls a second', COMMON),
  row('ResourceInsufficient', 'RETRY', 'the vendor is short of something', COMMON),
  row('ResourceUnavailable', 'RETRY', 'not available', COMMON),
  row('ServiceUnavailable', 'RETRY', 'not available', COMMON),
  row('UnauthorizedOperation.RequestIpNotInWhitelist', 'ASK_PERSON', 'our address is not allowed', SEND_SMS),
  row('UnauthorizedOperation.RequestPermissionDeny', 'ASK_PERSON', 'the key may not send', SEND_SMS),
  row('UnauthorizedOperation.SdkAppIdIsDisabled', 'ASK_PERSON', 'the application is switched off', SEND_SMS),
  row('UnauthorizedOperation.SerivceSuspendDueToArrears', 'ASK_PERSON', 'arrears, as older versions spell it', SENDING),
  row('UnauthorizedOperation.ServiceSuspendDueToArrears', 'ASK_PERSON', 'arrears', SEND_SMS),
  row('UnauthorizedOperation.SmsSdkAppIdVerifyFail', 'ASK_PERSON', 'application and key are of two accounts', SEND_SMS),
  row('UnsupportedOperation.GlobalTemplateToChineseMainlandPhone', 'ASK_PERSON', 'template for abroad', SEND_SMS),
  row('UnsupportedOperation.UnsuportedRegion', 'REFUSED', 'no SMS to this region, as older versions spell it', SENDING),
  row('UnsupportedOperation.UnsupportedRegion', 'REFUSED', 'no SMS to this region', SEND_SMS),
];

export const TENCENT_SMS: SmsVendor = {
  name: 'Tencent Cloud SMS',
  check: 'account, keys, application, signature, template and limits',
  codes: CODES,
};
