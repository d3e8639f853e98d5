/** XZWZ: websites for an entity on record (新增网站, V3.0 §2.3). */
import { attachmentBlock } from './blocks.ts';
import { newWebsiteBlock } from './first-filing.ts';
import type { Attachment, NewWebsite, OnRecord } from './parts.ts';
import { filingUpload, type Sender } from './upload-document.ts';
import { id, optionalText, several, text } from './values.ts';

export interface NewWebsites {
  entity: OnRecord;
  websites: readonly NewWebsite[];
  /** Documents of the entity, or of a new website, named by this provider's id. */
  attachments: readonly (Attachment & { object: OnRecord })[];
  /** Hash of the filing password, where the bureau still wants one. */
  passwordHash?: string;
}

export const newWebsites = (sender: Sender, { entity, websites, attachments, passwordHash }: NewWebsites): string =>
  filingUpload(sender, 'XZWZ', {
    Xzxx: {
      Zt_xx: 'id' in entity ? { Ztid: id('Ztid', entity.id) } : { Ztbah: text('Ztbah', entity.number, 1, 128) },
      Wz_xx: several('Wz_xx', websites).map((website) => newWebsiteBlock(website)),
      Fj: attachments.map((one) => ({ Fjxx: attachmentBlock(one, one.object) })),
      ICPmm: optionalText('ICPmm', passwordHash, 1, 32),
    },
  });
