/** Codes of Alibaba Cloud SMS for `SendSms`: `isv.…` about us and our message, `isp.…` about the vendor. */
import type { SmsVendor, VendorCode, Verdict } from './vendor-codes.ts';

/** Error codes of the SMS API, one code that only the vendor's answers show, and codes of the vendor's gateway; read 2026-11-22. */
const API = 'https://help.aliyun.com/zh/sms/developer-reference/api-error-codes';
const UNSUBSCRIBED = 'https://developer.aliyun.com/ask/631150';
const GATEWAY = 'https://help.aliyun.com/document_detail/48054.html';

const row = (code: string, verdict: Verdict, meaning: string, source: string = API): VendorCode => ({
  code,
  verdict,
  meaning,
  source,
});

const CODES: readonly VendorCode[] = [
  row('BUSINESS_LIMIT', 'TOMORROW', 'too often for one number, as older versions write it'),
  row('InternalError', 'RETRY', "the vendor's own fault", GATEWAY),
  row('InvalidAccessKeyId', 'ASK_PERSON', 'no such key', GATEWAY),
  row('InvalidTimeStamp', 'ASK_PERSON', 'this clock is off', GATEWAY),
  row('ServiceUnavailable', 'RETRY', 'not available', GATEWAY),
  row('SignatureDoesNotMatch', 'ASK_PERSON', 'the secret is wrong', GATEWAY),
  row('SignatureNonceUsed', 'RETRY', 'the same nonce twice', GATEWAY),
  row('Throttling', 'RETRY', 'too many calls a second', GATEWAY),
  row('isp', 'RETRY', "the vendor's own fault"),
  row('isp.RAM_PERMISSION_DENY', 'ASK_PERSON', 'the key may not send'),
  row('isv.ACCOUNT_ABNORMAL', 'ASK_PERSON', 'account not in order'),
  row('isv.ACCOUNT_NOT_EXISTS', 'ASK_PERSON', 'no such account'),
  row('isv.AMOUNT_NOT_ENOUGH', 'ASK_PERSON', 'no balance'),
  row('isv.BLACK_KEY_CONTROL_LIMIT', 'REFUSED', 'the number wants no SMS, or a value is not allowed'),
  row('isv.BUSINESS_LIMIT_CONTROL', 'TOMORROW', 'too often for one number: per minute, hour or day'),
  row('isv.CUSTOMER_REFUSED', 'REFUSED', 'the person has unsubscribed', UNSUBSCRIBED),
  row('isv.DAY_LIMIT_CONTROL', 'ASK_PERSON', "the account's limit of the day"),
  row('isv.DENY_IP_RANGE', 'ASK_PERSON', 'our address lies outside the mainland'),
  row('isv.INVALID_JSON_PARAM', 'ASK_PERSON', 'template parameters not as registered'),
  row('isv.INVALID_PARAMETERS', 'ASK_PERSON', 'parameters not as they should be'),
  row('isv.MOBILE_COUNT_OVER_LIMIT', 'REFUSED', 'more than 1000 numbers at once'),
  row('isv.MOBILE_NUMBER_ILLEGAL', 'REFUSED', 'no mobile number'),
  row('isv.MONTH_LIMIT_CONTROL', 'ASK_PERSON', "the account's limit of the month"),
  row('isv.OUT_OF_SERVICE', 'ASK_PERSON', 'arrears'),
  row('isv.PARAM_LENGTH_LIMIT', 'ASK_PERSON', "a value is longer than its variable's attribute allows"),
  row('isv.PARAM_NOT_SUPPORT_URL', 'REFUSED', 'a value holds a link'),
  row('isv.PRODUCT_UNSUBSCRIBE', 'ASK_PERSON', 'SMS is not activated'),
  row('isv.PRODUCT_UN_SUBSCRIPT', 'ASK_PERSON', 'SMS is not activated'),
  row('isv.SIGN_STATE_ILLEGAL', 'ASK_PERSON', 'signature not usable'),
  row('isv.SMS_CONTENT_ILLEGAL', 'REFUSED', 'the text holds something that is not allowed'),
  row('isv.SMS_CONTENT_MISMATCH_TEMPLATE_TYPE', 'ASK_PERSON', 'text and kind of template do not go together'),
  row('isv.SMS_SIGNATURE_ILLEGAL', 'ASK_PERSON', 'no such signature'),
  row('isv.SMS_SIGNATURE_SCENE_ILLEGAL', 'ASK_PERSON', 'signature for verification codes only'),
  row('isv.SMS_SIGN_ILLEGAL', 'ASK_PERSON', 'signature forbidden'),
  row('isv.SMS_TEMPLATE_ILLEGAL', 'ASK_PERSON', 'template not approved, or none'),
  row('isv.TEMPLATE_MISSING_PARAMETERS', 'ASK_PERSON', 'a variable has no value: other names than registered'),
  row('isv.TEMPLATE_PARAMS_ILLEGAL', 'ASK_PERSON', "a value does not fit its variable's attribute"),
  row('isv.UNSUPPORTED_CONTENT', 'ASK_PERSON', 'the template holds signs that cannot be sent'),
];

export const ALIBABA_SMS: SmsVendor = {
  name: 'Alibaba Cloud SMS',
  check: 'account, keys, signature, template, its variables and limits',
  codes: CODES,
};
