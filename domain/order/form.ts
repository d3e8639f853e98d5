/**
 * The information form of an order (domain-spec §2.2, §3). The applicant fills it in piece by piece, so every field may still
 * be missing. `domain/check-order/` says what is missing or wrong, and when.
 */
import { z } from 'zod';
import { entityKindSchema } from '../order-types/order-type.ts';
import { oneLine } from '../text/one-line.ts';
import { isoDate } from '../time/iso-date.ts';
import { personIdSchema, websiteIdSchema } from './names.ts';

export const PROVINCES = [
  'BJ', 'TJ', 'HE', 'SX', 'NM', 'LN', 'JL', 'HL', 'SH', 'JS', 'ZJ', 'AH', 'FJ', 'JX', 'SD', 'HA',
  'HB', 'HN', 'GD', 'GX', 'HI', 'CQ', 'SC', 'GZ', 'YN', 'XZ', 'SN', 'GS', 'QH', 'NX', 'XJ',
] as const; // prettier-ignore
export const provinceSchema = z.enum(PROVINCES).meta({ id: 'Province' });
export type Province = z.infer<typeof provinceSchema>;

export const PERSON_DOCUMENT_TYPES = [
  'RESIDENT_ID',
  'HK_MACAU_TRAVEL_PERMIT',
  'HK_MACAU_RESIDENCE_PERMIT',
  'TAIWAN_TRAVEL_PERMIT',
  'TAIWAN_RESIDENCE_PERMIT',
  'PASSPORT',
  'FOREIGN_PERMANENT_RESIDENCE_CARD',
] as const;
export type PersonDocumentType = (typeof PERSON_DOCUMENT_TYPES)[number];
export const ORGANISATION_CERTIFICATE_TYPES = [
  'BUSINESS_LICENCE',
  'ORGANISATION_CODE',
  'USCC_CERTIFICATE',
  'INSTITUTION_LEGAL_PERSON',
  'SOCIAL_ORG_CERTIFICATE',
  'NON_ENTERPRISE_REGISTRATION',
  'FOUNDATION_CERTIFICATE',
  'LAW_FIRM_PRACTICE_LICENCE',
  'MILITARY_CODE',
] as const;

/** Text of several lines, for people to read. */
const lines = (max: number) => z.string().trim().min(1).max(max);
const civilDate = isoDate();
/** A city or county: six digits, of which the first two name the province (GB/T 2260). */
const placeCode = () => z.string().regex(/^[1-9]\d{5}$/, 'write the six digits of a city or county, such as 330108');
/** A code of one of MIIT's tables. */
const tableCode = () => z.int().min(1).max(64);

/**
 * Dedicated line 专线, a server of the customer 主机托管, a shared host 虚拟主机, other 其他, cloud 云接入 (R-HO-4). Gateways made before
 * the last one existed take a cloud as a shared host.
 */
export const ACCESS_METHODS = ['DEDICATED_LINE', 'HOSTING', 'VIRTUAL_HOST', 'OTHER', 'CLOUD'] as const;
export type AccessMethod = (typeof ACCESS_METHODS)[number];

