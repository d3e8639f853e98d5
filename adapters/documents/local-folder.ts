/** Documents in a folder of this machine. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AskPersonError, PermanentError, RetryableError } from '../delivery-faults.ts';
import { errorCode } from '../error-code.ts';
import { checkDocumentKey } from './document-key.ts';
import type { DocumentStore, ListedDocument } from './document-store.ts';

export interface LocalFolderOptions {
  /** Created when it is missing, readable by this user only. */
  folder: string;
}

/**
 * Each document is written to a temporary file, and renamed when it is complete and on the disk: a reader sees the old content
 * or the new, never a part. `get` throws PermanentError `NOT_FOUND` for a missing document.
 *
 * @example
 * const documents = createLocalFolderDocuments({ folder: '.beian/documents' });
 * await documents.put('BA20260209-23456789/entity-certificate/1', encrypted);
 */
export function createLocalFolderDocuments({ folder }: LocalFolderOptions): DocumentStore {
  const root = resolve(folder);
  const pathOf = (key: string) => {
    checkDocumentKey(key);
    return join(root, ...key.split('/'));
  };

  return {
    async put(key, content) {
      const path = pathOf(key);
      const partial = join(dirname(path), `.${randomUUID()}.partial`);
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeToDisk(partial, content);
        await rename(partial, path);
      } catch (error) {
        await rm(partial, { force: true });
        throw classify(error);
      }
    },

    async get(key) {
      const content = await readFile(pathOf(key)).catch((error: unknown) => {
        throw classify(error);
      });
      return new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
    },

    async delete(key) {
      await rm(pathOf(key), { force: true }).catch((error: unknown) => {
        throw classify(error);
      });
    },

    async *list() {
      let page: ListedDocument[] = [];
      for await (const document of documentsBelow(root, '')) {
        page.push(document);
        if (page.length < PAGE) continue;
        yield page;
        page = [];
      }
      if (page.length > 0) yield page;
    },
  };
}

const PAGE = 1000;
const DAY_MS = 86_400_000;

/** Deletes what a crash left half-written on the way. */
async function* documentsBelow(root: string, folder: string): AsyncGenerator<ListedDocument> {
  const path = join(root, folder);
  const entries = await readdir(path, { withFileTypes: true }).catch(missing([]));
  // A folder's name counts with the slash that follows it in a key.
  const names = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
  for (const name of names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) {
    if (name.endsWith('/')) {
      yield* documentsBelow(root, `${folder}${name}`);
      continue;
    }
    const found = await stat(join(path, name)).catch(missing(undefined));
    if (found === undefined) continue;
    if (!name.startsWith('.')) yield { key: `${folder}${name}`, storedAt: found.mtimeMs };
    else if (found.mtimeMs < Date.now() - DAY_MS) await rm(join(path, name), { force: true });
  }
}

/** Folders and documents may be removed while they are listed. */
const missing =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (errorCode(error) === 'ENOENT') return instead;
    throw classify(error);
  };

async function writeToDisk(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

function classify(cause: unknown): Error {
  const code = errorCode(cause) ?? 'UNKNOWN';
  if (code === 'ENOENT') return new PermanentError('there is no such document', 'NOT_FOUND', { cause });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR') {
    return new AskPersonError(`The document folder cannot be used (${code}): check its owner and permissions.`, code, {
      cause,
    });
  }
  return new RetryableError(`the document folder is not available now (${code})`, { cause });
}
