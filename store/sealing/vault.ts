/**
 * Envelope encryption. Every case (and account, and record) has a random data key of its own, stored wrapped by a master
 * key. Destroying the wrapped key erases everything sealed with it, in backups of other tables and in the object store too.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { auditSigner, derive, type AuditMac } from './index-key.ts';
import { masterKeyId, parseKeyring, unwrap, wrap, type Keyring } from './keyring.ts';
import { KEY_BYTES, open, seal, type Column, type DataKey } from './seal.ts';

const CACHED_KEYS = 2000;

/**
 * Everything secret that the store needs: the master keys, the key of the blind indexes, and the data keys opened lately.
 */
export class Vault {
  readonly #keyring: Keyring;
  readonly #indexKey: Buffer;
  /** Proves that a row or a seal of the audit trail was made by someone who holds the index key. */
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

  /** The same data key wrapped by the current master key; undefined when it already is. */
  rewrap(owner: string, wrapped: Buffer): Buffer | undefined {
    if (masterKeyId(wrapped) === this.#keyring.currentId) return undefined;
    return wrap(this.#keyring, this.unwrap(owner, wrapped));
  }

  /** The id of the master key that wraps new data keys. */
  get currentKeyId(): string {
    return this.#keyring.currentId;
  }

  /** Drops an owner's key from memory after its erasure. */
  forget(owner: string): void {
    for (const [name, key] of this.#open) if (key.owner === owner) this.#open.delete(name);
  }

  /** A keyed digest for look-ups of equal values, one number space per `purpose`; says nothing about the value. */
  blindIndex(purpose: string, value: string): Buffer {
    return createHmac('sha256', this.#indexKey).update(`${purpose}\n${value}`, 'utf8').digest();
  }

  /** Seals data that belongs to no order, such as an answer kept for a day. */
  sealPassing<T>(column: Column<T>, value: T): Buffer {
    const key = { owner: column.name, bytes: randomBytes(KEY_BYTES) };
    const wrapped = wrap(this.#keyring, key);
    return Buffer.concat([Buffer.of(wrapped.length), wrapped, seal(key, column, value)]);
  }

  openPassing<T>(column: Column<T>, sealed: Buffer): T {
    const end = 1 + (sealed[0] ?? 0);
    return open(unwrap(this.#keyring, column.name, sealed.subarray(1, end)), column, sealed.subarray(end));
  }

  /**
   * The head of what {@link sealPassing} made, with its key wrapped by the current master key; undefined when it already is.
   * `head` ends with the wrapped key.
   */
  rewrapPassing(column: string, head: Buffer): Buffer | undefined {
    const wrapped = this.rewrap(column, head.subarray(1));
    return wrapped && Buffer.concat([Buffer.of(wrapped.length), wrapped]);
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

/** Builds the vault from `BEIAN_MASTER_KEYS` and `BEIAN_INDEX_KEY`. */
export const openVault = (masterKeys: string, indexKey: string): Vault => new Vault(parseKeyring(masterKeys), indexKey);
