/** Notes in the record of reads who looked at which payloads. */
import type { Database } from '../store/postgres/database.ts';
import { noteReads } from '../store/reads/note-reads.ts';
import { ordersIn } from './masked-payload.ts';
import type { Readers } from './codec-server.ts';

/** Payloads of more orders, as in a list, are noted in one row. */
const MOST_ORDERS = 50;

/** One row for each order that the payloads name, else one for all of them. */
export const noteIn =
  (database: Database): Readers['note'] =>
  ({ subject, role, accountId }, payloads) => {
    const read = {
      door: 'codec',
      reader: { id: subject, role, accountId },
      subject: 'PAYLOADS',
      count: payloads.length,
      shown: 'MASKED',
      ground: 'NONE',
    } as const;
    const orders = ordersIn(payloads);
    const rows =
      orders.length === 0 || orders.length > MOST_ORDERS ? [read] : orders.map((orderId) => ({ ...read, orderId }));
    return noteReads(database, undefined, rows);
  };
