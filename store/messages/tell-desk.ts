import type { CaseId } from '../../domain/identifiers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Database } from '../postgres/database.ts';
import type { DataKey } from '../sealing/seal.ts';
import type { Vault } from '../sealing/vault.ts';
import { DESK_INBOX, insertMessages } from './messages.ts';

/** N-16: operators hear of a task in their inbox and by mail. */
export const tellDesk = (
  trx: Database,
  vault: Vault,
  event: { caseId: CaseId; source: string; seq: number; at: Instant; key: DataKey | undefined },
  { params, deskEmail }: { params: Record<string, unknown>; deskEmail: string },
): Promise<void> => {
  const told = { code: 'N-16', recipient: 'operator', params } as const;
  return insertMessages(trx, vault, event, [
    { ...told, channel: 'IN_APP', address: DESK_INBOX },
    { ...told, channel: 'EMAIL', address: deskEmail },
  ]);
};
