import { describe, expect, test } from '@jest/globals';
import { certificateFault, errorCode, vendorCode } from './error-code.ts';

const thrown = (properties: object, message = 'it failed') => Object.assign(new Error(message), properties);

describe('the code of a thrown value', () => {
  test('is its property `code`, when that is text', () => {
    expect(errorCode(thrown({ code: 'ENOENT' }))).toBe('ENOENT');
    for (const nothing of [thrown({}), thrown({ code: 42 }), thrown({ code: '' }), 'ENOENT', undefined, null])
      expect(errorCode(nothing)).toBeUndefined();
  });

  test.each(['LimitExceeded.AppDailyLimit', 'isv.OUT_OF_SERVICE', 'BUSINESS_LIMIT', '400', 'InvalidAction.NotFound'])(
    '%s is a vendor’s own code',
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
  ])('%s means that no vendor has answered', (code) => expect(vendorCode(thrown({ code }))).toBeUndefined());
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
  ])('is recognised by %s, in whichever property it stands', (code) => {
    expect(certificateFault(thrown({ code }))).toBe(code);
    expect(certificateFault(thrown({ code: 'ESOCKET', originalCode: code }))).toBe(code);
    expect(certificateFault(thrown({ cause: thrown({ code }) }))).toBe(code);
  });

  test('is recognised by the message when the error has nothing else', () => {
    const message = 'request to https://sms.example/ failed, reason: certificate has expired';
    expect(certificateFault(thrown({ code: undefined }, message))).toBe('CERTIFICATE');
  });

  test.each(['ECONNREFUSED', 'EAI_AGAIN', 'ERR_TLS_HANDSHAKE_TIMEOUT', 'AuthFailure.SignatureFailure'])(
    'is not meant by %s',
    (code) => expect(certificateFault(thrown({ code }))).toBeUndefined(),
  );
});
