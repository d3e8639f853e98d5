/** One pass of Schemathesis over the API, and what its report says. */
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { endOfLog, startChild } from '../../stack/processes/children.ts';

export interface Pass {
  program: string;
  apiUrl: string;
  token: string | undefined;
  seed: number;
  /** Requests of each operation that are made up at random. */
  perOperation: number;
  /** Besides these the cases that the document itself suggests: limits, missing fields, other methods. */
  withCoverage: boolean;
  /** Path parameters with one value each. */
  fixed: Readonly<Record<string, string>>;
  /** Empty folder for report and log. */
  folder: string;
}

/** What became of the requests of one operation. */
export interface Tally {
  requests: number;
  /** By the first digit of the status; `none` where no answer came in time. */
  answers: Record<string, number>;
  /** `<check>` of Schemathesis that failed, with how often. */
  findings: Record<string, number>;
}

const NO_ANSWER_S = 30;
const FAULTS_FOUND = 1;
/** An event stream ends when its reader leaves, which no generated request does. */
const ENDLESS = 'followOrder';
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'unsupported_method',
  'allow_header_conformance',
];

/** The tallies by operation. Throws when the pass did not come to its end. */
export async function runPass(pass: Pass): Promise<Map<string, Tally>> {
  const { program, apiUrl, token, seed, perOperation, withCoverage, fixed, folder } = pass;
  const [report, config] = [join(folder, 'events.ndjson'), join(folder, 'schemathesis.toml')];
  const parameters = Object.entries(fixed).map(([name, value]) => `"path.${name}" = ${JSON.stringify(value)}`);
  await writeFile(config, ['[parameters]', ...parameters, ''].join('\n'));
  const child = startChild({
    name: 'Schemathesis',
    command: program,
    args: [
      ['--config-file', config, '--no-color', 'run', `${apiUrl}/openapi.json`],
      token === undefined ? [] : ['--header', `Authorization: Bearer ${token}`],
      ['--phases', withCoverage ? 'examples,coverage,fuzzing' : 'fuzzing'],
      ['--max-examples', String(perOperation), '--seed', String(seed), '--workers', '1'],
      ['--checks', CHECKS.join(','), '--exclude-operation-id', ENDLESS],
      ['--continue-on-failure', '--no-shrink', '--request-timeout', String(NO_ANSWER_S)],
      ['--generation-database', 'none', '--suppress-health-check', 'all', '--warnings', 'off'],
      ['--report', 'ndjson', '--report-ndjson-path', report],
    ].flat(),
    cwd: folder,
    logFile: join(folder, 'schemathesis.log'),
  });
  const { code } = await child.exited;
  const tallies = await readReport(report);
  const isWhole = code === 0 || (code === FAULTS_FOUND && [...tallies.values()].some(hasFindings));
  if (isWhole) return tallies;
  throw new Error(`Schemathesis ended with ${code ?? 'a signal'}. ${endOfLog(child.logFile)}`);
}

export const hasFindings = ({ findings }: Tally): boolean => Object.keys(findings).length > 0;

/** A scenario that was skipped, because the document has no examples for it, names its operation only. */
const scenarioSchema = z.object({
  ScenarioFinished: z.object({
    recorder: z.object({
      label: z.string(),
      checks: z.record(z.string(), z.array(z.object({ name: z.string(), status: z.string() }))).default({}),
      interactions: z
        .record(z.string(), z.object({ response: z.object({ status_code: z.int() }).nullable() }))
        .default({}),
    }),
  }),
});

async function readReport(file: string): Promise<Map<string, Tally>> {
  const tallies = new Map<string, Tally>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (!line.startsWith('{"ScenarioFinished"')) continue;
    const { recorder } = scenarioSchema.parse(JSON.parse(line)).ScenarioFinished;
    const tally = tallies.get(recorder.label) ?? { requests: 0, answers: {}, findings: {} };
    tallies.set(recorder.label, tally);
    for (const { response } of Object.values(recorder.interactions)) {
      tally.requests += 1;
      const kind = response === null ? 'none' : `${String(response.status_code)[0]}xx`;
      tally.answers[kind] = (tally.answers[kind] ?? 0) + 1;
    }
    for (const { name } of Object.values(recorder.checks)
      .flat()
      .filter(({ status }) => status !== 'success'))
      tally.findings[name] = (tally.findings[name] ?? 0) + 1;
    const unanswered = Object.values(recorder.interactions).filter(({ response }) => response === null).length;
    if (unanswered > 0) tally.findings['no answer'] = (tally.findings['no answer'] ?? 0) + unanswered;
  }
  return tallies;
}
