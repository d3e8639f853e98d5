/**
 * Encrypts everything that Beian writes into Temporal's histories (AES-256-GCM): the server's database, UI and logs show only
 * ciphertext. A payload names its key, so keys can be changed while filings run.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { CodecKeys } from './codec-keys.ts';
import { markByHand } from './origin.ts';

const { Payload: PayloadProto } = proto.temporal.api.common.v1;

export const ENCRYPTED_ENCODING = 'binary/encrypted';
const ENCODING = 'encoding';
const KEY_ID = 'encryption-key-id';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A payload was encrypted under a key this process does not have. */
export class UnknownCodecKeyError extends Error {
  override readonly name = 'UnknownCodecKeyError';
  readonly keyId: string;

  constructor(keyId: string) {
    super(
      `a payload is encrypted under codec key "${keyId}", which is not configured. Add the key after the current one. ` +
        'If Beian never had such a key, somebody forged the payload: add any new key under this id, and the payload is refused as unreadable.',
    );
    this.keyId = keyId;
  }
}

/**
 * The codec. A payload that is not encrypted passes, marked as sent by hand, so that the workflow receives the signal and can
 * recognise it. A payload that claims a known key but cannot be decrypted with it (garbage, tampering) passes in the same way: the
 * payload converter turns it into a marker, which the workflow refuses. An error would stop the filing until somebody repairs its
 * history. Only an unknown key is an error, because then the configuration is wrong.
 */
export function createPayloadCodec({ currentId, keys }: CodecKeys): PayloadCodec {
  const keyOf = (id: string): Buffer => {
    const key = keys.get(id);
    if (key === undefined) throw new UnknownCodecKeyError(id);
    return key;
  };
  const currentKey = keyOf(currentId);
  return {
    encode: (payloads) => Promise.resolve(payloads.map((payload) => encrypt(payload, currentId, currentKey))),
    decode: (payloads) => new Promise((resolve) => resolve(payloads.map((payload) => decrypt(payload, keyOf)))),
  };
}

function encrypt(payload: Payload, keyId: string, key: Buffer): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(keyId));
  const body = Buffer.concat([cipher.update(PayloadProto.encode(payload).finish()), cipher.final()]);
  return {
    metadata: { [ENCODING]: Buffer.from(ENCRYPTED_ENCODING), [KEY_ID]: Buffer.from(keyId) },
    data: Buffer.concat([nonce, cipher.getAuthTag(), body]),
  };
}

function decrypt(payload: Payload, keyOf: (id: string) => Buffer): Payload {
  const { metadata, data } = payload;
  if (textOf(metadata?.[ENCODING]) !== ENCRYPTED_ENCODING) return markByHand(payload);
  const keyId = textOf(metadata?.[KEY_ID]);
  if (keyId === '' || data == null || data.length < NONCE_BYTES + TAG_BYTES) return markByHand(payload);
  const plain = openBytes(data, keyId, keyOf(keyId));
  return plain === undefined ? markByHand(payload) : PayloadProto.decode(plain);
}

function openBytes(data: Uint8Array, keyId: string, key: Buffer): Buffer | undefined {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const end = NONCE_BYTES + TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(keyId))
    .setAuthTag(bytes.subarray(NONCE_BYTES, end));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(end)), decipher.final()]);
  } catch {
    // The tag is wrong, so this payload was not made with the key.
    return undefined;
  }
}

const textOf = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('utf8');
