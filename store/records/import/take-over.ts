/** Puts one record of MIIT on record here as an import would, within a transaction. */
import { randomUUID } from 'node:crypto';
import type { ImportFinding } from '../../../domain/record/import/import-finding.ts';
import type { ImportLine } from '../../../domain/record/import/import-line.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { Database } from '../../postgres/database.ts';
import type { Vault } from '../../sealing/vault.ts';
import { stageLines } from './stage-lines.ts';
import { createStaging, dropStaging, stage, stagedFindings } from './staging.ts';
import { lockRecords, switchOver } from './switch-over.ts';
import { isWarning } from '../../../domain/record/import/import-finding.ts';
import { checkAgainstRecords, checkAmongLines } from './whole-file-checks.ts';

/** The findings; nothing is on record when one of them is more than a warning. */
export async function takeOverRecord(
  trx: Database,
  vault: Vault,
  record: ImportLine,
  { by, at }: { by: string; at: Instant },
): Promise<ImportFinding[]> {
  await lockRecords(trx);
  await createStaging(trx);
  await stage(trx, await stageLines(trx, vault, [{ line: 1, record }], at));
  await checkAmongLines(trx);
  await checkAgainstRecords(trx);
  const findings: ImportFinding[] = [];
  for await (const finding of stagedFindings(trx)) findings.push(finding);
  if (findings.every(isWarning)) await switchOver(trx, vault, { importId: randomUUID(), by, at });
  await dropStaging(trx);
  return findings;
}
