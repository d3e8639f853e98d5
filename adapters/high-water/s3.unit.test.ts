import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { createMarkBucket } from './s3.ts';

let directory: string;
let server: S3rver;
let port: number;
const opened: { close(): void }[] = [];
const keeper = (bucket: string) => {
  const endpoint = `http://127.0.0.1:${port}`;
  const keys = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
  const mark = createMarkBucket({ bucket, region: 'us-east-1', endpoint, forcePathStyle: true, ...keys });
  opened.push(mark);
  return mark;
};

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'beian-mark-'));
  const configureBuckets = [{ name: 'seals', configs: [] }];
  server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets });
  ({ port } = await server.run());
});
afterAll(async () => {
  for (const mark of opened) mark.close();
  await server.close();
  await rm(directory, { recursive: true });
});

test('a bucket has no mark before the first, and the last one afterwards, for another process too', async () => {
  const mark = keeper('seals');
  expect(await mark.read()).toBeUndefined();
  await mark.keep(7);
  await mark.keep(41_000_000);
  expect(await keeper('seals').read()).toBe(41_000_000);
});

test('a mark that somebody overwrote with something else is no mark of nought', async () => {
  const mark = keeper('seals');
  await mark.keep(9);
  const file = join(directory, 'seals', 'high-water.txt._S3rver_object');
  expect(await readFile(file, 'utf8')).toBe('9\n');
  await writeFile(file, 'nine\n');
  await expect(mark.read()).rejects.toThrow('no number');
});

test('a bucket that is not there is a fault and not a missing mark', async () => {
  await expect(keeper('elsewhere').read()).rejects.toThrow();
  await expect(keeper('elsewhere').keep(1)).rejects.toThrow();
});
