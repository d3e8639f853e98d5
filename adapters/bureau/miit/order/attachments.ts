/** Which scan goes to the bureau as what (附件用途), and about which part of the order. Other papers have no use in V3.0 and stay here. */
import { entityHead } from '../../../../domain/order/heads.ts';
import type { OrderForm } from '../../../../domain/order/form.ts';
import type { Attachment } from '../documents/parts.ts';
import type { Image, Images } from './images.ts';

/** 附件用途. */
const USE = { SHEET: 1, ENTITY_CERTIFICATE: 2, ENTITY_HEAD: 3, SITE_HEAD: 4, PHOTO: 5 } as const;

export interface Placed extends Attachment {
  /** The website that it is about; absent where it is about the entity. */
  websiteId?: string;
}

/** The papers of the entity. For an individual the certificate is the head's document too. */
export function ofEntity(form: OrderForm, images: Images): Placed[] {
  const head = entityHead(form);
  const certificates = images.inSlot('entity-certificate');
  const ids = head === undefined ? [] : images.inSlot(`entity-head-id:${head}`);
  return [
    ...placed(certificates, USE.ENTITY_CERTIFICATE),
    ...placed(ids.length === 0 && form.entity.kind === 'INDIVIDUAL' ? certificates : ids, USE.ENTITY_HEAD),
  ];
}

/** The papers of one website: the sheet, the document of its head and the photo of the head. */
export function ofWebsite(form: OrderForm, images: Images, websiteId: string): Placed[] {
  const head = form.websites[websiteId]?.headId;
  return [
    ...placed(images.inSlot('checklist-form'), USE.SHEET, websiteId),
    ...placed(head === undefined ? [] : documentOf(form, images, head), USE.SITE_HEAD, websiteId),
    ...placed(head === undefined ? [] : images.inSlot(`backdrop-photo:${head}`), USE.PHOTO, websiteId),
  ];
}

/** A person who heads both has one scan. */
function documentOf(form: OrderForm, images: Images, head: string): readonly Image[] {
  const own = images.inSlot(`site-head-id:${head}`);
  if (own.length > 0 || head !== entityHead(form)) return own;
  const ofEntityHead = images.inSlot(`entity-head-id:${head}`);
  return ofEntityHead.length > 0 || form.entity.kind !== 'INDIVIDUAL'
    ? ofEntityHead
    : images.inSlot('entity-certificate');
}

const placed = (images: readonly Image[], use: number, websiteId?: string): Placed[] =>
  images.map(({ format, content }) => ({
    format,
    use,
    content,
    about: websiteId === undefined ? 'ENTITY' : 'WEBSITE',
    ...(websiteId === undefined ? {} : { websiteId }),
  }));

/** By their use, as the interface lists them. */
export const byUse = <One extends Attachment>(attachments: readonly One[]): One[] =>
  attachments.toSorted((a, b) => a.use - b.use);
