/**
 * Checks that the room rules refuse imports. Forbidden imports are written into a project of their own with these rules, and
 * the linter runs once over all of them.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { projectFolder } from '../../stack/state/folders.ts';

const REFUSED: [room: string, folder: string, statement: string][] = [
  ['domain', 'domain', "import { rows } from '../store/rows.ts';"],
  ['domain', 'domain/order', "import type { Row } from '../../store/orders/rows.ts';"],
  ['domain', 'domain/order', "import { readFile } from 'node:fs/promises';"],
  ['domain', 'domain', "import { Context } from '@temporalio/activity';"],
  ['workflows', 'workflows/filing', "import { rows } from '../../store/rows.ts';"],
  ['workflows', 'workflows/filing', "import { send } from '../../activities/messages/send.ts';"],
  ['workflows', 'workflows/filing', "import { randomBytes } from 'node:crypto';"],
  ['activities', 'activities/filing', "import { filing } from '../../workflows/filing/filing.ts';"],
  ['activities', 'activities/filing', "import { createSmtp } from '../../adapters/email/smtp.ts';"],
  ['facts', 'facts', "import type { Activities } from '../activities/activities.ts';"],
  ['facts', 'facts', "import { open } from '../usecases/open.ts';"],
  ['facts', 'facts', "import { createGateway } from '../adapters/bureau/gateway.ts';"],
  ['usecases', 'usecases/drafting', "import { startStack } from '../../stack/stack.ts';"],
  ['usecases', 'usecases/drafting', "import { filing } from '../../workflows/filing/filing.ts';"],
  ['usecases', 'usecases/drafting', "import express from 'express';"],
  ['adapters', 'adapters/email', "import { rows } from '../../store/rows.ts';"],
  ['store', 'store/orders', "import { look } from '../../facts/look.ts';"],
  ['store', 'store', "import type { Api } from '../api/dependencies.ts';"],
  ['codec', 'codec', "import { look } from '../facts/look.ts';"],
  ['api', 'api/resources', "import { send } from '../../activities/messages/send.ts';"],
  ['api', 'api/resources', "import { page } from '../../console/layout/page.ts';"],
  ['api', 'api/resources', "import { filing } from '../../workflows/filing/filing.ts';"],
  ['console', 'console/layout', "import { problem } from '../../api/http/problems.ts';"],
  ['console', 'console/layout', "import { createSmtp } from '../../adapters/email/smtp.ts';"],
  ['runtime', 'runtime', "import { worker } from '../workers/worker.ts';"],
  ['workers', 'workers', "import { startStack } from '../stack/stack.ts';"],
  ['sandbox', 'sandbox/bureau', "import { sign } from '../../adapters/signatures/signed-request.ts';"],
  ['sandbox', 'sandbox/bureau', "import { check } from '../../domain/check-order/check-order.ts';"],
  ['stack', 'stack/demo', "import { applicants } from '../../test/support/orders/applicants.ts';"],
  ['bench', 'bench', "import { desk } from '../test/support/desk/desk.ts';"],
  ['chaos', 'chaos', "import { createApp } from '../api/app.ts';"],
  ['chaos', 'chaos', "import { desk } from '../test/support/desk/desk.ts';"],
  ['docs', 'docs', "import { rows } from '../store/rows.ts';"],
  ['tools', 'tools/check', "import { table } from '../../domain/lifecycle/table.ts';"],
  ['test', 'test/system', "import { runChaos } from '../../chaos/run.ts';"],
  ['test', 'test/api', "import { latency } from '../../bench/latency.ts';"],
  ['test', 'test/system', "import { execFile } from 'node:child_process';"],
];

const ALLOWED: [room: string, folder: string, statement: string][] = [
  ['domain', 'domain/order', "import { parseInstant } from '../time/instant.ts';"],
  ['workflows', 'workflows/filing', "import type { Activities } from '../../activities/activities.ts';"],
  ['activities', 'activities/filing', "import type { Bureau } from '../../adapters/bureau/bureau.ts';"],
  ['usecases', 'usecases/drafting', "import { submit } from '../../workflows/messages/submit.ts';"],
  ['api', 'api/resources', "import { open } from '../../usecases/open.ts';"],
  ['store', 'store/orders', "import { parseInstant } from '../../domain/time/instant.ts';"],
  ['sandbox', 'sandbox/bureau', "import type { Province } from '../../domain/order/form.ts';"],
  ['chaos', 'chaos', "import { applicants } from '../test/support/orders/applicants.ts';"],
  ['bench', 'bench', "import { applicants } from '../test/support/orders/applicants.ts';"],
];

const reportSchema = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });

let project = '';
let refusedFiles = new Set<string>();

const fileOf = (kind: string, folder: string, index: number) => `${folder}/${kind}-${index}.ts`;

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'beian-rooms-'));
  const rules = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(readFileSync(join(projectFolder, '.oxlintrc.json'), 'utf8')));
  // Rules with types would read the whole project. The rules of rooms need no types.
  writeFileSync(join(project, '.oxlintrc.json'), JSON.stringify({ ...rules, options: { typeAware: false } }));
  plant('refused', REFUSED);
  plant('allowed', ALLOWED);
  const oxlint = join(projectFolder, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const { stdout } = spawnSync(process.execPath, [oxlint, '-f', 'json'], { cwd: project, encoding: 'utf8' });
  const { diagnostics } = reportSchema.parse(JSON.parse(stdout));
  refusedFiles = new Set(
    diagnostics.filter(({ code }) => code.includes('no-restricted-imports')).map(({ filename }) => filename),
  );
});
afterAll(() => rmSync(project, { recursive: true }));

function plant(kind: string, files: typeof REFUSED): void {
  for (const [index, [, folder, statement]] of files.entries()) {
    const file = join(project, fileOf(kind, folder, index));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${statement}\n`);
  }
}

test.each(REFUSED.map((row, index) => [...row, index] as const))(
  '%s refuses in %s: %s',
  (_room, folder, _statement, index) => {
    expect(refusedFiles).toContain(fileOf('refused', folder, index));
  },
);

test.each(ALLOWED.map((row, index) => [...row, index] as const))(
  '%s allows in %s: %s',
  (_room, folder, _statement, index) => {
    expect(refusedFiles).not.toContain(fileOf('allowed', folder, index));
  },
);

test('every room of the project has rules here', () => {
  const tracked = spawnSync('git', ['ls-files', '*.ts'], { cwd: projectFolder, encoding: 'utf8' }).stdout;
  const rooms = new Set(tracked.split('\n').flatMap((path) => (path.includes('/') ? [path.split('/')[0] ?? ''] : [])));
  const ruled = new Set(REFUSED.map(([room]) => room));
  expect([...rooms].filter((room) => !ruled.has(room))).toEqual([]);
});
