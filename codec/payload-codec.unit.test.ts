import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { CodecKeyError, parseCodecKeys } from './codec-keys.ts';
import { markByHand } from './origin.ts';
import { createPayloadCodec, UnknownCodecKeyError } from './payload-codec.ts';
import { isUndecodable, payloadConverter, UNDECODABLE } from './payload-converter.ts';

const newKey = () => randomBytes(32).toString('base64');
const OLD = `2025:${newKey()}`;
const codec = createPayloadCodec(parseCodecKeys(OLD));
const value = { orderId: 'BA20260302-ABCDEFGH', note: '张三' };
const payload = (): Payload => defaultPayloadConverter.toPayload(value);

async function encrypted(): Promise<Payload> {
  const [one] = await codec.encode([payload()]);
  if (one === undefined) throw new Error('one in, one out');
  return one;
}
const decoded = async (one: Payload): Promise<Payload | undefined> => (await codec.decode([one]))[0];

describe('the payload codec', () => {
  test('decrypts what it encrypted, and the ciphertext shows nothing of it', async () => {
    const one = await encrypted();
    expect(Buffer.from(one.data ?? []).toString('utf8')).not.toContain('BA20260302');
    expect(Buffer.from(one.metadata?.['encoding'] ?? []).toString()).toBe('binary/encrypted');
    expect(defaultPayloadConverter.fromPayload((await decoded(one)) ?? {})).toEqual(value);
  });

  test('handles none, many, empty and undefined values', async () => {
    expect(await codec.encode([])).toEqual([]);
    const many = [undefined, null, '', 0, [], new Uint8Array([1, 2])].map((each) =>
      defaultPayloadConverter.toPayload(each),
    );
    const back = await codec.decode(await codec.encode(many));
    expect(back.map((each) => defaultPayloadConverter.fromPayload(each))).toEqual([
      undefined,
      null,
      '',
      0,
      [],
      new Uint8Array([1, 2]),
    ]);
  });

  test('reads old histories after a change of keys, and writes new ones with the new key', async () => {
    const old = await encrypted();
    const both = createPayloadCodec(parseCodecKeys(`2026:${newKey()},${OLD}`));
    const [back] = await both.decode([old]);
    expect(defaultPayloadConverter.fromPayload(back ?? {})).toEqual(value);
    const [fresh] = await both.encode([payload()]);
    await expect(codec.decode([fresh ?? {}])).rejects.toThrow(UnknownCodecKeyError);
    await expect(codec.decode([fresh ?? {}])).rejects.toThrow('"2026", which is not configured');
  });

  test('lets an unencrypted payload pass with a mark, so that the signal arrives and is recognised', async () => {
    expect(await decoded(payload())).toEqual(markByHand(payload()));
    expect(await decoded({})).toEqual(markByHand({}));
  });

  test('lets a wrongly encrypted payload pass with a mark, instead of stopping the filing', async () => {
    const one = await encrypted();
    const garbage: Payload[] = [
      { ...one, data: randomBytes(100) },
      { ...one, data: new Uint8Array() },
      { metadata: one.metadata ?? {} },
      { metadata: { encoding: Buffer.from('binary/encrypted') }, data: randomBytes(100) },
    ];
    for (const each of garbage) expect(await decoded(each)).toEqual(markByHand(each));
  });
});

describe('the payload converter inside workflows', () => {
  test('converts like the default one', () => {
    const converted = payloadConverter.toPayload(value);
    expect(converted).toEqual(payload());
    expect(payloadConverter.fromPayload(converted)).toEqual(value);
    expect(isUndecodable(payloadConverter.fromPayload(converted))).toBe(false);
  });

  test.each<[string, Payload]>([
    ['ciphertext', { metadata: { encoding: Buffer.from('binary/encrypted') }, data: randomBytes(40) }],
    ['broken JSON', { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{"a":') }],
    ['no data', { metadata: { encoding: Buffer.from('json/plain') } }],
    ['no metadata', { data: Buffer.from('{}') }],
    ['no encoding', { metadata: {}, data: Buffer.from('{}') }],
    ['another encoding', { metadata: { encoding: Buffer.from('json/protobuf') }, data: Buffer.from('{}') }],
    ['nothing', {}],
  ])('turns %s into a marker', (_kind, each) => {
    const marker: unknown = payloadConverter.fromPayload(each);
    expect(marker).toBe(UNDECODABLE);
    expect(isUndecodable(marker)).toBe(true);
  });

  test('recognises the marker after it was written and read as JSON, and nothing else', () => {
    expect(isUndecodable(JSON.parse(JSON.stringify(UNDECODABLE)))).toBe(true);
    for (const other of [undefined, null, 'undecodable', {}, { undecodable: 'yes' }])
      expect(isUndecodable(other)).toBe(false);
  });
});

test.each([
  ['', 'write codec keys as id:base64'],
  ['k:c2hvcnQ=', 'codec key k must be 32 bytes'],
  [`${OLD},${OLD}`, 'codec key 2025 is named twice'],
])('keys of %j are refused', (text, message) => {
  expect(() => parseCodecKeys(text)).toThrow(CodecKeyError);
  expect(() => parseCodecKeys(text)).toThrow(message);
});
