/**
 * Envelope encryption. Every order (and account, and record) has a random data key of its own, stored wrapped by a master
 * key. Destroying the wrapped key erases everything sealed with it, in backups of other tables and in the object store too.
 *
 * A sealed value is `version 1 | nonce 12 | tag 16 | ciphertext` of AES-256-GCM. What it belongs to (the key's owner
 * and the column) is authenticated with it, so a value copied into another row or column does not open.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FORMAT = 1;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

export class SealError extends Error {
  override readonly name = 'SealError';
}

/** Master keys by id; the first one wraps new data keys, the others still open old ones. */
export interface Keyring {
  readonly currentId: string;
  readonly keys: ReadonlyMap<string, Buffer>;
}

/** Reads `id:base64,id:base64,…`, the current key first. Throws {@link SealError} saying what is wrong with which key. */
export function parseKeyring(text: string): Keyring {
  const keys = new Map<string, Buffer>();
  for (const part of text.split(',').map((each) => each.trim())) {
    const colon = part.indexOf(':');
    const id = part.slice(0, Math.max(colon, 0));
    if (!/^[\w.-]{1,40}$/.test(id)) throw new SealError('write master keys as id:base64, the current one first');
    if (keys.has(id)) throw new SealError(`master key ${id} is named twice`);
    keys.set(id, parseKey(part.slice(colon + 1), `master key ${id}`));
  }
  const [currentId] = keys.keys();
  if (currentId === undefined) throw new SealError('name at least one master key');
  return { currentId, keys };
}

/** Reads one key of 32 bytes from base64. */
function parseKey(base64: string, name: string): Buffer {
  const key = Buffer.from(base64, 'base64');
  if (key.length !== KEY_BYTES) throw new SealError(`${name} must be ${KEY_BYTES} bytes in base64`);
  return key;
}

/** An open data key. `owner` is the order, account or record it belongs to. */
export interface DataKey {
  readonly owner: string;
  readonly bytes: Buffer;
}

