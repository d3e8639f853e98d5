/** The mark in the bucket of the seals. It is replaced every minute and not locked; the credentials have to read it, too. */
import { GetObjectCommand, PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import { boundedCall } from '../bounded-call.ts';
import { bucketClient, type Bucket } from '../bucket.ts';
import { parseMark, type MarkKeeper } from './mark-keeper.ts';

const WITHIN_MS = 15_000;
const ANSWER_BYTES = 64 * 1024;
const KEY = 'high-water.txt';

/** @example createMarkBucket({ bucket: 'seals', region: 'cn-north', accessKeyId, secretAccessKey }) */
export function createMarkBucket(options: Bucket): MarkKeeper & { close(): void } {
  const client = bucketClient(options, WITHIN_MS);
  const object = { Bucket: options.bucket, Key: KEY };
  const bounded = <T>(call: () => Promise<T>) => boundedCall({ withinMs: WITHIN_MS, atMostBytes: ANSWER_BYTES }, call);
  return {
    async read() {
      try {
        return await bounded(async () => {
          const { Body } = await client.send(new GetObjectCommand(object));
          return parseMark((await Body?.transformToString()) ?? '');
        });
      } catch (error) {
        if (error instanceof S3ServiceException && error.name === 'NoSuchKey') return undefined;
        throw error;
      }
    },
    async keep(number) {
      const put = new PutObjectCommand({ ...object, Body: `${number}\n`, ContentType: 'text/plain' });
      await bounded(() => client.send(put));
    },
    close: () => client.destroy(),
  };
}
