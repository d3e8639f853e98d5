/** Takes over filings that MIIT has already, from a file that is judged as a whole. */
import { isWarning, textOf, type ImportFinding } from '../../domain/record/import/import-finding.ts';
import { dateRange } from '../../domain/policy/date-range.ts';
import { instant } from '../../domain/time/instant.ts';
import { importRecords } from '../../store/records/import/import-records.ts';
import { refusal } from '../../usecases/refusal.ts';
import { z } from 'zod';
import { Table } from '../components/table.tsx';
import { deed, page } from '../http/route.ts';
import { Form } from './parts.tsx';
import { texts } from './texts.ts';

const MOST_NAMED = 500;

export const imports = page({
  path: '/operate/import',
  roles: ['operator'],
  show: async (visit) => ({
    title: visit.say(texts.imports),
    body: (
      <>
        <h1 class="govuk-heading-l">{visit.say(texts.imports)}</h1>
        <Form visit={visit} action="/operate/import" submit={visit.say(texts.importNow)} files>
          <div class="govuk-form-group">
            <label class="govuk-label" for="file">
              {visit.say(texts.importFile)}
            </label>
            <input class="govuk-file-upload" id="file" name="file" type="file" accept=".jsonl,.json,.txt" />
          </div>
        </Form>
      </>
    ),
  }),
});

export const recordsImported = deed({
  path: '/operate/import',
  roles: ['operator'],
  again: '/operate/import',
  takesFiles: true,
  fields: z.object({}),
  does: async (visit, _fields, { files: [file] }) => {
    const { say, console, caller } = visit;
    if (file === undefined) {
      throw refusal('INVALID', { findings: [{ path: 'file', code: 'NO_FILE', advice: say(texts.noFile) }] });
    }
    const found: ImportFinding[] = [];
    const report = (finding: ImportFinding): void => void (found.length < MOST_NAMED && found.push(finding));
    const at = instant(console.now());
    const range = dateRange((await console.rules()).policies, at);
    const request = { file: bytesOf(file.content), by: caller.id, at, range, report };
    const result = await importRecords(console.importDatabase, console.vault, request);
    if (result === undefined) throw refusal('CONFLICT', { detail: say(texts.importUnderWay) });
    const isRefused = result.outcome === 'REFUSED';
    return {
      title: say(texts.imports),
      status: isRefused ? 422 : 200,
      body: (
        <>
          <h1 class="govuk-heading-l">{say(isRefused ? texts.importRefused : texts.imported)}</h1>
          <p class="govuk-body">
            {say(texts.count)}: {result.records}
          </p>
          <Table
            caption={say(texts.faults)}
            empty={say(texts.none)}
            columns={[texts.line, texts.field, texts.what].map((text) => say(text))}
            rows={found
              .toSorted((a, b) => Number(isWarning(a)) - Number(isWarning(b)))
              .map((finding) => [finding.line, finding.path, say(textOf(finding))])}
          />
        </>
      ),
    };
  },
});

async function* bytesOf(content: Buffer): AsyncGenerator<Uint8Array> {
  yield content;
}
