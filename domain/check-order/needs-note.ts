/** Warnings that a reviewer may override, and only with a note that says why; a finding that blocks nobody overrides. */
import type { Finding } from '../finding.ts';

const OVERRIDDEN_WITH_NOTE: readonly string[] = ['NAME_WORD', 'CONTENT_FORBIDDEN'];

export const needNote = (warnings: readonly Finding[]): Finding[] =>
  warnings.filter(({ code }) => OVERRIDDEN_WITH_NOTE.includes(code));
