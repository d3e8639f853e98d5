/** Takes over filings that MIIT has already, from the same file as `npm run records:import` (`docs/operations.md`). */
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { isWarning, textOf, type ImportFinding } from '../../../domain/record/import/import-finding.ts';
import { dateRange } from '../../../domain/policy/date-range.ts';
import { instant } from '../../../domain/time/instant.ts';
import { importRecords, type ImportResult } from '../../../store/records/import/import-records.ts';
import { refusal } from '../../../usecases/refusal.ts';
import type { Api } from '../../dependencies.ts';
import { problem, problemErrorSchema, type Problem, type ProblemError } from '../../http/problems.ts';
import { ok, route, type Route } from '../../http/route.ts';
import { uploadedFile } from '../../http/uploads.ts';

/** Findings that one answer names. */
const MOST_NAMED = 1000;

const count = z.int();
const importedSchema = z
  .object({
    outcome: z.enum(['IMPORTED', 'UNCHANGED']).meta({ description: '`UNCHANGED`: all of it was on record already.' }),
    importId: z.string().optional().meta({ description: 'Stands in the versions of the records.' }),
    records: count.meta({ description: 'Lines with records.' }),
    entities: z.object({ added: count, completed: count, unchanged: count }),
    websites: z.object({ added: count, unchanged: count }),
    warnings: count,
    warned: z
      .array(problemErrorSchema)
      .max(MOST_NAMED)
      .meta({ description: 'What kept nothing from being imported, by line: `lines.2.entity.certificateNumber`.' }),
  })
  .meta({ id: 'RecordsImported' });

export function recordImportRoutes(api: Api): Route[] {
  return [
    route({
      id: 'importRecords',
      tag: 'Records',
      method: 'post',
      path: '/v1/record-imports',
      cost: 100,
      permission: 'records.import',
      summary: 'Import filings that MIIT has already',
      description:
        'JSON Lines in the field `file`, as `docs/operations.md` describes it. The file is judged as a whole and put on record at once; `errors` names each fault by its line, in Chinese and English, and nothing is changed while there is one. One import runs at a time. A file that was imported changes nothing, so send it again when the answer was lost.',
      bodyKind: 'import',
      body: z.strictObject({}),
      answers: { 200: { description: 'What was put on record.', schema: importedSchema } },
      problems: [409],
      handle: async ({ req, caller }) => {
        const { path } = uploadedFile(req.file, Infinity); // its size was bounded on the way
        const named: { faults: ProblemError[]; warnings: ProblemError[] } = { faults: [], warnings: [] };
        const report = (finding: ImportFinding): void => {
          const list = isWarning(finding) ? named.warnings : named.faults;
          if (list.length < MOST_NAMED) list.push(errorOfLine(finding));
        };
        const at = instant(api.now());
        const range = dateRange((await api.rules()).policies, at);
        const request = { file: bytesOf(path), by: caller.id, at, range, report };
        const result = await importRecords(api.importDatabase, api.vault, request);
        if (result === undefined) throw refusal('CONFLICT', { detail: UNDER_WAY });
        if (result.outcome === 'REFUSED') throw refused(result, named.faults);
        const { outcome, importId, faults: _none, ...counts } = result;
        return ok({ outcome, ...(outcome === 'IMPORTED' ? { importId } : {}), ...counts, warned: named.warnings });
      },
    }),
  ];
}

/** The file is opened when somebody reads it. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path);
}

const UNDER_WAY = 'Another import is under way. Send the file again when it is done.';

function refused({ faults, records }: ImportResult, errors: readonly ProblemError[]): Problem {
  const more = faults - errors.length;
  const first = more > 0 ? ` The first ${errors.length} are named; there are ${more} more.` : '';
  const detail = `Nothing was imported: ${faults} faults in ${records} records.${first} Mend them and send the whole file again.`;
  return problem('FILE_REFUSED', { detail, errors });
}

function errorOfLine(finding: ImportFinding): ProblemError {
  const { zh, en } = textOf(finding);
  const { line, path, code } = finding;
  return { path: path === '' ? `lines.${line}` : `lines.${line}.${path}`, code, message: `${zh}。${en}` };
}
