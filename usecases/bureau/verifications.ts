/** What operators answer a bureau that asks whether a filing is true and served here (R-MI-4). */
import type { VerificationAnswer } from '../../domain/bureau/verification-answer.ts';
import { civilDate, instant } from '../../domain/time/instant.ts';
import { noteAnswered } from '../../store/bureau-verifications/verifications.ts';
import { rawFile } from '../../store/bureau/downloads.ts';
import { report, type ReportDependencies, type ReportOutcome } from './reports.ts';

export const answerVerification = (
  deps: ReportDependencies,
  { id, said, by }: { id: number; said: VerificationAnswer; by: string },
): Promise<ReportOutcome> =>
  report(deps, async (trx) => {
    const at = instant(deps.now());
    const noted = await noteAnswered(trx, { id, passed: said.passed, by, at });
    const file = noted && (await rawFile(trx, deps.vault, noted.fileId));
    if (noted === undefined || file === undefined) return undefined;
    const { account, index } = noted;
    const verification = { ...said, file: file.raw.bytes, index, verifiedOn: civilDate(at) };
    return { report: { account, verification }, key: `verification:${id}`, id };
  });
