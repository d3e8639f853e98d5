import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import type { Request } from 'express';
import { createUploadFolder, removeAbandonedUploads } from './upload-folder.ts';

let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'beian-upload-folder-'));
});
afterEach(() => rm(base, { recursive: true, force: true }));

const log = { info() {}, warn() {}, error() {} };

const request = () => ({}) as Request;

/** The id of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--eval', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

test('an image is stored for its owner only, with its size and digest, and goes with the folder', async () => {
  const folder = createUploadFolder(join(base, 'uploads'), log);
  const { path, size, filename } = await folder.receive(
    request(),
    Readable.from([Buffer.from('ab'), Buffer.from('c')]),
  );
  expect({ size, filename }).toEqual({
    size: 3,
    filename: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700);
  await folder.remove();
  expect(await readdir(join(base, 'uploads'))).toEqual([]);
});

test('an image that breaks off leaves nothing behind', async () => {
  const folder = createUploadFolder(base, log);
  const broken = Readable.from(
    (async function* () {
      yield Buffer.alloc(100_000);
      throw new Error('the sender has gone');
    })(),
  );
  await expect(folder.receive(request(), broken)).rejects.toThrow('gone');
  const [own = ''] = await readdir(base);
  expect(await readdir(join(base, own))).toEqual([]);
});

test('an image whose request is abandoned leaves nothing behind', async () => {
  const folder = createUploadFolder(base, log);
  const req = request();
  const stream = new PassThrough();
  stream.write(Buffer.alloc(100));
  const received = folder.receive(req, stream);
  folder.abandon(req);
  await expect(received).rejects.toThrow('abort');
  const [own = ''] = await readdir(base);
  expect(await readdir(join(base, own))).toEqual([]);
});

test('what crashed processes left goes at the next start, and what others are receiving stays', async () => {
  const names = {
    ended: `${hostname()}~${await endedProcess()}~aaaaaa`,
    ours: `${hostname()}~${process.pid}~bbbbbb`,
    running: `${hostname()}~${process.ppid}~cccccc`,
    elsewhere: 'another-host~1~dddddd',
    longAgo: 'another-host~1~eeeeee',
  };
  for (const name of Object.values(names)) {
    await mkdir(join(base, name));
    await writeFile(join(base, name, 'image'), 'x');
  }
  await utimes(join(base, names.longAgo), new Date(0), new Date(0));
  await removeAbandonedUploads(base);
  expect((await readdir(base)).toSorted()).toEqual([names.elsewhere, names.running].toSorted());
  await removeAbandonedUploads(join(base, 'never-made'));
});
