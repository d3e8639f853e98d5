/** The secrets that `npm run check` refuses. Each is put together here, so that this file holds none. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stepsOf } from './steps.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { program = '' } = stepsOf('').find(({ name }) => name === 'secrets') ?? {};

const of = (...parts: string[]): string => parts.join('');
const PLANTED: Readonly<Record<string, string>> = {
  'alibaba.env': of('SMS_ACCESS_KEY_ID=LT', 'AI5tQ8xkVb2NcYp4Rw\n'),
  'tencent.ts': of("export const id = 'AK", "ID8xkVb2NcYp4RwZ7mJ3sT6uD9fGhK1qLe';\n"),
  'master.env': of('BEIAN_MASTER_KEYS=2026-11:', Buffer.alloc(32, 91).toString('base64'), '\n'),
  'aws.md': of('aws_secret_access_key = wJalrXUtnFEMI', 'K7MDENGbPxRfiCYzEXAMPLEKQaB\n'),
  'database.yml': of('url: postgres:/', '/beian:qT7dZ2mK@db.internal:5432/beian\n'),
  'private.pem': of(
    '-----BEGIN PRI',
    'VATE KEY-----\n',
    'MIIEvgIBADANBgkqhkiG9w0BAQEFAASC'.repeat(8),
    '\n-----END PRI',
    'VATE KEY-----\n',
  ),
};
const INNOCENT: Readonly<Record<string, string>> = {
  'empty.env': 'BEIAN_MASTER_KEYS=\nDATABASE_URL=\n',
  'signature.md': `webhook-signature: v1,${Buffer.alloc(32, 91).toString('base64')}\n`,
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beian-secrets-'));
  const files = Object.entries({ ...PLANTED, ...INNOCENT });
  await Promise.all(files.map(([name, text]) => writeFile(join(folder, name), text)));
});
afterAll(() => rm(folder, { recursive: true }));

test('a committed key of a vendor, of a database or of Beian itself is refused, and what only looks like one is not', () => {
  const files = Object.keys({ ...PLANTED, ...INNOCENT });
  const asked = [join(root, 'node_modules', program), '--secretlintrc', join(root, '.secretlintrc.yml')];
  const { status, stdout } = spawnSync(process.execPath, [...asked, '--format', 'json', ...files], {
    cwd: folder,
    encoding: 'utf8',
  });
  const found: { filePath: string; messages: unknown[] }[] = JSON.parse(stdout);
  const refused = found.filter(({ messages }) => messages.length > 0).map(({ filePath }) => basename(filePath));
  expect(refused.toSorted()).toEqual(Object.keys(PLANTED).toSorted());
  expect(status).toBe(1);
});
