/** Seals in a bucket with object lock (WORM): until the term is over, nobody can change or remove one, the bucket's owner included. */
import { createHash } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { boundedCall } from '../bounded-call.ts';
import { bucketClient, type Bucket } from '../bucket.ts';
import { lineOf, type SealKeeper } from './seal-keeper.ts';

/** Made with object lock. Credentials that may only put objects are enough. */
export interface SealBucket extends Bucket {
  /** For how many days each seal is locked. */
  lockedDays: number;
}

const DAY_MS = 86_400_000;
const WITHIN_MS = 30_000;
const ANSWER_BYTES = 64 * 1024;

/** @example createSealBucket({ bucket: 'seals', region: 'cn-north', lockedDays: 3650, accessKeyId, secretAccessKey }) */
export function createSealBucket(options: SealBucket): SealKeeper & { close(): void } {
  const client = bucketClient(options, WITHIN_MS);
  return {
    async keep(seal) {
      const Body = lineOf(seal);
      const put = new PutObjectCommand({
        Bucket: options.bucket,
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
