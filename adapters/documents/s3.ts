/** Documents in a bucket of any store that speaks the S3 API (OSS, COS, MinIO, Garage, …). */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { boundedCall, OutOfBounds } from '../bounded-call.ts';
import { bucketClient, type Bucket } from '../bucket.ts';
import { AskPersonError, PermanentError, RetryableError } from '../delivery-faults.ts';
import { untrusted } from '../untrusted.ts';
import { checkDocumentKey } from './document-key.ts';
import type { DocumentStore } from './document-store.ts';
import { present } from '../../domain/present.ts';

export interface S3Options extends Bucket {
  /** Put before every key, e.g. `beian/`. */
  prefix?: string;
  /** Limit of one document's whole way, in milliseconds. */
  timeoutMs?: number;
}

/** No scan has more than 4 MB. */
const LARGEST_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** `close` ends the client's connections. */
export type S3Documents = DocumentStore & { close(): void };

/**
 * The bucket must exist. `get` throws
 * PermanentError `NOT_FOUND` for a missing document.
 *
 * @example
 * const documents = createS3Documents({ bucket: 'beian', region: 'cn-hangzhou', endpoint: 'https://…', accessKeyId, secretAccessKey });
 */
export function createS3Documents(options: S3Options): S3Documents {
  const { bucket: Bucket, prefix = '', timeoutMs = 30_000 } = options;
  const client = bucketClient(options, timeoutMs);
  const bounded = <T>(make: () => Promise<T>): Promise<T> =>
    boundedCall({ withinMs: timeoutMs, atMostBytes: LARGEST_DOCUMENT_BYTES }, make).catch(rethrow);
  const objectOf = (key: string) => {
    checkDocumentKey(key);
    return { Bucket, Key: `${prefix}${key}` };
  };

  return {
    async put(key, content) {
      const object = objectOf(key);
      const put = new PutObjectCommand({ ...object, Body: content, ContentType: 'application/octet-stream' });
      await bounded(() => client.send(put));
    },

    async get(key) {
      const object = objectOf(key);
      return bounded(async () => {
        const { Body } = await client.send(new GetObjectCommand(object));
        return Body === undefined ? new Uint8Array() : Body.transformToByteArray();
      });
    },

    async delete(key) {
      const object = objectOf(key);
      await bounded(() => client.send(new DeleteObjectCommand(object)));
    },

    async *list() {
      let next: string | undefined;
      do {
        const asked = new ListObjectsV2Command({ Bucket, Prefix: prefix, ...present({ ContinuationToken: next }) });
        const { Contents = [], NextContinuationToken } = await bounded(() => client.send(asked));
        yield Contents.flatMap(({ Key, LastModified }) =>
          Key === undefined || LastModified === undefined
            ? []
            : [{ key: Key.slice(prefix.length), storedAt: LastModified.getTime() }],
        );
        next = NextContinuationToken;
      } while (next !== undefined);
    },

    close() {
      client.destroy();
    },
  };
}

function rethrow(cause: unknown): never {
  if (cause instanceof OutOfBounds) throw new RetryableError(`the object store gave ${cause.message}`, { cause });
  if (!(cause instanceof S3ServiceException))
    throw (
      untrusted('The object store', cause) ?? new RetryableError('the object store could not be reached', { cause })
    );
  const status = cause.$metadata.httpStatusCode ?? 500;
  if (cause.name === 'NoSuchKey') throw new PermanentError('there is no such document', 'NOT_FOUND', { cause });
  if (status >= 500 || status === 408 || status === 429) {
    throw new RetryableError(`the object store is not available now (${cause.name})`, { cause });
  }
  throw new AskPersonError(`The object store refuses us (${cause.name}): check bucket, keys and region.`, cause.name, {
    cause,
  });
}
