/** Master keys, and the data keys they wrap. */
import { readBy } from '../../domain/configuration.ts';
import { associated, decrypt, encrypt, KEY_BYTES, SealError, type DataKey } from './seal.ts';

/** Master keys by id; the first one wraps new data keys, the others still open old ones. */
export interface Keyring {
  readonly currentId: string;
  readonly keys: ReadonlyMap<string, Buffer>;
}

const KEY_ID = /^[\w.-]{1,40}$/;

/** Reads `id:base64,id:base64,…`, the current key first. Throws {@link SealError} saying what is wrong with which key. */
export function parseKeyring(text: string): Keyring {
  const keys = new Map<string, Buffer>();
  for (const part of text.split(',').map((each) => each.trim())) {
    const colon = part.indexOf(':');
    const id = part.slice(0, Math.max(colon, 0));
    if (!KEY_ID.test(id)) throw new SealError('write master keys as id:base64, the current one first');
    if (keys.has(id)) throw new SealError(`master key ${id} is named twice`);
    keys.set(id, parseKey(part.slice(colon + 1), `master key ${id}`));
  }
  const [currentId] = keys.keys();
  if (currentId === undefined) throw new SealError('name at least one master key');
  return { currentId, keys };
}

/** The variable `BEIAN_MASTER_KEYS`. */
export const masterKeysSchema = readBy(parseKeyring);

/** Reads one key of 32 bytes from base64. */
function parseKey(base64: string, name: string): Buffer {
  const key = Buffer.from(base64, 'base64');
  if (key.length !== KEY_BYTES) throw new SealError(`${name} must be ${KEY_BYTES} bytes in base64`);
  return key;
}

/** `id length | id | sealed key`: the master key's id says which one opens it. */
export function wrap(keyring: Keyring, key: DataKey): Buffer {
  const id = Buffer.from(keyring.currentId, 'utf8');
  const sealedKey = encrypt(masterKey(keyring, keyring.currentId), associated(key, 'key'), key.bytes);
  return Buffer.concat([Buffer.of(id.length), id, sealedKey]);
}

/** Throws {@link SealError} when its master key is missing, or when this is no data key that was wrapped for the owner. */
export function unwrap(keyring: Keyring, owner: string, wrapped: Buffer): DataKey {
  const id = masterKeyId(wrapped);
  if (!KEY_ID.test(id)) throw new SealError('not a wrapped key');
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
