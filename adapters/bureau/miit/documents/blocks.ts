/** Blocks that several uploads share (V3.0 §2.1). Elements stand in the order of the interface. */
import type { XmlContent } from '../xml.ts';
import type {
  AccessPart,
  AddressRange,
  Attachment,
  Certificate,
  EntityPart,
  Head,
  OnRecord,
  Place,
  PreApproval,
  WebsitePart,
} from './parts.ts';
import {
  addressNumber,
  area,
  code,
  id,
  mailboxes,
  optionalCode,
  optionalTelephone,
  optionalText,
  several,
  telephone,
  text,
} from './values.ts';

export type Block = Readonly<Record<string, XmlContent | readonly XmlContent[] | undefined>>;

const placeBlock = ({ province, city, county, address }: Place): Block => ({
  Shengid: area('Shengid', province),
  Shiid: area('Shiid', city),
  Xianid: county === undefined ? undefined : area('Xianid', county),
  Xxdz: optionalText('Xxdz', address, 1, 1024),
});

const certificateBlock = ({ type, number, address }: Certificate): Block => ({
  Zjlx: code('Zjlx', type, 999),
  Zjhm: text('Zjhm', number, 1, 255),
  Zjzs: text('Zjzs', address, 1, 1024),
});

/** A person in charge. */
export const headBlock = (head: Head): Block => ({
  Fzr_xm: optionalText('Fzr_xm', head.name, 1, 128),
  Fzr_dhhm: optionalTelephone('Fzr_dhhm', head.officePhone),
  Fzr_sjhm: telephone('Fzr_sjhm', head.mobile),
  Fzr_dzyj: mailboxes('Fzr_dzyj', head.email),
  Fzr_zjlx: optionalCode('Fzr_zjlx', head.documentType, 999),
  Fzr_zjhm: optionalText('Fzr_zjhm', head.documentNumber, 1, 128),
});

/** The head of a website, whose name must be given. */
export const websiteHeadBlock = (head: Head): Block => ({
  ...headBlock(head),
  Fzr_xm: text('Fzr_xm', head.name ?? '', 1, 128),
});

/** What every upload says of an entity between its ids and its ways of reporting. */
export const entityBlock = (entity: EntityPart, number?: string): Block => ({
  Dwmc: text('Dwmc', entity.name, 1, 255),
  Baxh: optionalText('Baxh', number, 1, 128),
  Dwxz: code('Dwxz', entity.nature, 999),
  Tzr: optionalText('Tzr', entity.investor, 1, 255),
  Txdz: placeBlock(entity.place),
  Zj: certificateBlock(entity.certificate),
  Fzr: headBlock(entity.head),
});

const preApprovalBlock = ({ kind, number, scans }: PreApproval): Block => ({
  Nrlx_id: code('Nrlx_id', kind, 64),
  Qzsph: text('Qzsph', number, 1, 512),
  Spwj: several('Spwj', scans, 10).map((scan) => text('Spwj', scan, 1)),
});

/** What stands in a website before its domains. */
export const websiteBlock = ({ name, preApprovals, contents, languages }: WebsitePart): Block => ({
  Wzmc: text('Wzmc', name, 1, 512),
  Nrlx: preApprovals.length === 0 ? undefined : { Nrlx_xx: several('Nrlx_xx', preApprovals, 64).map(preApprovalBlock) },
  Fwnr: { Fwnr_id: several('Fwnr_id', contents, 64).map((one) => code('Fwnr_id', one, 64)) },
  Yylb: { Yylb_id: several('Yylb_id', languages, 256).map((one) => code('Yylb_id', one, 64)) },
});

/** Place, method and addresses of an access. */
export const accessBlock = ({ places, methods, addresses }: AccessPart): Block => ({
  Wzfb: { Fbdd: several('Fbdd', places, 64).map((one) => code('Fbdd', one, 64)) },
  Wzjrfs: { Jrfs: several('Jrfs', methods, 64).map((one) => code('Jrfs', one, 64)) },
  Ip_xx: several('Ip_xx', addresses).map(rangeBlock),
});

const rangeBlock = ({ own, province, from, to }: AddressRange): Block => ({
  IspIpid: id('IspIpid', own),
  Ipid: province === undefined ? undefined : id('Ipid', province),
  Qsip: addressNumber('Qsip', from),
  Zzip: addressNumber('Zzip', to),
});

/** What an attachment is about: 1 the entity, 2 a website. */
const OBJECT = { ENTITY: '1', WEBSITE: '2' } as const;

/** A document. What it is about is named by an id alone, or by what is on record. */
export const attachmentBlock = (attachment: Attachment, about: string | OnRecord): Block => ({
  Fjwjgs: code('Fjwjgs', attachment.format, 999),
  Fjyt: code('Fjyt', attachment.use, 999),
  Fjnr: text('Fjnr', attachment.content, 1),
  Fjssdx: {
    Ssdxlx: OBJECT[attachment.about],
    Ssdxbs: typeof about === 'string' ? id('Ssdxbs', about) : onRecord(about),
  },
  Bz: optionalText('Bz', attachment.remark, 1, 256),
});

const onRecord = (about: OnRecord): Block =>
  'id' in about ? { Jlid: id('Jlid', about.id) } : { Baxh: text('Baxh', about.number, 1, 128) };
