/** Keys of the payload codec by id; the first one encrypts, the others still decrypt old histories. */
export interface CodecKeys {
  readonly currentId: string;
  readonly keys: ReadonlyMap<string, Buffer>;
}

export class CodecKeyError extends Error {
  override readonly name = 'CodecKeyError';
}

const KEY_BYTES = 32;

/** Reads `id:base64,id:base64,…`, the current key first. Throws {@link CodecKeyError} saying what is wrong with which key. */
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
