import type { RunningStack } from './stack.ts';
import { printProgress } from './progress.ts';

/** The addresses of a running stack's pages and APIs. */
export function printUrls({
  apiUrl,
  consoleUrl,
  sandboxUrl,
  uiUrl,
  codecUrl,
  postgresUrl,
  ...temporal
}: RunningStack): void {
  const rows: [string, string][] = [
    ['console: applicants', `${consoleUrl}/`],
    ['console: reviewers', `${consoleUrl}/review`],
    ['console: operators', `${consoleUrl}/operate`],
    ['API', apiUrl],
    ['API docs', `${apiUrl}/docs`],
    ['Temporal UI', uiUrl ?? '(the Temporal server in use has its own)'],
    ['inboxes (SMS and email)', `${sandboxUrl}/inbox`],
    ['SMS verification page', `${sandboxUrl}/miit`],
    ['sandbox control API', `${sandboxUrl}/sandbox/v1`],
    ['codec server', codecUrl],
    ['Temporal', `${temporal.temporalAddress} (${temporal.temporalWay})`],
    ['Postgres', postgresUrl],
  ];
  for (const [what, where] of rows) printProgress(`${what.padEnd(26)} ${where}`);
}
