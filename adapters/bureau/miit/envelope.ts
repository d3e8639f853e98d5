/**
 * The envelope of a data file: XML in GBK, zipped, hashed, encrypted where the bureau wants it, in base64. The hash is that of
 * the zip before encryption.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { unzipSync, zipSync } from 'fflate';
import { HASH_ALGORITHM, md5 } from './authentication.ts';
import { fromGbk, toGbk } from './gbk.ts';

/** Encryption key and its offset (密钥偏移量), each sixteen ASCII characters as the bureau issues them. */
export interface FileKeys {
  key: string;
  offset: string;
}

/** The only compression the interface knows: a zip with one entry. */
export const ZIP = 0;
export const NOT_ENCRYPTED = 0;
export const AES_128_CBC = 1;

export interface Envelope {
  beianInfo: string;
  beianInfoHash: string;
  encryptAlgorithm: typeof NOT_ENCRYPTED | typeof AES_128_CBC;
  hashAlgorithm: typeof HASH_ALGORITHM;
  compressionFormat: typeof ZIP;
}

/** Why an envelope cannot be opened. */
export type EnvelopeFault =
  | 'ALGORITHM' // hash, encryption or compression of a kind that the interface does not know
  | 'DECRYPTION' // wrong or missing key, or damage
  | 'HASH' // damage on the way
  | 'COMPRESSION' // no zip, or not exactly one file in it
  | 'TOO_LARGE' // more than a document may have when it is unpacked
  | 'ENCODING'; // not GBK, for example cut in the middle of a character

export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError';
  readonly fault: EnvelopeFault;
  constructor(fault: EnvelopeFault, options?: ErrorOptions) {
    super(`the data file cannot be opened (${fault})`, options);
    this.fault = fault;
  }
}

/** The size that a document may have when it is unpacked: twice the limit of uploads (code 18). */
export const MOST_UNPACKED_BYTES = 100 * 1024 * 1024;

/** The name of the document inside the zip. The interface wants letters and digits. */
const ENTRY = 'beianinfo.xml';

/** Zips keep a time; a fixed one makes the same document the same bytes, so that its hash tells whether it is the same. */
const FIXED_TIME = new Date(1980, 0, 1);

/**
 * The document as a zip, stored and not deflated: it is mostly images, which become a fifth smaller at most and would take most of the time.
 * Throws `OutsideGbkError` when GBK lacks a character.
 */
export const zipped = (xml: string): Uint8Array => zipSync({ [ENTRY]: [toGbk(xml), { mtime: FIXED_TIME, level: 0 }] });

/** The zip as an upload carries it; without keys it is not encrypted. */
export function sealed(zip: Uint8Array, keys?: FileKeys): Envelope {
  const bytes = keys === undefined ? zip : encrypted(zip, keys);
  return {
    beianInfo: Buffer.from(bytes).toString('base64'),
    beianInfoHash: md5(zip).toString('base64'),
    encryptAlgorithm: keys === undefined ? NOT_ENCRYPTED : AES_128_CBC,
    hashAlgorithm: HASH_ALGORITHM,
    compressionFormat: ZIP,
  };
}

/** An envelope as an answer of the interface holds it: numbers are text, and base64 is broken into lines. */
export interface ReceivedEnvelope {
  beianInfo: string;
  beianInfoHash: string;
  encryptAlgorithm: string;
  hashAlgorithm: string;
  compressionFormat: string;
}

/** An opened envelope. */
export interface Opened {
  zip: Uint8Array;
  xml: string;
}

/** Opens an envelope. The message says whether it is encrypted. Throws {@link EnvelopeError}. */
export function opened(envelope: ReceivedEnvelope, keys?: FileKeys): Opened {
  const zip = zipIn(envelope, keys);
  return { zip, xml: unzipped(zip) };
}

/** The zip in an envelope, decrypted and compared with its hash. Throws {@link EnvelopeError}. */
export function zipIn(envelope: ReceivedEnvelope, keys?: FileKeys): Uint8Array {
  const zip = unencrypted(envelope, keys);
  const { beianInfoHash, hashAlgorithm, compressionFormat } = envelope;
  if (Number(hashAlgorithm) !== HASH_ALGORITHM || Number(compressionFormat) !== ZIP)
    throw new EnvelopeError('ALGORITHM');
  if (!md5(zip).equals(fromBase64(beianInfoHash))) throw new EnvelopeError('HASH');
  return zip;
}

/** The document in a zip. Throws {@link EnvelopeError}. */
export const unzipped = (zip: Uint8Array): string => textOf(onlyEntry(zip));

function unencrypted({ beianInfo, encryptAlgorithm }: ReceivedEnvelope, keys: FileKeys | undefined): Buffer {
  const bytes = fromBase64(beianInfo);
  switch (Number(encryptAlgorithm)) {
    case NOT_ENCRYPTED:
      return bytes;
    case AES_128_CBC:
      if (keys === undefined) throw new EnvelopeError('DECRYPTION');
      return decrypted(bytes, keys);
    default:
      throw new EnvelopeError('ALGORITHM');
  }
}

/** Base64 in answers has line breaks; Node's decoder skips them. */
const fromBase64 = (text: string): Buffer => Buffer.from(text, 'base64');

function encrypted(bytes: Uint8Array, { key, offset }: FileKeys): Buffer {
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(key, 'latin1'), Buffer.from(offset, 'latin1'));
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

function decrypted(bytes: Uint8Array, { key, offset }: FileKeys): Buffer {
  try {
    const decipher = createDecipheriv('aes-128-cbc', Buffer.from(key, 'latin1'), Buffer.from(offset, 'latin1'));
    return Buffer.concat([decipher.update(bytes), decipher.final()]);
  } catch (cause) {
    throw new EnvelopeError('DECRYPTION', { cause });
  }
}

/** The only file in a zip, whatever its name. What it claims to hold is checked before anything is unpacked. */
function onlyEntry(zip: Uint8Array): Uint8Array {
  let files = 0;
  try {
    const entries = unzipSync(zip, {
      filter: ({ originalSize }) => {
        files += 1;
        if (files > 1) throw new EnvelopeError('COMPRESSION');
        if (originalSize > MOST_UNPACKED_BYTES) throw new EnvelopeError('TOO_LARGE');
        return true;
      },
    });
    const [entry] = Object.values(entries);
    if (entry !== undefined) return entry;
  } catch (cause) {
    throw cause instanceof EnvelopeError ? cause : new EnvelopeError('COMPRESSION', { cause });
  }
  throw new EnvelopeError('COMPRESSION');
}

function textOf(bytes: Uint8Array): string {
  try {
    return fromGbk(bytes);
  } catch (cause) {
    throw new EnvelopeError('ENCODING', { cause });
  }
}
