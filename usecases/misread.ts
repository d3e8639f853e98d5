/** Lists, field by field, what is wrong with malformed data. */
import type { z } from 'zod';
import type { Finding } from '../domain/finding.ts';

/** `where` names the data that was read and is put before every path. */
export const findingsIn = ({ issues }: z.ZodError, where = ''): Finding[] =>
  issues.flatMap((issue) => findingsOf(issue, where));

function findingsOf(told: z.core.$ZodIssue, where: string): Finding[] {
  const issue = nearest(told);
  const path = [...(where === '' ? [] : [where]), ...issue.path.map(String)];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      code: 'UNKNOWN_FIELD',
      advice: 'There is no such field.',
    }));
  }
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return [{ path: path.join('.'), code: isMissing ? 'MISSING' : codeOf(issue), advice: issue.message }];
}

/** Of a value that may have several forms, what is wrong with the form that it comes nearest to. */
function nearest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const near = issue.errors.flat().find(({ code, path }) => NEAR.has(code) && path.length === 0);
  return near === undefined ? issue : { ...near, path: issue.path };
}

const NEAR: ReadonlySet<string> = new Set(['custom', 'invalid_format', 'too_big', 'too_small']);

/** A check of our own names its code (`params.code`). */
function codeOf(issue: z.core.$ZodIssue): string {
  const own: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  return typeof own === 'string' ? own : issue.code.toUpperCase();
}
