/** What operators do about the addresses that are reported to a bureau: report a range, take one back (R-MI-3). */
import type { AddressToReport } from '../../domain/bureau/address-to-report.ts';
import { instant } from '../../domain/time/instant.ts';
import { noteAddress, noteRemoval } from '../../store/bureau-addresses/addresses.ts';
import { report, type ReportDependencies, type ReportOutcome } from './reports.ts';

export const reportAddress = (
  deps: ReportDependencies,
  { account, address, by }: { account: string; address: AddressToReport; by: string },
): Promise<ReportOutcome> =>
  report(deps, async (trx) => {
    const id = await noteAddress(trx, deps.vault, { account, address, by, at: instant(deps.now()) });
    return { report: { account, added: address, own: String(id) }, key: `addresses:${id}`, id };
  });

/** Takes a range back that the bureau has accepted. */
export const takeAddressBack = (deps: ReportDependencies, id: number): Promise<ReportOutcome> =>
  report(deps, async (trx) => {
    const noted = await noteRemoval(trx, id);
    if (noted === undefined) return undefined;
    const { account, kind, miitId } = noted;
    return { report: { account, removed: kind, id: miitId }, key: `addresses:${id}:removal:${deps.now()}`, id };
  });
