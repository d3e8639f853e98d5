/**
 * Imports a file of records that MIIT has already: judged as a whole, then put on record at once. Until then nothing is
 * changed, and after a crash there is nothing to clear away, because the lines stand in tables of one connection.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { judgeLine } from '../../../domain/record/import/judge-line.ts';
import { isWarning, type ImportFinding, type ImportReason } from '../../../domain/record/import/import-finding.ts';
import { headerSchema } from '../../../domain/record/import/import-line.ts';
import type { DateRange } from '../../../domain/policy/date-range.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { Database } from '../../postgres/database.ts';
import { onlyOne } from '../../postgres/only-one.ts';
import type { Vault } from '../../sealing/vault.ts';
import { readLines, type FileLine } from './read-lines.ts';
import { stageLines, type NumberedLine } from './stage-lines.ts';
import { analyseStaging, createStaging, dropStaging, stage, stagedFindings } from './staging.ts';
import { lockRecords, switchOver, type ImportCounts } from './switch-over.ts';
import { checkAgainstRecords, checkAmongLines } from './whole-file-checks.ts';

export interface ImportRequest {
  /** The bytes of the file as they come. */
  file: AsyncIterable<Uint8Array>;
  /** Who imports, by an opaque identifier. */
  by: string;
  at: Instant;
  /** The days that the file may mean. */
  range: DateRange;
  /** Hears of every finding, by line; called when the file is judged. */
  report: (finding: ImportFinding) => void;
}

export type ImportResult = {
  /** Lines with records. */
  records: number;
  /** Findings that kept the file from being imported, and those that did not. */
  faults: number;
  warnings: number;
} & (
  | { outcome: 'REFUSED' }
  /** `UNCHANGED`: all of it was on record already. */
  | ({ outcome: 'IMPORTED' | 'UNCHANGED'; importId: string } & ImportCounts)
);

/** What {@link onlyOne} calls the work. */
export const RECORD_IMPORT = 'import of records';
const LINES_AT_A_TIME = 250;

/** One import runs at a time, whoever began it: undefined while another one does, and then nothing of the file is read. */
export function importRecords(db: Database, vault: Vault, request: ImportRequest): Promise<ImportResult | undefined> {
  return onlyOne(db, RECORD_IMPORT, async (connection) => {
    await createStaging(connection);
    try {
      const records = await stageFile(connection, vault, request);
      await analyseStaging(connection);
      await checkAmongLines(connection);
      await checkAgainstRecords(connection);
      const judged = await reported(connection, request);
      if (judged.faults > 0) return { outcome: 'REFUSED', records, ...judged };
      return await carryOut(connection, vault, request, { records, ...judged });
    } finally {
      await dropStaging(connection);
    }
  });
}

async function reported(
  connection: Database,
  { report }: ImportRequest,
): Promise<{ faults: number; warnings: number }> {
  const counts = { faults: 0, warnings: 0 };
  for await (const finding of stagedFindings(connection)) {
    counts[isWarning(finding) ? 'warnings' : 'faults'] += 1;
    report(finding);
  }
  return counts;
}

/** Stages every line; returns how many records there are. */
async function stageFile(connection: Database, vault: Vault, { file, at, range }: ImportRequest): Promise<number> {
  let expected: number | undefined;
  let records = 0;
  let last = 1;
  let batch: NumberedLine[] = [];
  let findings: ImportFinding[] = [];
  const flush = async (): Promise<void> => {
    const staged = await stageLines(connection, vault, batch, at);
    await stage(connection, { ...staged, findings: [...findings, ...staged.findings] });
    batch = [];
    findings = [];
  };
  for await (const line of readLines(file)) {
    last = line.line;
    const say = (code: ImportReason, path = '') => findings.push({ line: line.line, path, code });
    if (line.hasMark) say('BOM');
    if (line.line === 1) {
      expected = expectedIn(line);
      if (expected === undefined) break; // further lines say nothing without a header
      continue;
    }
    if (expected === undefined) break;
    records += 1;
    if ('fault' in line.content) {
      say(line.content.fault);
    } else {
      const { record, faults } = await judgeLine(line.content.value, range);
      for (const { path, code } of faults) say(code, path);
      if (record !== undefined && faults.every(isWarning)) batch.push({ line: line.line, record });
    }
    if (batch.length + findings.length >= LINES_AT_A_TIME) await flush();
  }
  if (expected === undefined) findings.push({ line: 1, path: '', code: 'NO_HEADER' });
  else if (expected !== records) findings.push({ line: last, path: '', code: 'OTHER_COUNT' });
  await flush();
  return records;
}

function expectedIn({ content }: FileLine): number | undefined {
  return 'value' in content ? headerSchema.safeParse(content.value).data?.records : undefined;
}

type Judged = Pick<ImportResult, 'records' | 'faults' | 'warnings'>;

/** In one transaction; what changed here since the file was judged refuses it. */
function carryOut(connection: Database, vault: Vault, request: ImportRequest, judged: Judged): Promise<ImportResult> {
  const importId = randomUUID();
  return connection.transaction().execute(async (trx) => {
    await lockRecords(trx);
    await sql`truncate import_findings`.execute(trx);
    await checkAgainstRecords(trx);
    const meanwhile = await reported(trx, request);
    if (meanwhile.faults > 0) return { outcome: 'REFUSED', ...judged, faults: meanwhile.faults };
    const counts = await switchOver(trx, vault, { importId, by: request.by, at: request.at });
    const isNew = counts.entities.added + counts.entities.completed > 0;
    if (!isNew) await sql`delete from record_imports where id = ${importId}`.execute(trx);
    return { outcome: isNew ? 'IMPORTED' : 'UNCHANGED', importId, ...judged, ...counts };
  });
}
