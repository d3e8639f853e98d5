/** Documents in a folder of this machine. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AskPersonError, PermanentError, RetryableError } from '../delivery-faults.ts';
import { errorCode } from '../error-code.ts';
import { checkDocumentKey } from './document-key.ts';
import type { DocumentStore } from './document-store.ts';

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
  };
}

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
