import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { AskPersonError, RetryableError } from '../delivery-faults.ts';
import { createS3Documents, type S3Documents, type S3Options } from './s3.ts';

let directory: string;
let server: S3rver;
let options: S3Options;
const opened: S3Documents[] = [];
const bytes = (text: string) => new TextEncoder().encode(text);
const open = (change: Partial<S3Options> = {}): S3Documents => {
  const documents = createS3Documents({ ...options, ...change });
  opened.push(documents);
  return documents;
};

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'beian-s3-'));
  server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'beian', configs: [] }],
  });
  const { port } = await server.run();
  options = {
    bucket: 'beian',
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    forcePathStyle: true,
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
  };
});
afterAll(async () => {
  for (const documents of opened) documents.close();
  await server.close();
  await rm(directory, { recursive: true });
});

describe('documents in an S3 store', () => {
  test('are read as they were written, binary and empty ones too', async () => {
    const documents = open({ prefix: 'production/' });
    const binary = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
    await documents.put('BA1/photo', binary);
    await documents.put('BA1/empty', new Uint8Array());
    expect(await documents.get('BA1/photo')).toEqual(binary);
    expect(await documents.get('BA1/empty')).toEqual(new Uint8Array());
  });

  test('are listed page by page under their prefix', async () => {
    const documents = open({ prefix: 'listed/' });
    const keys = ['BA1/a.b', 'BA1/a/x', 'BA1-2/x', 'BA10/Z'];
    for (const key of keys) await documents.put(key, bytes('x'));
    await open({ prefix: 'elsewhere/' }).put('BA1/x', bytes('x'));
    const listed: { key: string; storedAt: number }[] = [];
    for await (const page of documents.list()) listed.push(...page);
    expect(listed.map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
    for (const { storedAt } of listed) expect(storedAt).toBeGreaterThan(0);
  });

  test('lie under their prefix', async () => {
    await open({ prefix: 'production/' }).put('BA1/x', bytes('x'));
    expect(await open().get('production/BA1/x')).toEqual(bytes('x'));
    await expect(open({ prefix: 'other/' }).get('BA1/x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('that are missing end in NOT_FOUND, and deleting them is no error', async () => {
    const documents = open();
    await expect(documents.get('BA1/none')).rejects.toMatchObject({ name: 'PermanentError', code: 'NOT_FOUND' });
    await documents.delete('BA1/none');
  });

  test('need a person when bucket or keys are wrong', async () => {
    await expect(open({ bucket: 'missing' }).put('BA1/x', bytes('x'))).rejects.toBeInstanceOf(AskPersonError);
    await expect(open({ accessKeyId: 'unknown' }).put('BA1/x', bytes('x'))).rejects.toBeInstanceOf(AskPersonError);
  });

  test('may be tried again when the store cannot be reached', async () => {
    await expect(open({ endpoint: 'http://127.0.0.1:1' }).get('BA1/x')).rejects.toBeInstanceOf(RetryableError);
  });

  test('may be tried again when the store accepts the request and never answers', async () => {
    const silent = createServer((socket) => socket.on('error', () => {}));
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const documents = open({ endpoint: `http://127.0.0.1:${port}`, timeoutMs: 50 });
    await expect(documents.get('BA1/x')).rejects.toBeInstanceOf(RetryableError);
    documents.close();
    silent.close();
  });

  test('cannot have unsafe keys', async () => {
    await expect(open().put('../x', bytes('x'))).rejects.toBeInstanceOf(RangeError);
  });
});
