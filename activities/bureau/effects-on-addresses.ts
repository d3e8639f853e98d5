/** What the bureau says of the addresses that were reported to it (R-MI-3). */
import { noteAnswer } from '../../store/bureau-addresses/addresses.ts';
import type { Vault } from '../../store/sealing/vault.ts';
import { openDeskTask } from './desk-task.ts';
import { NoEffectError, type Effect } from './download-effects.ts';

/** The report is in order. */
const IN_ORDER = '2998';

/** A report that the bureau refuses is a matter of an operator, who enters it anew. */
export const addressResultEffect =
  (vault: Vault): Effect<'ADDRESS_RESULT'> =>
  async (trx, { result }, { account, fileId, at }) => {
    const codes = result.results.map(({ code }) => code).filter((code) => code !== IN_ORDER);
    const answer = {
      own: ownNumber(result.own),
      miitId: result.id,
      removed: result.operation === 'REMOVED',
      codes,
      at,
    };
    if (!(await noteAnswer(trx, account, answer))) throw new NoEffectError('no report here has this number');
    if (codes.length > 0) await openDeskTask(trx, vault, { kind: 'BUREAU_FILE_NEEDS_PERSON', visit: fileId, at });
  };

/** Reports are counted up from 1; a longer number is nobody's here. */
const ownNumber = (own: string | undefined): number | undefined =>
  own === undefined ? undefined : own.length > 9 ? 0 : Number(own);
