/** BGBA: the whole new state of an entity and its websites (变更备案, V3.0 §2.5). It is a state, not a difference. */
import { accessBlock, attachmentBlock, entityBlock, websiteBlock, websiteHeadBlock, type Block } from './blocks.ts';
import type { AccessPart, Attachment, EntityPart, OnRecord, WebsitePart } from './parts.ts';
import { filingUpload, type Sender } from './upload-document.ts';
import { code, id, optionalText, several, text } from './values.ts';

export interface ChangedWebsite extends WebsitePart {
  /** The province's id. */
  id: string;
  number: string;
  /** Each access with the province's id. */
  accesses: readonly (AccessPart & { id: string })[];
}

export interface Change {
  entity: EntityPart & { id: string; number: string };
  websites: readonly ChangedWebsite[];
  attachments: readonly (Attachment & { object: OnRecord })[];
  passwordHash?: string;
}

export const change = (sender: Sender, { entity, websites, attachments, passwordHash }: Change): string =>
  filingUpload(sender, 'BGBA', {
    Bgxx: {
      Zt_xx: {
        Ztid: id('Ztid', entity.id),
        ...entityBlock(certified(entity), text('Baxh', entity.number, 1, 128)),
        Bz: optionalText('Bz', entity.remark, 1, 1024),
      },
      Wz_xx: several('Wz_xx', websites).map(changedWebsiteBlock),
      Fj: attachments.map((one) => ({ Fjxx: attachmentBlock(one, one.object) })),
      ICPmm: optionalText('ICPmm', passwordHash, 1, 32),
    },
  });

const changedWebsiteBlock = (website: ChangedWebsite): Block => ({
  Wzid: id('Wzid', website.id),
  ...websiteBlock(website),
  Ym_xx: several('Ym_xx', website.domains).map(({ own, province, domain }) => ({
    IspYmid: id('IspYmid', own),
    Ymid: province === undefined ? undefined : id('Ymid', province), // a new domain has none yet
    Ym: text('Ym', domain, 4, 128),
  })),
  Jr_xx: several('Jr_xx', website.accesses).map((access) => ({ Jrid: id('Jrid', access.id), ...accessBlock(access) })),
  Wz_Fzr: websiteHeadBlock(website.head),
  Baxh: text('Baxh', website.number, 1, 128),
  Syurl: optionalText('Syurl', website.homeUrl, 4, 255),
  Wz_Bz: optionalText('Wz_Bz', website.remark, 1, 1024),
});

/** The schema of V3.0 takes the first eleven certificates in a change, though a filing may have others; with them the whole file is refused. */
const MOST_OF_CERTIFICATES = 11;

function certified(entity: EntityPart): EntityPart {
  code('Zjlx', entity.certificate.type, MOST_OF_CERTIFICATES);
  return entity;
}