/** A person in charge. The entity or website whose `headId` names the person says what the person is head of. */
export const personSchema = z
  .strictObject({
    name: oneLine(60).optional(),
    documentType: z.enum(PERSON_DOCUMENT_TYPES).optional(),
    documentNumber: oneLine(30).optional(),
    /** Last day on which the document is valid; `LONG_TERM` for documents without a last day. */
    documentValidUntil: z.union([civilDate, z.literal('LONG_TERM')]).optional(),
    mobile: oneLine(30).optional(),
    /** Why the person keeps a number that MIIT's SMS may not reach (R-TEL-3). */
    mobileOverrideNote: lines(200).optional(),
    emergencyMobile: oneLine(30).optional(),
    /** Land line with area code, which organisations give (R-HO-2). */
    officePhone: oneLine(30).optional(),
    email: oneLine(254).optional().meta({ format: 'email' }),
    legalRepresentative: z.boolean().optional(),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof personSchema>;

/** The person or organisation that owns the filing (主体). */
export const entitySchema = z
  .strictObject({
    kind: entityKindSchema.optional(),
    name: oneLine(120).optional(),
    certificateType: z.enum([...PERSON_DOCUMENT_TYPES, ...ORGANISATION_CERTIFICATE_TYPES]).optional(),
    certificateNumber: oneLine(40).optional(),
    /** Asked of organisations; `LONG_TERM` for certificates without an end (长期). */
    certificateValidUntil: z.union([civilDate, z.literal('LONG_TERM')]).optional(),
    province: provinceSchema.optional(),
    city: oneLine(40).optional(),
    district: oneLine(40).optional(),
    /** City and district as MIIT's table numbers them (R-HO-3); where they are absent, the names say which. */
    cityCode: placeCode().optional(),
    districtCode: placeCode().optional(),
    certificateAddress: oneLine(200).optional(),
    mailingProvince: provinceSchema.optional(),
    /** Required where both addresses must be in the same city (`entity.certAddressSameCity`). */
    mailingCity: oneLine(40).optional(),
    mailingAddress: oneLine(200).optional(),
    /** Investor or supervising unit (投资人或主管单位), where the bureau asks for it (R-HO-2). */
    investor: oneLine(120).optional(),
    remark: lines(500).optional(),
    headId: personIdSchema().optional(),
  })
  .meta({ id: 'Entity' });
export type Entity = z.infer<typeof entitySchema>;

export const CONTENT_CATEGORIES = [
  'PERSONAL_BLOG',
  'PERSONAL_PORTFOLIO',
  'CORPORATE_PRESENTATION',
  'E_COMMERCE',
  'INFORMATION_SERVICE',
  'GOVERNMENT_AFFAIRS',
  'EDUCATION',
  'GAMES',
  'FORUM',
  'OTHER',
] as const;
export type ContentCategory = (typeof CONTENT_CATEGORIES)[number];
export const SECTORS = [
  'NEWS',
  'PUBLISHING',
  'MEDICINE',
  'CULTURE',
  'BROADCASTING',
  'EDUCATION',
  'HEALTH',
  'RIDE_HAILING',
  'BBS',
  'FINANCE',
  'GAMES',
  'ADULT_PRODUCTS',
  'OFF_CAMPUS_TRAINING',
] as const;
export type Sector = (typeof SECTORS)[number];

/** One website with its one domain (R-SITE-8). */
export const websiteSchema = z
  .strictObject({
    name: oneLine(60).optional(),
    homeUrl: oneLine(200).optional(),
    domain: oneLine(253).optional(),
    contentCategories: z.array(z.enum(CONTENT_CATEGORIES)).max(5).optional(),
    languages: z.array(oneLine(30)).max(10).optional(),
    /** Service contents (服务内容) and languages as MIIT's tables number them (R-HO-4). */
    serviceContents: z.array(tableCode()).max(10).optional(),
    languageCodes: z.array(tableCode()).max(10).optional(),
    /** How the website is reached and where its server stands, where the provider's own system does not say it (R-HO-1). */
    accessMethod: z.enum(ACCESS_METHODS).optional(),
    serverPlace: provinceSchema.optional(),
    serviceType: z.enum(['WEBSITE', 'WEBSITE_WITH_MINI_PROGRAM']).optional(),
    /** Sectors that need a prior approval, each with the approval's number (R-PRE-2); empty when none applies. */
    preApprovals: z
      .array(z.strictObject({ sector: z.enum(SECTORS), number: oneLine(60).optional() }))
      .max(10)
      .optional(),
    incomeGenerating: z.boolean().optional(),
    remark: lines(500).optional(),
    headId: personIdSchema().optional(),
  })
  .meta({ id: 'Website' });
export type Website = z.infer<typeof websiteSchema>;

export const formSchema = z
  .strictObject({
    entity: entitySchema.default({}),
    people: z.record(personIdSchema(), personSchema).default({}),
    websites: z.record(websiteIdSchema(), websiteSchema).default({}),
  })
  .meta({ id: 'OrderForm' });
export type OrderForm = z.infer<typeof formSchema>;

const nullable = <Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) => z.strictObject(schema.shape).partial();

/**
 * A change to the form in the format of RFC 7386: fields that are not named stay, and `null` removes a person or a website.
 */
export const formPatchSchema = z
  .strictObject({
    entity: nullable(entitySchema).optional(),
    people: z.record(personIdSchema(), nullable(personSchema).nullable()).optional(),
    websites: z.record(websiteIdSchema(), nullable(websiteSchema).nullable()).optional(),
  })
  .meta({ id: 'OrderFormPatch' });
