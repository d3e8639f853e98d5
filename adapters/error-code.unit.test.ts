import { describe, expect, test } from '@jest/globals';
import { certificateFault, errorCode, vendorCode } from './error-code.ts';

const thrown = (properties: object, message = 'it failed') => Object.assign(new Error(message), properties);

describe('the code of what was thrown', () => {
  test('is the property of that name, where it is text', () => {
    expect(errorCode(thrown({ code: 'ENOENT' }))).toBe('ENOENT');
    for (const nothing of [thrown({}), thrown({ code: 42 }), thrown({ code: '' }), 'ENOENT', undefined, null])
      expect(errorCode(nothing)).toBeUndefined();
  });

  test.each(['LimitExceeded.AppDailyLimit', 'isv.OUT_OF_SERVICE', 'BUSINESS_LIMIT', '400', 'InvalidAction.NotFound'])(
    '%s is the word of a vendor',
    (code) => expect(vendorCode(thrown({ code }))).toBe(code),
  );

  test.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ERR_TLS_HANDSHAKE_TIMEOUT',
    'UND_ERR_CONNECT_TIMEOUT',
    'HPE_INVALID_CONSTANT',
    'CERT_HAS_EXPIRED',
    'undefined',
  ])('%s says that no vendor has answered', (code) => expect(vendorCode(thrown({ code }))).toBeUndefined());
});

describe('a certificate that cannot be trusted', () => {
  test.each([
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'HOSTNAME_MISMATCH',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SSL_WRONG_VERSION_NUMBER',
  ])('is told by %s, wherever it stands', (code) => {
    expect(certificateFault(thrown({ code }))).toBe(code);
    expect(certificateFault(thrown({ code: 'ESOCKET', originalCode: code }))).toBe(code);
    expect(certificateFault(thrown({ cause: thrown({ code }) }))).toBe(code);
  });

  test('is told by the message where nothing else is left of it', () => {
    const message = 'request to https://sms.example/ failed, reason: certificate has expired';
    expect(certificateFault(thrown({ code: undefined }, message))).toBe('CERTIFICATE');
  });

  test.each(['ECONNREFUSED', 'EAI_AGAIN', 'ERR_TLS_HANDSHAKE_TIMEOUT', 'AuthFailure.SignatureFailure'])(
    'is not what %s means',
    (code) => expect(certificateFault(thrown({ code }))).toBeUndefined(),
  );
});
