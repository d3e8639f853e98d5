/** Vectors of hash, encryption and envelope, computed with other programs than this one. */
import { describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { filingPasswordHash, md5, passwordHash, prove } from './authentication.ts';
import { EnvelopeError, opened, sealed, zipped, type ReceivedEnvelope } from './envelope.ts';
import { outsideGbk } from '../../../domain/text/outside-gbk.ts';
import { fromGbk, NotGbkError, OutsideGbkError, toGbk } from './gbk.ts';

const KEYS = { key: '0123456789abcdef', offset: '0102030405060708' };

const XML =
  '<?xml version="1.0" encoding="GBK"?><UploadData version="V.3.0"><ICP><ZXBA><Zx_xx><Zxlb>2</Zxlb><Jlid>820001</Jlid><Zxly>1</Zxly></Zx_xx></ZXBA><Qqdwid>330000009999</Qqdwid></ICP></UploadData>';
const ZIP =
  'UEsDBBQAAAAAAAAAIQCElEOmwAAAAMAAAAANAAAAYmVpYW5pbmZvLnhtbDw/eG1sIHZlcnNpb249IjEuMCIgZW5jb2Rpbmc9IkdCSyI/PjxVcGxvYWREYXRhIHZlcnNpb249IlYuMy4wIj48SUNQPjxaWEJBPjxaeF94eD48WnhsYj4yPC9aeGxiPjxKbGlkPjgyMDAwMTwvSmxpZD48WnhseT4xPC9aeGx5PjwvWnhfeHg+PC9aWEJBPjxRcWR3aWQ+MzMwMDAwMDA5OTk5PC9RcWR3aWQ+PC9JQ1A+PC9VcGxvYWREYXRhPlBLAQIUABQAAAAAAAAAIQCElEOmwAAAAMAAAAANAAAAAAAAAAAAAACAAQAAAABiZWlhbmluZm8ueG1sUEsFBgAAAAABAAEAOwAAAOsAAAAAAA==';
const HASH = 'PEdbOFhj7Rn28T/wbGJWKA==';
const ENCRYPTED =
  'NqvIfjnvg+j/ATvHbh/n6Fb8ungh1FDKpsHu1puMcWm9RmZu57mp9XYGQQ1gs7q7Y8x7pm12xiVX8JwsFCQwnLTZ/ypCNsoflUJtpdUyiiZGWKyutoL/Idxk3R8KN357apXFkjN22/GkI2/3D2zL95wgCSVNUtQE77veg/vWQK/jOmNaJDh4KrkTLCJbz8dxk1JXkHXsIosGr+MRLIN5bDLRAvlz9srnKZkGNuydT1/eW9sg/jak5c+d9+bq9MgESKxUmri2MNQxCM2dk46vJcZIfE+0hv80yfu4o959Y+ubXPVoawUeVa32qCvoWUL3QqkNchP/ylb4wPDErZZn9b46j+sSGCtTo8yqvNmfdU2UItA8VR1eS3oniJgTlUTAbs+8L8sSUSADL1TnuT46c6O4uWBtudFhUnNRwyDpvPk=';

const received = (given: Partial<ReceivedEnvelope>): ReceivedEnvelope => ({
  beianInfo: ZIP,
  beianInfoHash: HASH,
  encryptAlgorithm: '0',
  hashAlgorithm: '0',
  compressionFormat: '0',
  ...given,
});

/** The fault of an envelope that cannot be opened. */
function faultOf(given: Partial<ReceivedEnvelope>, keys?: typeof KEYS): string {
  try {
    opened(received(given), keys);
  } catch (error) {
    if (error instanceof EnvelopeError) return error.fault;
    throw error;
  }
  return 'none';
}

describe('the proof of a call', () => {
  test('the password hash is base64 of the MD5 of password and random text', () => {
    expect(passwordHash('1234567890', 'abcdefghijABCDEFGH12')).toBe('xiaOt3jlOfJ+JnWmae9bxg==');
  });

  test('a password with Chinese characters is hashed in GBK', () => {
    expect(passwordHash('口令Abc123', '0123456789abcdefghij')).toBe('HoFZpS8EVWFA9VBfsSDQ1w==');
  });

  test('the filing password is hashed to 32 hex digits', () => {
    expect(filingPasswordHash('Beian-2026')).toBe('487d88de80e686ac6b10e1450a8f041b');
  });

  test('every call has a random text of its own, of twenty letters and digits', () => {
    const proofs = Array.from({ length: 50 }, () => prove({ userName: 'sample', password: 'secret' }));
    expect(new Set(proofs.map(({ randVal }) => randVal)).size).toBe(50);
    for (const { randVal, pwdHash } of proofs) {
      expect(randVal).toMatch(/^[0-9A-Za-z]{20}$/);
      expect(pwdHash).toBe(passwordHash('secret', randVal));
    }
  });
});

describe('GBK', () => {
  test('text of GBK comes back as it was', () => {
    expect(fromGbk(toGbk('杭州青榄示例科技有限公司 ①〇·ABC'))).toBe('杭州青榄示例科技有限公司 ①〇·ABC');
    expect(toGbk('备案').toString('hex')).toBe('b1b8b0b8');
  });

  test('A-184 characters outside GBK are named instead of becoming question marks', () => {
    expect(outsideGbk('王𠮷𠮷与㐀某')).toEqual(['𠮷', '㐀']);
    expect(outsideGbk('王䶮 €')).toEqual(['䶮', '€']); // in later tables only
    expect(() => toGbk('王𠮷')).toThrow(OutsideGbkError);
  });

  test('bytes cut in the middle of a character are refused', () => {
    expect(() => fromGbk(toGbk('备案').subarray(0, 3))).toThrow(NotGbkError);
  });
});

describe('an envelope', () => {
  test('carries the zip and its hash, encrypted or not', () => {
    const zip = Buffer.from(ZIP, 'base64');
    const fixed = { beianInfoHash: HASH, hashAlgorithm: 0, compressionFormat: 0 };
    expect(sealed(zip)).toEqual({ ...fixed, beianInfo: ZIP, encryptAlgorithm: 0 });
    expect(sealed(zip, KEYS)).toEqual({ ...fixed, beianInfo: ENCRYPTED, encryptAlgorithm: 1 });
  });

  test('is opened by what it says of itself, also when its base64 is broken into lines', () => {
    const lines = ENCRYPTED.replaceAll(/.{76}/g, '$&\r\n');
    expect(opened(received({})).xml).toBe(XML);
    expect(opened(received({ beianInfo: lines, encryptAlgorithm: '1' }), KEYS).xml).toBe(XML);
  });

  test('of the same document has the same bytes each time', () => {
    expect(Buffer.from(zipped(XML)).equals(Buffer.from(zipped(XML)))).toBe(true);
    const own = sealed(zipped('<a>备案</a>'), KEYS);
    expect(opened({ ...own, encryptAlgorithm: '1', hashAlgorithm: '0', compressionFormat: '0' }, KEYS).xml).toBe(
      '<a>备案</a>',
    );
  });

  test.each<[string, Partial<ReceivedEnvelope>, typeof KEYS | undefined]>([
    ['DECRYPTION', { beianInfo: ENCRYPTED, encryptAlgorithm: '1' }, undefined],
    ['DECRYPTION', { beianInfo: ENCRYPTED, encryptAlgorithm: '1' }, { ...KEYS, key: 'fedcba9876543210' }],
    ['DECRYPTION', { beianInfo: ENCRYPTED.slice(0, 40), encryptAlgorithm: '1' }, KEYS],
    ['HASH', { beianInfo: ZIP.replace('IQCE', 'IQCF') }, undefined],
    ['HASH', { beianInfoHash: '' }, undefined],
    ['ALGORITHM', { encryptAlgorithm: '2' }, undefined],
    ['ALGORITHM', { hashAlgorithm: '1' }, undefined],
    ['ALGORITHM', { compressionFormat: '1' }, undefined],
  ])('that cannot be opened says %s', (fault, given, keys) => {
    expect(faultOf(given, keys)).toBe(fault);
  });

  test.each<[string, Uint8Array]>([
    ['COMPRESSION', Buffer.from('no zip at all')],
    ['COMPRESSION', zipSync({})],
    ['COMPRESSION', zipSync({ one: toGbk('<a/>'), two: toGbk('<b/>') })],
    ['ENCODING', zipSync({ one: toGbk('备案').subarray(0, 3) })],
    ['TOO_LARGE', zipSync({ bomb: new Uint8Array(101 * 1024 * 1024) })],
  ])('whose zip is wrong says %s', (fault, zip) => {
    expect(
      faultOf({ beianInfo: Buffer.from(zip).toString('base64'), beianInfoHash: md5(zip).toString('base64') }),
    ).toBe(fault);
  });
});
