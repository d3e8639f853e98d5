/** Warnings that a reviewer may override, and only with a note that says why; a finding that blocks nobody overrides. */
import type { Finding } from '../finding.ts';

const OVERRIDDEN_WITH_NOTE: ReadonlySet<string> = new Set([
  'NAME_WORD',
  'NAME_PLACE',
  'NAME_OF_PERSON',
  'CONTENT_FORBIDDEN',
  'CODE_OF_ANOTHER_PROVINCE',
  'REGISTRANT_NOT_KNOWN',
  'REGISTRANT_PROVED',
  'REGISTRAR_NOT_KNOWN',
  'EXPIRY_NOT_KNOWN',
]);

export const needNote = (warnings: readonly Finding[]): Finding[] =>
  warnings.filter(({ code }) => OVERRIDDEN_WITH_NOTE.has(code));
