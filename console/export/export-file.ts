/** Everything that is held about an account, as a file for the browser. */
import type { Caller } from '../../usecases/access/caller.ts';
import type { ExportedAccount } from '../../usecases/accounts/export-account.ts';
import { exportView } from '../../usecases/shown/account-export-view.ts';
import type { Download } from '../http/route.ts';

/** @param nowMs wall clock in milliseconds */
export const exportFile = (all: ExportedAccount, caller: Caller, nowMs: number): Download => ({
  content: JSON.stringify(exportView(all, caller, nowMs), null, 2),
  contentType: 'application/json; charset=utf-8',
  filename: 'beian-export.json',
});
