/** Questions of the bureau whether a filing is true and served here (R-MI-4): an operator answers. */
import { noteQuestion } from '../../store/bureau-verifications/verifications.ts';
import type { Vault } from '../../store/sealing/vault.ts';
import { openDeskTask } from './desk-task.ts';
import type { Effect } from './download-effects.ts';

export const verificationEffect =
  (vault: Vault): Effect<'TASK'> =>
  async (trx, { record }, { account, fileId, index, at }) => {
    const domains = record.websites.flatMap((website) => website.domains.map(({ domain }) => domain.toLowerCase()));
    if (await noteQuestion(trx, { account, fileId, index, domains }, at))
      await openDeskTask(trx, vault, { kind: 'BUREAU_FILE_NEEDS_PERSON', visit: fileId, at });
  };
