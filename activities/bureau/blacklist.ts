/** Whom the bureau refuses is refused here, when the type of an order is determined (R-MI-4). */
import { list } from '../../store/bureau-answers/blacklist.ts';
import type { Vault } from '../../store/sealing/vault.ts';
import type { Effect } from './download-effects.ts';

export const blacklistEffect =
  (vault: Vault): Effect<'BLACKLISTED'> =>
  async (trx, { entry }, { fileName, at }) => {
    const how = { listed: entry.listed !== 'REMOVED', sourceFile: fileName, at };
    if (entry.blacklisted === 'ENTITY') return list(trx, vault, { certificateNumber: entry.certificate.number }, how);
    for (const domain of entry.domains) await list(trx, vault, { domain }, how);
    await list(trx, vault, { websiteName: entry.name }, how);
  };
