/**
 * The places at which the exchange with a bureau can be cut in two: Beian is held there, by a lock in Postgres or by a call that the bureau
 * does not answer, until something was killed.
 */
import pg from 'pg';
import type { Bureau } from './bureau.ts';

/** What goes over the interface then. */
export type Traffic = 'UPLOAD' | 'FILE';

export interface Point {
  name: string;
  during: Traffic;
  /** From now on Beian is held when it comes there. */
  hold: (place: HoldPlace) => Promise<Hold>;
}

interface HoldPlace {
  postgresUrl: string;
  bureau: Bureau;
}

export interface Hold {
  /** Whether Beian is held there now. */
  isReached: () => Promise<boolean>;
  release: () => Promise<void>;
}

/** The table that must be written there is locked. */
const beforeWriting =
  (table: string) =>
  async ({ postgresUrl }: HoldPlace): Promise<Hold> => {
    const client = new pg.Client({ connectionString: postgresUrl });
    client.on('error', () => {}); // Postgres was killed, and the lock is gone
    await client.connect();
    await client.query('begin');
    await client.query(`lock table ${table} in share mode`);
    return {
      async isReached() {
        const { rows } = await client.query(
          'select from pg_locks where not granted and relation = $1::regclass', // read inside the transaction, which sees locks as they are
          [table],
        );
        return rows.length > 0;
      },
      release: () => client.end().catch(() => {}),
    };
  };

/** The bureau keeps a call waiting: before it carries it out, or after. */
const duringCall =
  (method: string, taken: boolean) =>
  async ({ bureau }: HoldPlace): Promise<Hold> => {
    await bureau.slowDown(method, taken);
    return { isReached: () => bureau.keepsWaiting(), release: async () => {} };
  };

export const POINTS: readonly Point[] = [
  { name: 'before an upload is sent', during: 'UPLOAD', hold: beforeWriting('bureau_uploads') },
  { name: 'before the bureau takes an upload', during: 'UPLOAD', hold: duringCall('isp_upload', false) },
  { name: 'after the bureau took an upload', during: 'UPLOAD', hold: duringCall('isp_upload', true) },
  { name: 'before the answer is written', during: 'UPLOAD', hold: beforeWriting('action_requests') },
  { name: 'after a file was handed out', during: 'FILE', hold: duringCall('isp_download', true) },
  { name: 'before a file is stored', during: 'FILE', hold: beforeWriting('bureau_downloads') },
  { name: 'before a file is acknowledged', during: 'FILE', hold: duringCall('isp_downloadack', false) },
  { name: 'after a file was acknowledged', during: 'FILE', hold: duringCall('isp_downloadack', true) },
  { name: 'while effects are applied', during: 'FILE', hold: beforeWriting('action_requests') },
];
