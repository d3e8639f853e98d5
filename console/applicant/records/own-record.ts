/** Records of the visitor's own account; every look at one is noted. */
import { readRecord, WEBSITES_AT_ONCE, type FilingRecord } from '../../../store/records/records.ts';
import { reaches } from '../../../usecases/access/caller.ts';
import { showOfAccount } from '../../../usecases/reads/show.ts';
import { refusal } from '../../../usecases/refusal.ts';
import type { Visit } from '../../http/visit.ts';

export const recordPath = (number: string): string => `/records/${encodeURIComponent(number)}`;

export async function noteReads({ console: deps, caller }: Visit, records: readonly FilingRecord[]): Promise<void> {
  const readings = records.map(({ number, orderId }) => ({
    subject: 'RECORD' as const,
    recordNumber: number,
    ...(orderId === undefined ? {} : { orderId }),
  }));
  await showOfAccount(deps, { caller, reason: undefined }, caller.accountId, readings);
}

/** For the visitor, records of others do not exist. */
export async function ownRecord(visit: Visit, number: string): Promise<FilingRecord> {
  const { console: deps, caller } = visit;
  const record = await readRecord(deps.database, deps.vault, number, { limit: WEBSITES_AT_ONCE });
  if (record === undefined || !reaches(caller, 'records.read', record.accountId)) throw refusal('RECORD_NOT_HERE');
  await noteReads(visit, [record]);
  return record;
}
