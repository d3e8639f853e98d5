/** What a provider reports to a bureau that belongs to no order. */
import type { AddressReportToSend } from './address-to-report.ts';
import type { UnfiledToReport } from './unfiled-report.ts';
import type { VerificationToSend } from './verification-answer.ts';

export type ReportToSend =
  | AddressReportToSend
  | { account: string; unfiled: UnfiledToReport }
  | { account: string; verification: VerificationToSend };
