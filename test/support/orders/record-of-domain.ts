/** What is on record of the website that a domain has now; undefined where no website has it. */
import type { Database } from '../../../store/postgres/database.ts';
import { findRecords } from '../../../store/records/find-records.ts';
import type { FilingRecord } from '../../../store/records/records.ts';
import type { Vault } from '../../../store/sealing/vault.ts';

/** The record with the website of this domain only. */
export async function recordOfDomain(db: Database, vault: Vault, domain: string): Promise<FilingRecord | undefined> {
  const name = domain.toLowerCase();
  const { rows } = await findRecords(db, vault, { domain: name }, { limit: 50 });
  const [found] = rows.flatMap((record) => {
    const websites = record.websites.filter((one) => one.domain === name && one.status !== 'DEREGISTERED');
    return websites.length === 0 ? [] : [{ ...record, websites, moreWebsites: undefined }];
  });
  return found;
}
