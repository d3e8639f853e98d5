/** XZHYD: documents alone, for an entity or a website on record (单独提交真实性核验材料电子件, V3.0 §2.8). */
import { attachmentBlock } from './blocks.ts';
import type { Attachment, OnRecord } from './parts.ts';
import { filingUpload, type Sender } from './upload-document.ts';
import { several } from './values.ts';

export const verificationMaterial = (
  sender: Sender,
  attachments: readonly (Attachment & { object: OnRecord })[],
): string =>
  filingUpload(sender, 'XZHYD', {
    Fjxx: several('Fjxx', attachments).map((one) => attachmentBlock(one, one.object)),
  });
