/** Writes that personal data is about to be shown. Nothing is shown unless this has been written. */
import type { Read } from '../../domain/reads/read.ts';
import type { Database } from '../postgres/database.ts';
import type { AuditMac } from '../sealing/index-key.ts';
import { appendReads, type UnchainedRead } from './read-chain.ts';

/** Writes one row for each read, all or none. `mac` signs them; a process without the key leaves it out. */
export async function noteReads(db: Database, mac: AuditMac | undefined, reads: readonly Read[]): Promise<void> {
  if (reads.length > 0) await appendReads(db, mac, reads.map(toRow));
}

const toRow = ({ door, reader, shown, ground, reason, ...read }: Read): UnchainedRead => ({
  door,
  reader_id: reader.id,
  reader_role: reader.role,
  reader_account: reader.accountId ?? null,
  subject: read.subject,
  order_id: read.orderId ?? null,
  slot: read.slot ?? null,
  account_id: read.accountId ?? null,
  record_number: read.recordNumber ?? null,
  count: read.count ?? 1,
  shown,
  ground,
  reason: reason?.code ?? null,
  reference: reason?.reference ?? null,
});
