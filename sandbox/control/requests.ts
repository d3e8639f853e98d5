/** What a control call says, or a problem that names what is wrong with it. */
import type { z } from 'zod';
import { FilingProblem } from '../bureau/filing-problem.ts';

export function read<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new FilingProblem(422, 'MALFORMED', problems.join('; '));
}

/** The object without its undefined values, which a record must not contain. */
export function given<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Value]: Exclude<Value[Key], undefined> };
}
