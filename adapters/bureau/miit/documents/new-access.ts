/** XZJR: this provider for a website on record (新增接入, V3.0 §2.4). One upload may hold several websites. */
import { accessBlock, attachmentBlock } from './blocks.ts';
import type { AccessPart, Attachment, OnRecord } from './parts.ts';
import { filingUpload, type Sender } from './upload-document.ts';
import { id, several, text } from './values.ts';

export interface NewAccess extends AccessPart {
  website: OnRecord;
  /** This provider's id of the access; it must be new in each request. */
  own: string;
  attachments: readonly (Attachment & { object: OnRecord })[];
  /** Hash of the filing password; V3.0 demands the element. */
  passwordHash: string;
}

export const newAccesses = (sender: Sender, accesses: readonly NewAccess[]): string =>
  filingUpload(sender, 'XZJR', {
    Xzxx: several('Xzxx', accesses).map((access) => ({
      Wz_xx:
        'id' in access.website
          ? { Wzid: id('Wzid', access.website.id) }
          : { Wzbah: text('Wzbah', access.website.number, 1, 128) },
      IspJrid: id('IspJrid', access.own),
      ...accessBlock(access),
      Fj: access.attachments.map((one) => ({ Fjxx: attachmentBlock(one, one.object) })),
      ICPmm: text('ICPmm', access.passwordHash, 1, 32),
    })),
  });
