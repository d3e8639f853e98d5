/**
 * `npm run audit:verify -- --expect <number:hash> --expect-file <file>`: checks the audit trail of a database, and that each seal that
 * was kept outside it still exists: from the logs, or from the file that the worker writes. Exits with 1 when the trail was changed, and with 2 when it could not be read. `DATABASE_URL` names the
 * database; with `BEIAN_INDEX_KEY` the signatures of rows and seals are checked too.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ConfigError, MISCONFIGURED, readConfig } from '../../domain/configuration.ts';
import { verifyChains } from '../audit/audit-check.ts';
import { parseSeal, type ExpectedSeal } from '../audit/audit-seals.ts';
import { closeDatabase, openDatabase } from '../postgres/database.ts';
import { auditSigner, indexKeySchema } from '../sealing/index-key.ts';
import { databaseUrlSchema, PATIENT_TIMEOUTS } from '../postgres/pool.ts';

const configSchema = z.object({ DATABASE_URL: databaseUrlSchema, BEIAN_INDEX_KEY: indexKeySchema.optional() });

try {
  const { DATABASE_URL, BEIAN_INDEX_KEY } = readConfig(configSchema, process.env, (path) => readFileSync(path, 'utf8'));
  process.exitCode = await verify(DATABASE_URL, BEIAN_INDEX_KEY, expectedSeals(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = MISCONFIGURED;
}

/** Throws a {@link ConfigError} when the arguments are unknown, or a seal is not in the form in which it is logged. */
function expectedSeals(args: string[]): ExpectedSeal[] {
  try {
    const each = { type: 'string', multiple: true } as const;
    const { values } = parseArgs({ args, options: { expect: each, 'expect-file': each } });
    const { expect = [], 'expect-file': files = [] } = values;
    const named = [...expect, ...files.flatMap(sealsInFile)];
    const seals = named.map(parseSeal).filter((seal) => seal !== undefined);
    if (seals.length === named.length) return seals;
  } catch {
    // an unknown argument; the message says which there are
  }
  throw new ConfigError(
    'Write --expect <number:hash> for each seal, as the worker logged it when the chains were sealed, or --expect-file with a file of them.',
  );
}

/** Each line begins with a seal; the worker writes when it was made behind it. */
function sealsInFile(path: string): string[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => line.split(' ')[0] ?? '');
}

async function verify(databaseUrl: string, key: string | undefined, noted: readonly ExpectedSeal[]): Promise<number> {
  const db = openDatabase(databaseUrl, {
    maxConnections: 1,
    timeouts: PATIENT_TIMEOUTS,
    applicationName: 'beian-audit-verify',
  });
  try {
    const report = await verifyChains(db, key === undefined ? undefined : auditSigner(key), noted);
    console.log(
      `${report.rows} rows of ${report.cases} cases, ${report.reads} reads of people's data and ${report.seals} seals read.`,
    );
    if (key === undefined) console.log('BEIAN_INDEX_KEY is not set: who made the seals was not checked.');
    if (noted.length === 0)
      console.log('No seal was named with --expect or --expect-file: whether the newest are there was not checked.');
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
