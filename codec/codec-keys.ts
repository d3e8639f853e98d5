import { readBy } from '../domain/configuration.ts';

/** Keys of the payload codec by id; the current key encrypts, the others only decrypt older histories. */
export interface CodecKeys {
  readonly currentId: string;
  readonly keys: ReadonlyMap<string, Buffer>;
}

export class CodecKeyError extends Error {
  override readonly name = 'CodecKeyError';
}

const KEY_BYTES = 32;

/** The variable `BEIAN_PAYLOAD_KEYS`. */
export const payloadKeysSchema = readBy(parseCodecKeys);

/** Reads `id:base64,id:base64,…`, the current key first. Throws a {@link CodecKeyError} that names the key and the fault. */
export function parseCodecKeys(text: string): CodecKeys {
  const keys = new Map<string, Buffer>();
  for (const part of text.split(',').map((each) => each.trim())) {
    const [, id, base64] = /^([\w.-]{1,40}):(.+)$/.exec(part) ?? [];
    if (id === undefined || base64 === undefined) {
      throw new CodecKeyError('write codec keys as id:base64, the current one first');
    }
    const key = Buffer.from(base64, 'base64');
    if (key.length !== KEY_BYTES) throw new CodecKeyError(`codec key ${id} must be ${KEY_BYTES} bytes in base64`);
    if (keys.has(id)) throw new CodecKeyError(`codec key ${id} is named twice`);
    keys.set(id, key);
  }
  const [currentId] = keys.keys();
  if (currentId === undefined) throw new CodecKeyError('name at least one codec key');
  return { currentId, keys };
}
