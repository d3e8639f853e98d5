/**
 * A sealed value is `version 1 | nonce 12 | tag 16 | ciphertext` of AES-256-GCM. What it belongs to (the key's owner and the
 * column) is authenticated with it, so a value copied into another row or column does not open.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORMAT = 1;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

export class SealError extends Error {
  override readonly name = 'SealError';
}

/** An open data key. `owner` is the order, account or record it belongs to. */
export interface DataKey {
  readonly owner: string;
  readonly bytes: Buffer;
}

/** A sealed column: what its ciphertext is bound to, and the type of the values in it. */
export interface Column<T> {
  readonly name: string;
  /** Never set; lets the compiler check that a value is opened as the type it was sealed as. */
  readonly holds?: T;
}

/** Seals a JSON value for one column. */
export function seal<T>(key: DataKey, column: Column<T>, value: T): Buffer {
  return sealBytes(key, column.name, Buffer.from(JSON.stringify(value), 'utf8'));
}

/**
 * Opens what {@link seal} made for this column; the tag proves that the bytes are what Beian wrote there. Throws
 * {@link SealError} when they are not.
 */
export function open<T>(key: DataKey, column: Column<T>, sealed: Uint8Array): T {
  return JSON.parse(openBytes(key, column.name, sealed).toString('utf8')) as T;
}

/**
 * What could be opened; undefined when it could not. For lists and for work that goes on without the value: one row that was
 * changed, or whose key is missing, hides no other.
 */
export function ifReadable<T>(opening: () => T): T | undefined {
  try {
    return opening();
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

/** The value of a row in a list; undefined when there is none, when its key is gone, or when it cannot be opened. */
export const openIfReadable = <T>(key: DataKey | undefined, column: Column<T>, sealed: Buffer | null): T | undefined =>
  key === undefined || sealed === null ? undefined : ifReadable(() => open(key, column, sealed));

/** Seals an image or a scan; `name` is what it is bound to, for instance its slot and version. */
export function sealBytes(key: DataKey, name: string, plain: Uint8Array): Buffer {
  return encrypt(key.bytes, associated(key, name), plain);
}

export function openBytes(key: DataKey, name: string, sealed: Uint8Array): Buffer {
  return decrypt(key.bytes, associated(key, name), sealed);
}

export const associated = (key: DataKey, name: string): Buffer => Buffer.from(`${key.owner}\n${name}`, 'utf8');

export function encrypt(key: Buffer, aad: Buffer, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body]);
}

export function decrypt(key: Buffer, aad: Buffer, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < HEADER_BYTES || bytes[0] !== FORMAT) throw new SealError('not a sealed value');
  const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(aad)
    .setAuthTag(bytes.subarray(1 + NONCE_BYTES, HEADER_BYTES));
  try {
    const plain = decipher.update(bytes.subarray(HEADER_BYTES)); // all of it, since GCM is a stream; not copied once more
    decipher.final();
    return plain;
  } catch (cause) {
    throw new SealError('the sealed value was changed, or belongs to another key or column', { cause });
  }
}
