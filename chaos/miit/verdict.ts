/** Whether everything went over the interface once: read from Beian's database and from the bureau in the sandbox. */
import { sql } from 'kysely';
import type { Database } from '../../store/postgres/database.ts';
import type { Finding } from '../verdict.ts';
import type { Bureau } from './bureau.ts';

/** Each upload was taken once, under numbers without a gap. */
export async function judgeUploads(db: Database, bureau: Bureau, filings: number): Promise<Finding> {
  const requests = await bureau.requests();
  const { lastNumber, repeatedUploads } = await bureau.state();
  const twice = repeating(requests.map(({ about = '' }) => about)).map((about) => `request ${about} came twice`);
  const rows = await db.selectFrom('bureau_uploads').select(['id', 'state', 'data_sequence']).orderBy('id').execute();
  const unsettled = rows
    .filter(({ state, data_sequence: number }, index) => state !== 'ACCEPTED' || number !== index + 1)
    .map(({ id, state, data_sequence: number }) => `upload ${id} is ${state} with number ${number}`);
  const missing = requests.length === filings && lastNumber === filings ? [] : [`the bureau has ${requests.length}`];
  return {
    promise: 'Every hand-over is accepted once',
    seen: `${rows.length} uploads, ${repeatedUploads} of them refused as repeated`,
    broken: [...twice, ...unsettled, ...missing],
  };
}

/** Each file is stored, acknowledged and applied once. */
export async function judgeFiles(db: Database, bureau: Bureau): Promise<Finding> {
  const files = await bureau.files();
  const rows = await db
    .selectFrom('bureau_downloads')
    .select(['file_name', 'applied_at', 'acknowledged_at', 'unapplied', 'fault'])
    .execute();
  const names = rows.map(({ file_name: name }) => name);
  return {
    promise: 'Every file has its effects once',
    seen: `${files.length} files`,
    broken: [
      ...files.filter(({ acknowledged }) => !acknowledged).map(({ name }) => `${name} is not acknowledged`),
      ...files.filter(({ name }) => !names.includes(name)).map(({ name }) => `${name} was lost`),
      ...repeating(names).map((name) => `${name} is stored twice`),
      ...rows
        .filter((row) => row.applied_at === null || row.acknowledged_at === null || row.unapplied !== 0 || row.fault)
        .map(({ file_name: name }) => `${name} has not had all its effects`),
    ],
  };
}

/** Each filing heard each answer once, and is on record under MIIT's ids. */
export async function judgeRecords(db: Database, filings: number): Promise<Finding> {
  const { rows } = await sql<{ caseId: string; action: string; times: number }>`
    select case_id as "caseId", action, count(*)::int as times from audit
    where action in ('forwardAccepted', 'bureauDecision', 'recordSynced') and outcome = 'APPLIED'
    group by case_id, action having count(*) > 1`.execute(db);
  const entities = await db.selectFrom('record_entities').select(['number', 'miit_id']).execute();
  return {
    promise: 'Every filing is on record, once, with MIIT’s ids',
    seen: `${entities.length} records`,
    broken: [
      ...rows.map(({ caseId, action, times }) => `${caseId}: ${action} was applied ${times} times`),
      ...entities.filter(({ miit_id: id }) => id === null).map(({ number }) => `${number} has no id`),
      ...(entities.length === filings ? [] : [`${entities.length} of ${filings} are on record`]),
    ],
  };
}

/** Nobody has to look at anything. */
export async function judgeNoTasks(db: Database): Promise<Finding> {
  const { rows } = await sql<{ kind: string; visit: string }>`
    select kind, visit::text from tasks where kind like 'BUREAU%' and closed_at is null`.execute(db);
  return {
    promise: 'No operator has to look at the exchange',
    seen: `${rows.length} tasks`,
    broken: rows.map(({ kind, visit }) => `${kind} ${visit}`),
  };
}

const repeating = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];
