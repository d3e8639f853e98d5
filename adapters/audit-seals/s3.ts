/** Seals in a bucket with object lock (WORM): until the term is over, nobody can change or remove one, the bucket's owner included. */
import { createHash } from 'node:crypto';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { present } from '../../domain/present.ts';
import { boundedCall } from '../bounded-call.ts';
import { lineOf, type SealKeeper } from './seal-keeper.ts';

export interface SealBucket {
  /** Made with object lock. Credentials that may only put objects are enough. */
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  endpoint?: string;
  forcePathStyle?: boolean;
  /** For how many days each seal is locked. */
  lockedDays: number;
}

const DAY_MS = 86_400_000;
const WITHIN_MS = 30_000;
const ANSWER_BYTES = 64 * 1024;

/** @example createSealBucket({ bucket: 'seals', region: 'cn-north', lockedDays: 3650, accessKeyId, secretAccessKey }) */
export function createSealBucket(options: SealBucket): SealKeeper & { close(): void } {
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
  return {
    async keep(seal) {
      const Body = lineOf(seal);
      const put = new PutObjectCommand({
        Bucket,
        Key: `seals/${String(seal.number).padStart(9, '0')}.txt`,
        Body,
        ContentType: 'text/plain',
        // Stores ask for a digest with every object that is to be locked.
        ContentMD5: createHash('md5').update(Body).digest('base64'),
        ObjectLockMode: 'COMPLIANCE',
        ObjectLockRetainUntilDate: new Date(seal.sealedAt.getTime() + options.lockedDays * DAY_MS),
      });
      await boundedCall({ withinMs: WITHIN_MS, atMostBytes: ANSWER_BYTES }, () => client.send(put));
    },
    close: () => client.destroy(),
  };
}