/** A sealed column: what its ciphertext is bound to, and the type of the values in it. */
export interface Column<T> {
  readonly name: string;
  /** Never there; lets the compiler see that what was sealed is what is opened. */
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

/** Seals an image or a scan; `name` is what it is bound to, for instance its slot and version. */
export function sealBytes(key: DataKey, name: string, plain: Uint8Array): Buffer {
  return encrypt(key.bytes, associated(key, name), plain);
}

export function openBytes(key: DataKey, name: string, sealed: Uint8Array): Buffer {
  return decrypt(key.bytes, associated(key, name), sealed);
}

const associated = (key: DataKey, name: string): Buffer => Buffer.from(`${key.owner}\n${name}`, 'utf8');

function encrypt(key: Buffer, aad: Buffer, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, aad: Buffer, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < HEADER_BYTES || bytes[0] !== FORMAT) throw new SealError('not a sealed value');
  const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(aad)
    .setAuthTag(bytes.subarray(1 + NONCE_BYTES, HEADER_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(HEADER_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new SealError('the sealed value was changed, or belongs to another key or column', { cause });
  }
}

/** `id length | id | sealed key`: the master key's id says which one opens it. */
function wrap(keyring: Keyring, key: DataKey): Buffer {
  const id = Buffer.from(keyring.currentId, 'utf8');
  const sealedKey = encrypt(masterKey(keyring, keyring.currentId), associated(key, 'key'), key.bytes);
  return Buffer.concat([Buffer.of(id.length), id, sealedKey]);
}

function unwrap(keyring: Keyring, owner: string, wrapped: Buffer): DataKey {
  const id = masterKeyId(wrapped);
  const aad = associated({ owner, bytes: Buffer.alloc(0) }, 'key');
  return { owner, bytes: decrypt(masterKey(keyring, id), aad, wrapped.subarray(1 + Buffer.byteLength(id))) };
}

/** Which master key wraps a data key; rotation looks for the old ones. */
export const masterKeyId = (wrapped: Buffer): string => wrapped.subarray(1, 1 + (wrapped[0] ?? 0)).toString('utf8');

function masterKey(keyring: Keyring, id: string): Buffer {
  const key = keyring.keys.get(id);
  if (key === undefined) throw new SealError(`master key ${id} is not configured; keep old keys after the current one`);
  return key;
}

const CACHED_KEYS = 2000;

/**
 * Everything secret that the store needs: the master keys, the key of the blind indexes, and the data keys opened lately.
 */
export class Vault {
  readonly #keyring: Keyring;
  readonly #indexKey: Buffer;
  /** Proves that a seal of the audit trail was made by someone who holds the index key. */
  readonly auditMac: AuditMac;
  readonly #open = new Map<string, DataKey>();

  /** `indexKey`: a secret of at least 32 characters. It must not change: blind indexes and audit seals depend on it. */
  constructor(keyring: Keyring, indexKey: string) {
    this.#keyring = keyring;
    this.#indexKey = derive(indexKey, 'blind-index');
    this.auditMac = auditSigner(indexKey);
  }

  /** A fresh data key and its wrapped form to store. */
  newKey(owner: string): { key: DataKey; wrapped: Buffer } {
    const key = { owner, bytes: randomBytes(KEY_BYTES) };
    const wrapped = wrap(this.#keyring, key);
    this.#remember(wrapped, key);
    return { key, wrapped };
  }

  /** Opens a stored data key. Throws {@link SealError} when its master key is missing or it was tampered with. */
  unwrap(owner: string, wrapped: Buffer): DataKey {
    const name = wrapped.toString('base64');
    const known = this.#open.get(name);
    if (known?.owner === owner) {
      this.#remember(wrapped, known);
      return known;
    }
    const key = unwrap(this.#keyring, owner, wrapped);
    this.#remember(wrapped, key);
    return key;
  }

  /** The same data key under the current master key; undefined when it is already. */
  rewrap(owner: string, wrapped: Buffer): Buffer | undefined {
    if (masterKeyId(wrapped) === this.#keyring.currentId) return undefined;
    return wrap(this.#keyring, this.unwrap(owner, wrapped));
  }

  /** Drops an owner's key from memory after its erasure. */
  forget(owner: string): void {
    for (const [name, key] of this.#open) if (key.owner === owner) this.#open.delete(name);
  }

  /** A keyed digest for look-ups of equal values, one number space per `purpose`; says nothing about the value. */
  blindIndex(purpose: string, value: string): Buffer {
    return createHmac('sha256', this.#indexKey).update(`${purpose}\n${value}`, 'utf8').digest();
  }

  /** Seals what belongs to no order, such as an answer kept for a day. */
  sealPassing<T>(column: Column<T>, value: T): Buffer {
    const key = { owner: column.name, bytes: randomBytes(KEY_BYTES) };
    const wrapped = wrap(this.#keyring, key);
    return Buffer.concat([Buffer.of(wrapped.length), wrapped, seal(key, column, value)]);
  }

  openPassing<T>(column: Column<T>, sealed: Buffer): T {
    const end = 1 + (sealed[0] ?? 0);
    return open(unwrap(this.#keyring, column.name, sealed.subarray(1, end)), column, sealed.subarray(end));
  }

  #remember(wrapped: Buffer, key: DataKey): void {
    const name = wrapped.toString('base64');
    this.#open.delete(name);
    this.#open.set(name, key);
    if (this.#open.size <= CACHED_KEYS) return;
    const [oldest] = this.#open.keys();
    if (oldest !== undefined) this.#open.delete(oldest);
  }
}

const SHORTEST_SECRET = 32;

function derive(secret: string, purpose: string): Buffer {
  if (secret.length < SHORTEST_SECRET) {
    throw new SealError(`the index key must have at least ${SHORTEST_SECRET} characters`);
  }
  return Buffer.from(hkdfSync('sha256', secret, '', `beian/${purpose}`, KEY_BYTES));
}

/** Keyed digest of an audit seal, in hex. */
export type AuditMac = (text: string) => string;

/** The digest of audit seals alone, for whoever checks them without any key to personal data. */
export function auditSigner(indexKey: string): AuditMac {
  const key = derive(indexKey, 'audit-seal');
  return (text) => createHmac('sha256', key).update(text, 'utf8').digest('hex');
}

/** Builds the vault from `BEIAN_MASTER_KEYS` and `BEIAN_INDEX_KEY`. */
export const openVault = (masterKeys: string, indexKey: string): Vault => new Vault(parseKeyring(masterKeys), indexKey);

/** SHA-256 of a text, in hex. */
export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
