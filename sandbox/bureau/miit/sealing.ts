/**
 * How data files travel: XML in GBK, zipped, hashed, encrypted where the sender wants it, in base64 (V3.0 §1.4), and how a
 * provider proves itself (§1.3).
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { unzipSync, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { answer, type ReturnCode, type Sealed } from './answers.ts';
import type { WaitingFile } from './files.ts';

const md5 = (bytes: Uint8Array): Buffer => createHash('md5').update(bytes).digest();

/** What a caller sends who knows the password: base64 of the sixteen bytes of the hash. */
export const provenBy = (password: string, randVal: string): string =>
  md5(iconv.encode(`${password}${randVal}`, 'gbk')).toString('base64');

/** The filing password as uploads carry it. */
export const passwordHash = (password: string): string => md5(iconv.encode(password, 'gbk')).toString('hex');

interface Keys {
  key: string;
  offset: string;
}

/** Puts a file into its envelope. Base64 is broken into lines of 76 characters, as servers of bureaus do. */
export function seal(zip: Uint8Array, keys?: Keys): Sealed {
  const bytes = keys === undefined ? zip : encrypt(zip, keys);
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,76}/g) ?? [];
  return {
    beianInfo: lines.join('\r\n'),
    beianInfoHash: md5(zip).toString('base64'),
    encryptAlgorithm: keys === undefined ? '0' : '1',
    hashAlgorithm: '0',
    compressionFormat: '0',
  };
}

/** A document as a zip with one entry. */
export const zipped = (name: string, xml: string): Uint8Array =>
  zipSync({ [name]: new Uint8Array(iconv.encode(xml, 'gbk')) });

/** Why an envelope cannot be taken: the code of the answer (V3.0 §1.8). */
export class EnvelopeRefused extends Error {
  /** What the caller is answered. */
  readonly answer: string;
  constructor(code: ReturnCode) {
    super(`refused with ${code}`);
    this.answer = answer(code);
  }
}

const MOST_BYTES = 50 * 1024 * 1024;

/** Opens an envelope; `xml` is undefined where the bytes are no GBK. Throws {@link EnvelopeRefused}. */
export function open(sealed: Sealed, keys: Keys): { zip: Uint8Array; hash: string; xml: string | undefined } {
  if (sealed.compressionFormat !== '0') throw new EnvelopeRefused(11);
  if (sealed.hashAlgorithm !== '0') throw new EnvelopeRefused(10);
  const bytes = Buffer.from(sealed.beianInfo, 'base64');
  const zip = decrypted(bytes, sealed.encryptAlgorithm, keys);
  const hash = md5(zip).toString('base64');
  if (hash !== sealed.beianInfoHash.trim()) throw new EnvelopeRefused(7);
  return { zip, hash, xml: gbk(onlyFile(zip)) };
}

function decrypted(bytes: Uint8Array, algorithm: string, keys: Keys): Uint8Array {
  switch (algorithm) {
    case '0':
      return bytes;
    case '1':
      return decrypt(bytes, keys);
    default:
      throw new EnvelopeRefused(9);
  }
}

function onlyFile(zip: Uint8Array): Uint8Array {
  let tooLarge = false;
  let files: Uint8Array[];
  try {
    const entries = unzipSync(zip, {
      filter: ({ originalSize }) => {
        tooLarge ||= originalSize > MOST_BYTES;
        return !tooLarge;
      },
    });
    files = Object.values(entries);
  } catch {
    throw new EnvelopeRefused(8);
  }
  if (tooLarge) throw new EnvelopeRefused(18);
  const [file] = files;
  if (file === undefined || files.length > 1) throw new EnvelopeRefused(17);
  return file;
}

function gbk(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('gbk', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Unpacked this is far larger than any document may be. */
const BOMB_BYTES = 128 * 1024 * 1024;

/** A file with the fault that was asked for. */
export function damaged({ name, xml, damage }: WaitingFile, keys?: Keys): Sealed {
  const zip = zipped(name, xml);
  switch (damage) {
    case 'HASH':
      return { ...seal(zip, keys), beianInfoHash: md5(new Uint8Array()).toString('base64') };
    case 'ZIP':
      return seal(zip.slice(0, -30), keys);
    case 'BOMB':
      return seal(zipSync({ [name]: new Uint8Array(BOMB_BYTES) }), keys);
    case 'GBK':
      // The first byte of a character of two, at the end.
      return seal(zipSync({ [name]: Buffer.concat([iconv.encode(xml, 'gbk'), Buffer.from([0xb0])]) }), keys);
    case undefined:
    default:
      return seal(zip, keys);
  }
}

const cipher = 'aes-128-cbc';
const ascii = (text: string): Buffer => Buffer.from(text, 'ascii');

function encrypt(bytes: Uint8Array, { key, offset }: Keys): Buffer {
  const aes = createCipheriv(cipher, ascii(key), ascii(offset));
  return Buffer.concat([aes.update(bytes), aes.final()]);
}

function decrypt(bytes: Uint8Array, { key, offset }: Keys): Buffer {
  try {
    const aes = createDecipheriv(cipher, ascii(key), ascii(offset));
    return Buffer.concat([aes.update(bytes), aes.final()]);
  } catch {
    throw new EnvelopeRefused(6);
  }
}
