/** Messages that waited for the proof of their number, and may go out now. */
import type { AccountId } from '../../domain/identifiers.ts';
import type { Database } from '../postgres/database.ts';
import type { Vault } from '../sealing/vault.ts';
import { addressDigest } from './address-digest.ts';
import { ADDRESS_NOT_PROVED } from './kept-back.ts';
import type { MessageStatus } from './tables.ts';

const MOST = 200;

/** In all orders of the account, oldest first; `FAILED` are those that waited until they were given up. */
export function waitingForProof(
  db: Database,
  vault: Vault,
  { accountId, mobile }: { accountId: AccountId; mobile: string },
): Promise<{ id: string; status: MessageStatus }[]> {
  return db
    .selectFrom('messages')
    .innerJoin('orders', 'orders.id', 'messages.case_id')
    .select(['messages.id', 'messages.status'])
    .where('orders.account_id', '=', accountId)
    .where('messages.address_digest', '=', addressDigest(vault, 'SMS', mobile))
    .where('messages.last_error', '=', ADDRESS_NOT_PROVED)
    .where('messages.status', 'in', ['PENDING', 'FAILED'])
    .where('messages.address', 'is not', null)
    .orderBy('messages.created_at')
    .limit(MOST)
    .execute();
}
