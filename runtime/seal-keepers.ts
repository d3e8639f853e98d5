/** Chooses where seals of the audit trail are kept outside the database. */
import { createSealFile } from '../adapters/audit-seals/file.ts';
import { createSealBucket } from '../adapters/audit-seals/s3.ts';
import type { SealKeeper } from '../adapters/audit-seals/seal-keeper.ts';
import { present } from '../domain/present.ts';
import type { SealsConfig } from './config.ts';

export const createSealKeepers = (config: SealsConfig): SealKeeper[] => [...fileOf(config), ...bucketOf(config)];

const fileOf = ({ BEIAN_AUDIT_SEALS_FILE: path }: SealsConfig): SealKeeper[] =>
  path === undefined ? [] : [createSealFile(path)];

function bucketOf(config: SealsConfig): SealKeeper[] {
  const {
    BEIAN_AUDIT_SEALS_BUCKET: bucket,
    BEIAN_AUDIT_SEALS_REGION: region,
    BEIAN_AUDIT_SEALS_ACCESS_KEY_ID: accessKeyId,
    BEIAN_AUDIT_SEALS_SECRET_ACCESS_KEY: secretAccessKey,
  } = config;
  if (bucket === undefined || region === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    return [];
  }
  return [
    createSealBucket({
      bucket,
      region,
      accessKeyId,
      secretAccessKey,
      forcePathStyle: config.BEIAN_AUDIT_SEALS_PATH_STYLE,
      lockedDays: config.BEIAN_AUDIT_SEALS_LOCKED_DAYS,
      ...present({ endpoint: config.BEIAN_AUDIT_SEALS_ENDPOINT }),
    }),
  ];
}
