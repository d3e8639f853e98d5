/**
 * An example order as a file under `examples/`: what is filed, which facts the outside parties
 * hold, what happens when, and how the order must end. The demo plays all examples; the worked timelines of the
 * specification are among them.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ENTITY_KINDS, orderTypeSchema } from '../../domain/order-types/order-type.ts';
import { formPatchSchema } from '../../domain/order/form.ts';
import { STAGES } from '../../domain/lifecycle/stage.ts';
import { projectFolder } from '../state/folders.ts';

/** Shanghai wall-clock reading, as the timelines write it. */
const reading = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?$/, 'write 2026-02-09 09:30');

/**
 * Who acts: `U` the applicant, `R1` `R2` reviewers, `O1` `O2` operators, `D` the mailroom, `P` the face check, `M` MIIT, `B`
 * the bureau, `S` nobody: a due instant passes.
 */
const who = z.enum(['U', 'R1', 'R2', 'O1', 'O2', 'D', 'P', 'M', 'B', 'S']);

const step = z.strictObject({
  at: reading,
  who,
  /** An action by its name, or one of `checkType`, `verifyInstance`, `fillIn`, `proveNumber`, `confirmByHolder`, `upload`, `uploadRest`, `conflict`; `wait` for `S`. */
  do: z.string(),
  with: z.record(z.string(), z.unknown()).default({}),
  /** Reason with which the action must be refused; then nothing else may change. */
  refused: z.string().optional(),
  /** What must hold afterwards. Due dates are compared to the minute, also those at 23:59:59. */
  state: z.enum(STAGES).optional(),
  /** What is to be fixed: `path CODE` each. */
  items: z.array(z.string()).optional(),
  /** Due kind → reading; `earliest` for the beginning of the bureau's range. */
  due: z.record(z.string(), reading).optional(),
  /** Every message since the step before: `N-1`, or `N-5 → P1, P2` when the recipients are checked too. */
  messages: z.array(z.string()).optional(),
  /** Whether the network may serve the first website then, or will within minutes. */
  gate: z.enum(['serve', 'opening', 'block']).optional(),
});
export type ExampleStep = z.infer<typeof step>;

/** What the order changes or removes. */
const fromRecord = z.strictObject({
  type: orderTypeSchema,
  websites: z.array(z.string()).optional(),
  changes: z.record(z.string(), z.unknown()).optional(),
  reason: z.string().optional(),
});

const exampleSchema = z.strictObject({
  title: z.string(),
  /** Rows of the specification's checklist that the example shows. */
  shows: z.array(z.string()).default([]),
  opens: reading,
  account: z.strictObject({ kind: z.enum(ENTITY_KINDS), mobile: z.string(), email: z.string() }),
  /** Facts in the sandbox's asset directory and record. */
  world: z.strictObject({
    domains: z.array(z.record(z.string(), z.unknown())),
    instances: z.array(z.record(z.string(), z.unknown())),
    entities: z.array(z.record(z.string(), z.unknown())).default([]),
    /** Domains that are filed already, each under an entity. */
    records: z.array(z.record(z.string(), z.unknown())).default([]),
    /** Records of the account, each as a line of an import; they stand in MIIT's register, too. */
    recorded: z.array(z.record(z.string(), z.unknown())).default([]),
    /** Rules of the provider's own, which an operator imports before the order is opened. */
    policies: z.array(z.record(z.string(), z.unknown())).default([]),
  }),
  /** An order on the first of `world.recorded`; without it the order begins with the type check. */
  fromRecord: fromRecord.optional(),
  /** Filled in at once by `fillIn` when a step does not say otherwise. */
  form: formPatchSchema.default({}),
  steps: z.array(step).min(1),
  ends: z.strictObject({ state: z.enum(STAGES), numbers: z.array(z.string()).optional() }),
});
export type Example = z.infer<typeof exampleSchema> & { name: string };

export class ExampleError extends Error {
  override readonly name = 'ExampleError';
}

export const examplesFolder = join(projectFolder, 'examples');

/** Reads one example. Throws an error that says what is wrong with the file. */
export async function readExample(name: string): Promise<Example> {
  return exampleOf(name, JSON.parse(await readFile(join(examplesFolder, `${name}.json`), 'utf8')));
}

/** An example that is no file. Throws an {@link ExampleError} that says what is wrong with it. */
export function exampleOf(name: string, content: unknown): Example {
  const parsed = exampleSchema.safeParse(content);
  if (!parsed.success) throw new ExampleError(`examples/${name}.json: ${z.prettifyError(parsed.error)}`);
  return { ...parsed.data, name };
}

/** All examples, in the order of their names. */
export async function readExamples(): Promise<Example[]> {
  const files = (await readdir(examplesFolder)).filter((file) => file.endsWith('.json')).toSorted();
  return Promise.all(files.map((file) => readExample(file.slice(0, -'.json'.length))));
}
