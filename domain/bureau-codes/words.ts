/** Words of Beian as codes of MIIT's tables. What a bureau numbers differently is changed by its own table and here together. */
import type { AccessMethod, ContentCategory, Entity, PersonDocumentType, Province, Sector } from '../order/form.ts';
import type { EntityKind } from '../order-types/order-type.ts';

/** 单位性质. Ids from 7 on differ between lists, so the table in force says whether they exist. */
export const NATURE_OF: Readonly<Record<EntityKind, number>> = {
  MILITARY: 1,
  GOVERNMENT: 2,
  INSTITUTION: 3,
  ENTERPRISE: 4,
  INDIVIDUAL: 5,
  SOCIAL_ORG: 6,
  NON_ENTERPRISE: 9,
  FOUNDATION: 10,
  LAW_FIRM: 11,
};

/** 证件类型 of people. */
export const PERSON_CERTIFICATE: Readonly<Record<PersonDocumentType, number>> = {
  RESIDENT_ID: 2,
  PASSPORT: 7,
  TAIWAN_TRAVEL_PERMIT: 11,
  HK_MACAU_TRAVEL_PERMIT: 14,
  FOREIGN_PERMANENT_RESIDENCE_CARD: 30,
  HK_MACAU_RESIDENCE_PERMIT: 41,
  TAIWAN_RESIDENCE_PERMIT: 42,
};

const ORGANISATION_CODE: Readonly<Partial<Record<EntityKind, number>>> = {
  INSTITUTION: 3,
  GOVERNMENT: 9,
  SOCIAL_ORG: 10,
  ENTERPRISE: 12,
  NON_ENTERPRISE: 16,
  FOUNDATION: 18,
  LAW_FIRM: 20,
};
const CREDIT_CODE: Readonly<Partial<Record<EntityKind, number>>> = { GOVERNMENT: 13, INSTITUTION: 15 };

type CertificateType = NonNullable<Entity['certificateType']>;
const CERTIFICATE: Readonly<Record<Exclude<CertificateType, 'ORGANISATION_CODE' | 'USCC_CERTIFICATE'>, number>> = {
  ...PERSON_CERTIFICATE,
  BUSINESS_LICENCE: 1,
  INSTITUTION_LEGAL_PERSON: 4,
  MILITARY_CODE: 5,
  SOCIAL_ORG_CERTIFICATE: 6,
  NON_ENTERPRISE_REGISTRATION: 17,
  FOUNDATION_CERTIFICATE: 19,
  LAW_FIRM_PRACTICE_LICENCE: 21,
};

/** 证件类型 of an entity. Undefined for a certificate that entities of this kind do not have. */
export function certificateCode(kind: EntityKind, type: CertificateType): number | undefined {
  if (type === 'ORGANISATION_CODE') return ORGANISATION_CODE[kind];
  return type === 'USCC_CERTIFICATE' ? CREDIT_CODE[kind] : CERTIFICATE[type];
}

/** 接入方式. */
export const ACCESS_METHOD_CODE: Readonly<Record<AccessMethod, number>> = {
  DEDICATED_LINE: 1,
  HOSTING: 2,
  VIRTUAL_HOST: 3,
  OTHER: 4,
  CLOUD: 5,
};

/** 服务器放置地. */
export const SERVER_PLACE_CODE: Readonly<Record<Province, number>> = {
  AH: 1, BJ: 2, CQ: 3, FJ: 4, GD: 5, GS: 6, GX: 7, GZ: 8, HA: 9, HB: 10, HE: 11, HI: 12, HL: 14, HN: 15, JL: 16,
  JS: 17, JX: 18, LN: 19, NM: 21, NX: 22, QH: 23, SC: 24, SD: 25, SH: 26, SN: 27, SX: 28, TJ: 29, XJ: 31, XZ: 32,
  YN: 33, ZJ: 34,
}; // prettier-ignore

/**
 * 前置或专项审批内容. Games are approved as culture, and goods for adults as medicine: neither has a code of its own, and the bureau may
 * say otherwise.
 */
export const PRE_APPROVAL_CODE: Readonly<Record<Sector, number>> = {
  NEWS: 1,
  PUBLISHING: 2,
  EDUCATION: 3,
  HEALTH: 4,
  MEDICINE: 5,
  BBS: 6,
  CULTURE: 9,
  GAMES: 9,
  BROADCASTING: 10,
  RIDE_HAILING: 12,
  FINANCE: 13,
  OFF_CAMPUS_TRAINING: 14,
  ADULT_PRODUCTS: 5,
};

/** 服务内容 of a website that is on record without codes, by what it is about. A forum has a code among the prior approvals only. */
export const CONTENT_OF_CATEGORY: Readonly<Record<ContentCategory, number>> = {
  PERSONAL_BLOG: 6,
  PERSONAL_PORTFOLIO: 6,
  CORPORATE_PRESENTATION: 8,
  E_COMMERCE: 9,
  INFORMATION_SERVICE: 7,
  GOVERNMENT_AFFAIRS: 8,
  EDUCATION: 21,
  GAMES: 13,
  FORUM: 24,
  OTHER: 24,
};
