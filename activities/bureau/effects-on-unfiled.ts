/** Websites without a filing that the bureau found on the provider's addresses (R-MI-4): each is a case with a term. */
import type { Instant } from '../../domain/time/instant.ts';
import { noteUnfiled } from '../../store/bureau-unfiled/unfiled.ts';
import type { Vault } from '../../store/sealing/vault.ts';
import { openDeskTask } from './desk-task.ts';
import type { Effect } from './download-effects.ts';

interface UnfiledDependencies {
  vault: Vault;
  /** Until when the bureau has to hear what was done about what it told at this instant. */
  unfiledDueAt: (at: Instant) => Promise<Instant>;
}

export const unfiledEffect =
  ({ vault, unfiledDueAt }: UnfiledDependencies): Effect<'UNFILED'> =>
  async (trx, { website }, { account, at }) => {
    const { address, carrier, province } = website;
    const told = { account, domain: website.domain.toLowerCase(), address, carrier, province };
    const id = await noteUnfiled(trx, told, { at, dueAt: await unfiledDueAt(at) });
    if (id !== undefined) await openDeskTask(trx, vault, { kind: 'UNFILED_WEBSITE', visit: id, at });
  };
