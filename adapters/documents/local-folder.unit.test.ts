import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocumentStore } from './document-store.ts';
import { createLocalFolderDocuments } from './local-folder.ts';

let folder: string;
let documents: DocumentStore;
const key = 'BA20260209-23456789/entity-certificate/1';
const bytes = (text: string) => new TextEncoder().encode(text);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'beian-documents-'));
  documents = createLocalFolderDocuments({ folder: join(folder, 'store') });
});
afterAll(() => rm(folder, { recursive: true }));

describe('documents in a local folder', () => {
  test('are read as they were written', async () => {
    await documents.put(key, bytes('first'));
    await documents.put(key, bytes('second'));
    expect(await documents.get(key)).toEqual(bytes('second'));
  });

  test('leave no half-written file beside them and are readable by this user only', async () => {
    await documents.put(key, bytes('whole'));
    const place = join(folder, 'store', 'BA20260209-23456789', 'entity-certificate');
    expect(await readdir(place)).toEqual(['1']);
    expect((await stat(join(place, '1'))).mode & 0o777).toBe(0o600);
  });

  test('that are written at once under one key leave one of them complete', async () => {
    const contents = Array.from({ length: 20 }, (_, index) => 'x'.repeat(100_000 + index));
    await Promise.all(contents.map((content) => documents.put('BA1/many', bytes(content))));
    expect(contents).toContain(new TextDecoder().decode(await documents.get('BA1/many')));
  });

  test('that are missing end in NOT_FOUND, and deleting them is no error', async () => {
    await expect(documents.get('BA1/none')).rejects.toMatchObject({ name: 'PermanentError', code: 'NOT_FOUND' });
    await documents.delete('BA1/none');
    await documents.put('BA1/some', bytes('x'));
    await documents.delete('BA1/some');
    await expect(documents.get('BA1/some')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each([
    '',
    '/etc/passwd',
    '../outside',
    'BA1/../../outside',
    'BA1//x',
    'BA1/.hidden',
    'BA1/x\0',
    'BA1\\x',
    'BA1/',
    `BA1/${'x'.repeat(500)}`,
  ])('cannot have the key %j', async (unsafe) => {
    await expect(documents.put(unsafe, bytes('x'))).rejects.toBeInstanceOf(RangeError);
    await expect(documents.get(unsafe)).rejects.toBeInstanceOf(RangeError);
    await expect(documents.delete(unsafe)).rejects.toBeInstanceOf(RangeError);
  });
});
