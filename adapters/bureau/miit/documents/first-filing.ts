/** XZBA: a new filing, an entity with its first websites (新增备案, V3.0 §2.2). */
import { accessBlock, attachmentBlock, entityBlock, websiteBlock, websiteHeadBlock, type Block } from './blocks.ts';
import type { Attachment, EntityPart, NewWebsite } from './parts.ts';
import { filingUpload, type Sender } from './upload-document.ts';
import { id, optionalText, several, text } from './values.ts';

export interface FirstFiling {
  entity: EntityPart & { own: string };
  websites: readonly NewWebsite[];
  /** Documents, each with this provider's id of the entity or website that it is about. */
  attachments: readonly (Attachment & { own: string })[];
}

/** A provider reports for its customer (代为报备). */
export const ON_BEHALF = '1';

export const firstFiling = (sender: Sender, { entity, websites, attachments }: FirstFiling): string =>
  filingUpload(sender, 'XZBA', {
    Baxx: {
      Zt_xx: {
        IspZtid: id('IspZtid', entity.own),
        ...entityBlock(entity),
        Bbfs: ON_BEHALF,
        Bz: optionalText('Bz', entity.remark, 1, 1024),
      },
      Wz_xx: several('Wz_xx', websites).map((website) => newWebsiteBlock(website)),
      Fj: attachments.map((one) => ({ Fjxx: attachmentBlock(one, one.own) })),
    },
  });

/** The home page of a new website may have so many characters; the interface allows more for websites of filed entities. */
const MOST_OF_HOME_URL = 255;

export const newWebsiteBlock = (website: NewWebsite): Block => ({
  IspWzid: id('IspWzid', website.own),
  ...websiteBlock(website),
  Ym_xx: several('Ym_xx', website.domains).map(({ own, domain }) => ({
    IspYmid: id('IspYmid', own),
    Ym: text('Ym', domain, 4, 128),
  })),
  Jr_xx: several('Jr_xx', website.accesses).map((access) => ({
    IspJrid: id('IspJrid', access.own),
    ...accessBlock(access),
  })),
  Wz_Fzr: websiteHeadBlock(website.head),
  Syurl: optionalText('Syurl', website.homeUrl, 4, MOST_OF_HOME_URL),
  Wz_Bz: optionalText('Wz_Bz', website.remark, 1, 1024),
});
