/** Tells an account something that hangs on no order of it: in its inbox, and by mail where its mailbox is known. */
import type { AccountId } from '../../domain/identifiers.ts';
import type { NoticeCode, NoticeFacts } from '../../domain/messages/notice.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { readAccount } from '../../store/accounts/accounts.ts';
import { DESK_CASE, deskCaseKey } from '../../store/cases/desk-case.ts';
import { insertMessages } from '../../store/messages/messages.ts';
import type { Database } from '../../store/postgres/database.ts';
import type { Vault } from '../../store/sealing/vault.ts';

const MINUTE_MS = 60_000;

interface Told {
  code: NoticeCode;
  /** What the message is about: the same is told once a minute at the most. */
  source: string;
  facts: NoticeFacts;
  at: Instant;
}

/** The messages belong to the desk; whoever looks for those that are left delivers them. */
export async function tellAccount(
  trx: Database,
  vault: Vault,
  accountId: AccountId,
  { code, source, facts, at }: Told,
): Promise<void> {
  const email = (await readAccount(trx, vault, accountId))?.email;
  const key = await deskCaseKey(trx, vault, at);
  const told = { code, recipient: 'account', params: { facts } } as const;
  await insertMessages(trx, vault, { caseId: DESK_CASE, source, seq: Math.floor(at / MINUTE_MS), at, key }, [
    { ...told, channel: 'IN_APP', address: accountId },
    ...(email === undefined ? [] : [{ ...told, channel: 'EMAIL' as const, address: email }]),
  ]);
}
