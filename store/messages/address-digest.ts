import { addressKey } from '../../domain/identity/address-key.ts';
import type { MessageChannel } from '../../domain/messages/notice.ts';
import type { Vault } from '../sealing/vault.ts';

/** A keyed digest, the same for every spelling of one address. */
export const addressDigest = (vault: Vault, channel: MessageChannel, address: string): Buffer =>
  vault.blindIndex('address', addressKey(channel, address));
