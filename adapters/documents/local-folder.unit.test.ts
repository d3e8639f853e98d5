import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
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

  test('are listed in the order of the bytes of their keys, and what a crash left half-written goes', async () => {
    const names = ['BA1/a.b', 'BA1/a/x', 'BA1-2/x', 'BA10/Z', 'BA1/b/y'].map((name) => `list/${name}`);
    const place = join(folder, 'store', 'list');
    for (const name of names) await documents.put(name, bytes('x'));
    await writeFile(join(place, '.old.partial'), 'x');
    await utimes(join(place, '.old.partial'), new Date(0), new Date(0));
    await writeFile(join(place, '.new.partial'), 'x');
    const listed: string[] = [];
    for await (const page of documents.list()) listed.push(...page.map((document) => document.key));
    const inOrder = names.toSorted((a, b) => (a < b ? -1 : 1));
    expect(listed.filter((name) => name.startsWith('list/'))).toEqual(inOrder);
    expect(await readdir(place)).toEqual(expect.not.arrayContaining(['.old.partial']));
    expect(await readdir(place)).toContain('.new.partial');
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
