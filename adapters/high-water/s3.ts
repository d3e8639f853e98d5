/** The mark in the bucket of the seals. It is replaced every minute and not locked; the credentials have to read it, too. */
import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { present } from '../../domain/present.ts';
import type { SealBucket } from '../audit-seals/s3.ts';
import { boundedCall } from '../bounded-call.ts';
import { parseMark, type MarkKeeper } from './mark-keeper.ts';

const WITHIN_MS = 15_000;
const ANSWER_BYTES = 64 * 1024;
const KEY = 'high-water.txt';

/** @example createMarkBucket({ bucket: 'seals', region: 'cn-north', accessKeyId, secretAccessKey }) */
export function createMarkBucket(options: Omit<SealBucket, 'lockedDays'>): MarkKeeper & { close(): void } {
  const { bucket: Bucket, accessKeyId, secretAccessKey, region, endpoint, forcePathStyle = false } = options;
  const client = new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    ...present({ endpoint }),
    forcePathStyle,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 2,
    requestHandler: { connectionTimeout: WITHIN_MS, requestTimeout: WITHIN_MS, throwOnRequestTimeout: true },
  });
  const bounded = <T>(call: () => Promise<T>) => boundedCall({ withinMs: WITHIN_MS, atMostBytes: ANSWER_BYTES }, call);
  return {
    async read() {
      try {
        return await bounded(async () => {
          const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: KEY }));
          return parseMark((await Body?.transformToString()) ?? '');
        });
      } catch (error) {
        if (error instanceof S3ServiceException && error.name === 'NoSuchKey') return undefined;
        throw error;
      }
    },
    async keep(number) {
      const put = new PutObjectCommand({ Bucket, Key: KEY, Body: `${number}\n`, ContentType: 'text/plain' });
      await bounded(() => client.send(put));
    },
    close: () => client.destroy(),
  };
}
