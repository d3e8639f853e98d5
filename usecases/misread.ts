/** Lists, field by field, what is wrong with malformed data. */
import type { z } from 'zod';
import type { Finding } from '../domain/finding.ts';

/** `where` names the data that was read and is put before every path. */
export const findingsIn = ({ issues }: z.ZodError, where = ''): Finding[] =>
  issues.flatMap((issue) => findingsOf(issue, where));

function findingsOf(issue: z.core.$ZodIssue, where: string): Finding[] {
  const path = [...(where === '' ? [] : [where]), ...issue.path.map(String)];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      code: 'UNKNOWN_FIELD',
      advice: 'There is no such field.',
    }));
  }
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return [{ path: path.join('.'), code: isMissing ? 'MISSING' : issue.code.toUpperCase(), advice: issue.message }];
}
