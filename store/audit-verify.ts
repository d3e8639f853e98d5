/**
 * `npm run audit:verify`: checks the audit trail of a database. Ends with 1 when it is not what was written,
 * and with 2 when it could not be read.
 * `DATABASE_URL` names the database; with `BEIAN_INDEX_KEY` the seals are checked against the key as well.
 */
import { verifyChains } from './audit-check.ts';
import { closeDatabase, openDatabase } from './database.ts';
import { auditSigner } from './envelope.ts';
import { PATIENT_TIMEOUTS } from './pool.ts';

const url = process.env['DATABASE_URL'];
const indexKey = process.env['BEIAN_INDEX_KEY'];

if (url === undefined || url === '') {
  console.error('Set DATABASE_URL to the database whose audit trail is to be checked.');
  process.exitCode = 2;
} else {
  process.exitCode = await verify(url, indexKey);
}

async function verify(databaseUrl: string, key: string | undefined): Promise<number> {
  const db = openDatabase(databaseUrl, {
    maxConnections: 1,
    timeouts: PATIENT_TIMEOUTS,
    applicationName: 'beian-audit-verify',
  });
  try {
    const report = await verifyChains(db, key === undefined ? undefined : auditSigner(key));
    console.log(`${report.rows} rows of ${report.orders} orders and ${report.seals} seals read.`);
    if (key === undefined) console.log('BEIAN_INDEX_KEY is not set: who made the seals was not checked.');
    for (const fault of report.faults) console.log(`FAULT ${JSON.stringify(fault)}`);
    console.log(report.faults.length === 0 ? 'The audit trail is whole.' : `${report.faults.length} faults found.`);
    return report.faults.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(`The audit trail could not be read: ${error instanceof Error ? error.message : 'unknown error'}`);
    return 2;
  } finally {
    await closeDatabase(db);
  }
}
