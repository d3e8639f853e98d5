import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSealBucket } from './s3.ts';
import { createSealFile } from './file.ts';

const seal = (number: number) => ({
  number,
  hash: String(number).repeat(64),
  sealedAt: new Date('2026-03-02T03:30:00Z'),
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beian-seals-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a file grows by a line for each seal, and keeps what stands in it', async () => {
  const path = join(folder, 'seals');
  await createSealFile(path).keep(seal(1));
  await createSealFile(path).keep(seal(2));
  expect(await readFile(path, 'utf8')).toBe(
    `1:${'1'.repeat(64)} 2026-03-02T03:30:00.000Z\n2:${'2'.repeat(64)} 2026-03-02T03:30:00.000Z\n`,
  );
});

test('a seal that cannot be written is not taken for kept', async () => {
  await chmod(folder, 0o755);
  await expect(createSealFile(join(folder, 'nowhere', 'seals')).keep(seal(1))).rejects.toThrow('ENOENT');
});

test('a bucket gets each seal as an object of its own that is locked for its term', async () => {
  const asked: { method: string; url: string; lock: unknown[]; body: string }[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const { method = '', url = '', headers } = request;
      const lock = [headers['x-amz-object-lock-mode'], headers['x-amz-object-lock-retain-until-date']];
      asked.push({ method, url: url.split('?')[0] ?? '', lock, body });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const keys = { accessKeyId: 'id', secretAccessKey: 'key' };
  const where = { bucket: 'seals', region: 'cn-north', endpoint: `http://127.0.0.1:${port}`, forcePathStyle: true };
  const bucket = createSealBucket({ ...where, ...keys, lockedDays: 10 });
  await bucket.keep(seal(7));
  bucket.close();
  server.close();
  expect(asked).toEqual([
    {
      method: 'PUT',
      url: '/seals/seals/000000007.txt',
      lock: ['COMPLIANCE', '2026-03-12T03:30:00Z'],
      body: `7:${'7'.repeat(64)} 2026-03-02T03:30:00.000Z\n`,
    },
  ]);
});

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}
