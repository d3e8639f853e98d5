/** What a file must be to fill a document slot (R-MAT-2, A-003). */
import type { Finding } from '../finding.ts';
import type { CivilDate } from '../instant.ts';
import type { Policies } from '../policy/policy.ts';

export interface Upload {
  slot: string;
  /** As found in the file's own bytes, not as the client names it. */
  mediaType: string;
  bytes: number;
}

/** Why a file is refused; undefined when it is accepted. */
export function refuseUpload(
  { slot, mediaType, bytes }: Upload,
  policies: Policies,
  on: CivilDate,
): Finding | undefined {
  const { mediaTypes, maxBytesExclusive } = policies.resolve('material.upload', { slot: slotName(slot) }, on);
  const path = `documents.${slot}`;
  if (!mediaTypes.includes(mediaType)) {
    const names = mediaTypes.map((type) => type.replace('image/', '')).join(', ');
    return { path, code: 'FILE_TYPE', advice: `Upload a picture of one of these types: ${names}.` };
  }
  if (bytes === 0) return { path, code: 'FILE_EMPTY', advice: 'The file is empty. Upload it again.' };
  if (bytes < maxBytesExclusive) return undefined;
  const limit = Math.round(maxBytesExclusive / 1024 / 1024);
  return {
    path,
    code: 'FILE_TOO_LARGE',
    advice: `The picture must be smaller than ${limit} MB. Save it with less detail.`,
  };
}

function slotName(slot: string): string | undefined {
  return /^[a-z-]{1,40}/.exec(slot)?.[0];
}
