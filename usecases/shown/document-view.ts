/** A scan as its readers see it, without the image. */
import { z } from 'zod';
import { ifKnown, present } from '../../domain/present.ts';
import { formatInstant } from '../../domain/time/instant.ts';
import { SHOWN_MEDIA_TYPE, type ShownImage, type StoredDocument } from '../../store/proofs/documents.ts';

export const documentSchema = z
  .object({
    slot: z.string(),
    version: z.int(),
    sha256: z.string(),
    mediaType: z.string(),
    size: z.int().meta({ description: 'Bytes.' }),
    shown: z
      .object({ sha256: z.string(), mediaType: z.string(), size: z.int() })
      .optional()
      .meta({ description: 'The small JPEG made of it, which reviewers see first and the bureau gets.' }),
    uploadedAt: z.iso.datetime({ offset: true }),
    validUntil: z.string().optional(),
  })
  .meta({ id: 'Document' });

export function documentView({
  slot,
  version,
  sha256,
  mediaType,
  size,
  uploadedAt,
  validUntil,
  shown,
}: StoredDocument) {
  return {
    slot,
    version,
    sha256,
    mediaType,
    size,
    ...present({ shown: ifKnown(shown, shownView) }),
    uploadedAt: formatInstant(uploadedAt),
    ...present({ validUntil }),
  };
}

const shownView = ({ sha256, size }: ShownImage) => ({ sha256, mediaType: SHOWN_MEDIA_TYPE, size });
