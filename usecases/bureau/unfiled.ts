/** What operators report of a website without a filing that a bureau found on the provider's addresses (R-MI-4). */
import type { UnfiledReport } from '../../domain/bureau/unfiled-report.ts';
import { civilDate, instant } from '../../domain/time/instant.ts';
import { noteHandled } from '../../store/bureau-unfiled/unfiled.ts';
import { DESK_CASE } from '../../store/cases/desk-case.ts';
import { closingTasks } from '../../store/tasks/tasks.ts';
import { report, type ReportDependencies, type ReportOutcome } from './reports.ts';

const ENDED_BY_REPORT = ['UNFILED_WEBSITE', 'UNFILED_OVERDUE'] as const;

export const reportUnfiled = (
  deps: ReportDependencies,
  { id, said, by }: { id: number; said: UnfiledReport; by: string },
): Promise<ReportOutcome> =>
  report(deps, async (trx) => {
    const at = instant(deps.now());
    const noted = await noteHandled(trx, { id, handling: said.handling, by, at });
    if (noted === undefined) return undefined;
    await closingTasks(trx, { caseId: DESK_CASE, kinds: ENDED_BY_REPORT, by, at }).where('visit', '=', id).execute();
    const { account, domain, address, carrier, toldAt } = noted;
    const { province: stands, ...done } = said;
    const province = noted.province ?? stands;
    const website = { domain, address, carrier, listedOn: civilDate(toldAt) };
    const unfiled = { ...done, ...website, ...(province === undefined ? {} : { province }) };
    return { report: { account, unfiled }, key: `unfiled:${id}:${at}`, id };
  });
