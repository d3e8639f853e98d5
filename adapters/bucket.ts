/** A bucket of any store that speaks the S3 API (OSS, COS, MinIO, Garage, …), and the client for it. */
import { S3Client } from '@aws-sdk/client-s3';
import { present } from '../domain/present.ts';

export interface Bucket {
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Address of a store other than AWS, e.g. `https://s3.oss-cn-hangzhou.aliyuncs.com`. */
  endpoint?: string;
  /** The bucket stands in the path instead of the host name; MinIO and most local stores need this. */
  forcePathStyle?: boolean;
}

/** A client that waits so long for a connection and for an answer. Checksums that only AWS understands are left out, so that other stores work. */
export const bucketClient = (
  { region, accessKeyId, secretAccessKey, endpoint, forcePathStyle = false }: Bucket,
  withinMs: number,
): S3Client =>
  new S3Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    ...present({ endpoint }),
    forcePathStyle,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 2,
    // Without the last option the SDK only warns when a request takes too long.
    requestHandler: { connectionTimeout: withinMs, requestTimeout: withinMs, throwOnRequestTimeout: true },
  });
