import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { masterKeyId, parseKeyring } from './keyring.ts';
import { open, openBytes, seal, sealBytes, SealError, type Column } from './seal.ts';
import { Vault } from './vault.ts';

const base64Key = (): string => randomBytes(32).toString('base64');
const INDEX = 'a secret of the blind indexes, long enough';
const OLD = `old:${base64Key()}`;
const NOTE: Column<{ note: string }> = { name: 'orders.form' };

describe('a sealed value', () => {
  const vault = new Vault(parseKeyring(OLD), INDEX);
  const { key, wrapped } = vault.newKey('BA1');
  const sealed = seal(key, NOTE, { note: '张三' });

  test('opens with the key of its owner and for its own column', () => {
    expect(open(vault.unwrap('BA1', wrapped), NOTE, sealed)).toEqual({ note: '张三' });
    expect(sealed.toString('utf8')).not.toContain('张三');
  });

  test('does not open for another column, another owner or after a change of one bit', () => {
    expect(() => open(key, { name: 'orders.progress' }, sealed)).toThrow(SealError);
    expect(() => open(vault.newKey('BA1').key, NOTE, sealed)).toThrow(SealError);
    expect(() => vault.unwrap('BA2', wrapped)).toThrow(SealError);
    for (const at of [0, 5, 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(() => open(key, NOTE, changed)).toThrow(SealError);
    }
    expect(() => open(key, NOTE, sealed.subarray(0, 12))).toThrow(SealError);
  });

  test('may be an image, which is sealed with the same key and bound to its document', () => {
    const image = randomBytes(1000);
    const sealedImage = sealBytes(key, 'documents.entity-certificate', image);
    expect(openBytes(key, 'documents.entity-certificate', sealedImage).equals(image)).toBe(true);
    expect(() => openBytes(key, 'documents.site-head-id', sealedImage)).toThrow(SealError);
  });

  test('is different for two seals of the same value', () => {
    expect(seal(key, NOTE, { note: 'x' }).equals(seal(key, NOTE, { note: 'x' }))).toBe(false);
  });
});

describe('master keys', () => {
  test('an old master key opens what it wrapped, a new one wraps from now on', () => {
    const before = new Vault(parseKeyring(OLD), INDEX);
    const { key, wrapped } = before.newKey('BA1');
    const after = new Vault(parseKeyring(`new:${base64Key()},${OLD}`), INDEX);
    expect(masterKeyId(wrapped)).toBe('old');
    expect(after.unwrap('BA1', wrapped).bytes.equals(key.bytes)).toBe(true);

    const rewrapped = after.rewrap('BA1', wrapped) ?? Buffer.alloc(0);
    expect(masterKeyId(rewrapped)).toBe('new');
    expect(after.unwrap('BA1', rewrapped).bytes.equals(key.bytes)).toBe(true);
    expect(after.rewrap('BA1', rewrapped)).toBeUndefined();
  });

  test('a missing master key is named', () => {
    const { wrapped } = new Vault(parseKeyring(OLD), INDEX).newKey('BA1');
    const other = new Vault(parseKeyring(`new:${base64Key()}`), INDEX);
    expect(() => other.unwrap('BA1', wrapped)).toThrow('master key old is not configured');
  });

  test.each([
    ['', 'write master keys as id:base64'],
    ['nothing', 'write master keys as id:base64'],
    ['k1:c2hvcnQ=', 'master key k1 must be 32 bytes'],
    [`${OLD},${OLD}`, 'master key old is named twice'],
  ])('a keyring of %j is refused', (text, message) => {
    expect(() => parseKeyring(text)).toThrow(message);
  });

  test('many orders do not fill the memory with keys, and every key still opens', () => {
    const vault = new Vault(parseKeyring(OLD), INDEX);
    const keys = Array.from({ length: 2500 }, (_, n) => ({ owner: `BA${n}`, ...vault.newKey(`BA${n}`) }));
    for (const { owner, key, wrapped } of keys) expect(vault.unwrap(owner, wrapped).bytes.equals(key.bytes)).toBe(true);
  });
});

describe('blind indexes', () => {
  const vault = new Vault(parseKeyring(OLD), INDEX);

  test('equal values have equal indexes, unless purpose or secret differ', () => {
    const index = vault.blindIndex('certificate', '91460100MA5TEST00X');
    expect(vault.blindIndex('certificate', '91460100MA5TEST00X').equals(index)).toBe(true);
    expect(vault.blindIndex('address', '91460100MA5TEST00X').equals(index)).toBe(false);
    const other = new Vault(parseKeyring(OLD), `${INDEX} but another`);
    expect(other.blindIndex('certificate', '91460100MA5TEST00X').equals(index)).toBe(false);
  });

  test('a short secret is refused', () => {
    expect(() => new Vault(parseKeyring(OLD), 'too short')).toThrow('at least 32 characters');
  });

  test('a value that belongs to no order is sealed with its own key, for its column only', () => {
    const sealed = vault.sealPassing({ name: 'idempotency.response' }, { status: 201 });
    expect(vault.openPassing({ name: 'idempotency.response' }, sealed)).toEqual({ status: 201 });
    expect(() => vault.openPassing({ name: 'messages.params' }, sealed)).toThrow(SealError);
  });
});
