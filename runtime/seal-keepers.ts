/** Chooses where seals of the audit trail are kept outside the database. */
import { createSealFile } from '../adapters/audit-seals/file.ts';
import { createSealBucket } from '../adapters/audit-seals/s3.ts';
import type { SealKeeper } from '../adapters/audit-seals/seal-keeper.ts';
import type { Bucket } from '../adapters/bucket.ts';
import { present } from '../domain/present.ts';
import type { SealsConfig } from './config.ts';

export function createSealKeepers(config: SealsConfig): SealKeeper[] {
  const { BEIAN_AUDIT_SEALS_FILE: path, BEIAN_AUDIT_SEALS_LOCKED_DAYS: lockedDays } = config;
  const bucket = bucketOfSeals(config);
  return [
    ...(path === undefined ? [] : [createSealFile(path)]),
    ...(bucket === undefined ? [] : [createSealBucket({ ...bucket, lockedDays })]),
  ];
}

/** The bucket that the operator names for seals; undefined when he names none. */
export function bucketOfSeals(config: SealsConfig): Bucket | undefined {
  const {
    BEIAN_AUDIT_SEALS_BUCKET: bucket,
    BEIAN_AUDIT_SEALS_REGION: region,
    BEIAN_AUDIT_SEALS_ACCESS_KEY_ID: accessKeyId,
    BEIAN_AUDIT_SEALS_SECRET_ACCESS_KEY: secretAccessKey,
  } = config;
  if (bucket === undefined || region === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    return undefined;
  }
  const forcePathStyle = config.BEIAN_AUDIT_SEALS_PATH_STYLE;
  const endpoint = config.BEIAN_AUDIT_SEALS_ENDPOINT;
  return { bucket, region, accessKeyId, secretAccessKey, forcePathStyle, ...present({ endpoint }) };
}
