/**
 * MIIT's record is filled from the same file that a provider imports (`docs/operations.md`), so that both know the same filings. The
 * register keeps numbers, domains and accesses only; what else a line holds is read over. A file with a fault changes nothing.
 */
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { FilingProblem } from '../bureau/filing-problem.ts';
import { suffixOf } from './record-keeping.ts';
import type { RecordRegister } from './record-register.ts';

const headerSchema = z.object({ format: z.literal('beian-records'), version: z.literal(1), records: z.int().min(0) });
const lineSchema = z.object({
  number: z.string().min(1),
  entity: z.object({ certificateNumber: z.string().min(1) }),
  websites: z.array(
    z.object({
      number: z.string().min(1),
      domain: z.string().min(1),
      psbNumber: z.string().optional(),
      accesses: z.array(z.object({ provider: z.union([z.literal('OURS'), z.object({})]) })),
    }),
  ),
});
type Line = z.infer<typeof lineSchema>;

export async function importRecords(
  register: RecordRegister,
  file: NodeJS.ReadableStream,
): Promise<{ entities: number; domains: number }> {
  const lines = await linesOf(file);
  for (const line of lines) put(register, line);
  return { entities: lines.length, domains: lines.reduce((sum, { websites }) => sum + websites.length, 0) };
}

async function linesOf(file: NodeJS.ReadableStream): Promise<Line[]> {
  const lines: Line[] = [];
  let expected: number | undefined;
  let at = 0;
  for await (const text of createInterface({ input: file, crlfDelay: Infinity })) {
    at += 1;
    if (text.trim() === '') continue;
    if (expected === undefined) expected = parsed(headerSchema, text, at).records;
    else lines.push(parsed(lineSchema, text, at));
  }
  if (expected !== lines.length)
    throw new FilingProblem(
      422,
      'MALFORMED',
      `The header names ${expected ?? 'no'} records, and ${lines.length} came.`,
    );
  return lines;
}

function parsed<Schema extends z.ZodType>(schema: Schema, text: string, line: number): z.infer<Schema> {
  const result = schema.safeParse(jsonIn(text));
  if (result.success) return result.data;
  const paths = result.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new FilingProblem(422, 'MALFORMED', `Line ${line} is not as it should be: ${paths}`);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schema says so
  }
}

function put(register: RecordRegister, { number, entity: { certificateNumber }, websites }: Line): void {
  for (const { number: websiteNumber, domain, psbNumber, accesses } of websites) {
    register.putDomain({
      domain: domain.toLowerCase(),
      owner: certificateNumber,
      number: websiteNumber,
      here: accesses.some(({ provider }) => provider === 'OURS'),
      ...(psbNumber === undefined ? {} : { psbNumber }),
    });
  }
  register.putEntity({
    certificateNumber,
    number,
    filed: true,
    shell: websites.every(({ accesses }) => accesses.length === 0),
    here: websites.some(({ accesses }) => accesses.some(({ provider }) => provider === 'OURS')),
    websites: Math.max(0, ...websites.map((website) => suffixOf(website.number))),
  });
}
