/** Packs reports that belong to no order for the account at the bureau that they go to. */
import type { Bureau, PackedReport } from '../adapters/bureau/bureau.ts';
import type { MiitAccount } from '../adapters/bureau/miit/account.ts';
import { unfiledHandlings } from '../adapters/bureau/miit/documents/unfiled-handling.ts';
import type { Sender } from '../adapters/bureau/miit/documents/upload-document.ts';
import { DocumentError } from '../adapters/bureau/miit/documents/values.ts';
import { zipped } from '../adapters/bureau/miit/envelope.ts';
import { OutsideGbkError } from '../adapters/bureau/miit/gbk.ts';
import { addressDocument } from '../adapters/bureau/miit/order/address-document.ts';
import { verificationDocument } from '../adapters/bureau/miit/order/verification-document.ts';
import type { ReportToSend } from '../domain/bureau/report-to-send.ts';
import type { UnfiledToReport } from '../domain/bureau/unfiled-report.ts';
import { present } from '../domain/present.ts';

type Named = Pick<MiitAccount, 'name' | 'ispId' | 'profile'>;

export const bureauReports =
  (accounts: readonly Named[]): NonNullable<Bureau['report']> =>
  (report) => {
    const account = accounts.find(({ name }) => name === report.account);
    if (account === undefined) return undefined;
    const { ispId, profile } = account;
    try {
      return packed({ version: profile.rootVersion, ispId }, report);
    } catch (error) {
      if (error instanceof DocumentError) return { element: error.element };
      if (error instanceof OutsideGbkError) return { element: error.characters.join(' ') };
      throw error;
    }
  };

function packed(sender: Sender, report: ReportToSend): PackedReport {
  if ('unfiled' in report) return { message: 'WBACLJG', zip: zipped(unfiledDocument(sender, report.unfiled)) };
  if ('verification' in report)
    return { message: 'HSJG', zip: zipped(verificationDocument(sender, report.verification)) };
  return { message: 'IP', zip: zipped(addressDocument(sender, report)) };
}

const unfiledDocument = (sender: Sender, { reporter, province, ...unfiled }: UnfiledToReport): string =>
  unfiledHandlings(sender, [
    {
      ...unfiled,
      provider: sender.ispId,
      province: province ?? '',
      ...(reporter === undefined ? {} : { reporter: present(reporter) }),
    },
  ]);
