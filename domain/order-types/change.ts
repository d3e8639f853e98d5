/**
 * Orders that change what stands on record (变更备案). Entity and website are changed by two orders, one after the other
 * (R-ORD-5); the website is served all the while (R-CHG-2).
 */
import { say } from '../messages/texts/wording.ts';
import type { OrderTypeRow } from './row.ts';

/** What both kinds of change have in common. */
const CHANGE_ROW = {
  family: 'CHANGE',
  opens: 'FROM_RECORD',
  // Changed fields only: none must be filled in by itself.
  fields: { entity: [], person: [], website: [], websites: 'NONE_NEEDED' },
  websiteLimit: 'site.maxPerOrder',
  confirmedBy: 'CUSTOMER',
  decidedWithin: 'bureau.expectedBd',
  access: 'STAYS',
  issues: 'NOTHING',
  syncNames: 'ENTITY',
  duties: [{ kind: 'FOOTER', when: 'ENTITY_NAME_CHANGED' }],
  runs: true,
} as const satisfies Partial<OrderTypeRow>;

const PERSON_FIELDS = [
  'name',
  'documentType',
  'documentNumber',
  'documentValidUntil',
  'mobile',
  'mobileOverrideNote',
  'emergencyMobile',
  'officePhone',
  'email',
  'legalRepresentative',
] as const;

export const CHANGE = {
  CHANGE_ENTITY: {
    ...CHANGE_ROW,
    names: say('变更主体', 'change of the entity'),
    purpose: say('已备案的主体信息有变化。', 'Something in the record of the entity is different now.'),
    // The province of a record cannot change (R-ACC-8).
    content: {
      kind: 'CHANGES',
      mayChange: {
        entity: [
          'kind',
          'name',
          'certificateType',
          'certificateNumber',
          'certificateValidUntil',
          'city',
          'district',
          'cityCode',
          'districtCode',
          'certificateAddress',
          'mailingCity',
          'mailingAddress',
          'investor',
          'remark',
          'headId',
        ],
        people: 'ENTITY_HEAD',
        person: PERSON_FIELDS,
        website: [],
      },
    },
    slots: [
      'entity-certificate',
      'entity-head-id',
      'entity-head-letter',
      'checklist-form',
      'change-letter',
      'commitment-letter',
      'domain-certificate',
      'head-position-proof',
      'backdrop-photo',
    ],
    slotsIfChanged: {
      'domain-certificate': ['entity.kind'],
      'head-position-proof': ['entity.headId', 'people.'],
      'entity-head-id': ['entity.headId', 'people.'],
      'entity-head-letter': ['entity.headId', 'people.'],
      'change-letter': ['entity.name'],
    },
    judged: {
      SERVERS: 'NOT',
      FIELDS: 'WHOLE',
      ENTITY: 'CHANGED',
      PEOPLE: 'CHANGED',
      WEBSITE_COUNT: 'NOT',
      RECORDED_WEBSITES: 'WHOLE', // R-CHG-9
      WEBSITES: 'NOT',
      DOMAINS: 'NOT',
      DOCUMENTS: 'WHOLE',
      FACE_CHECKS: 'WHOLE',
      REMOVAL: 'NOT',
      BUREAU: 'WHOLE', // a change is sent as a whole
    },
    inCodes: { entity: true, people: ['ENTITY_HEAD'], websites: false, servers: false },
    instance: 'NONE',
    // No originals are posted (R-CHG-3).
    path: { stops: ['REVIEW', 'PHOTO', 'HAND_OVER', 'SMS', 'BUREAU'], handedOverBy: 'REVIEWER' },
    reservations: ['CERTIFICATE'],
    changeRecord: (record, _order, synced) =>
      record === undefined || 'removed' in synced
        ? []
        : [{ change: 'ENTITY', number: synced.entityNumber, details: 'ORDER' }],
  },
  CHANGE_SITE: {
    ...CHANGE_ROW,
    names: say('变更网站', 'change of a website'),
    purpose: say(
      '已备案的网站信息、网站负责人或接入地址有变化。',
      'Something in the record of a website is different now: its data, its head or its address.',
    ),
    // Another domain is another website (R-SITE-3); its owner changes at the registrar (R-CHG-7).
    content: {
      kind: 'CHANGES',
      mayChange: {
        entity: [],
        people: 'SITE_HEADS',
        person: PERSON_FIELDS,
        website: [
          'name',
          'homeUrl',
          'contentCategories',
          'languages',
          'serviceContents',
          'languageCodes',
          'accessMethod',
          'serverPlace',
          'serviceType',
          'preApprovals',
          'incomeGenerating',
          'remark',
          'headId',
        ],
      },
    },
    slots: [
      'site-head-id',
      'site-head-letter',
      'pre-approval-permit',
      'checklist-form',
      'commitment-letter',
      'backdrop-photo',
    ],
    slotsIfChanged: {
      'site-head-id': ['websites.', 'people.'],
      'site-head-letter': ['websites.', 'people.'],
      'pre-approval-permit': ['websites.'],
    },
    judged: {
      SERVERS: 'CHANGED',
      FIELDS: 'WHOLE',
      ENTITY: 'NOT',
      PEOPLE: 'CHANGED',
      WEBSITE_COUNT: 'WHOLE',
      RECORDED_WEBSITES: 'WHOLE', // R-CHG-9
      WEBSITES: 'CHANGED',
      DOMAINS: 'NOT',
      DOCUMENTS: 'WHOLE',
      FACE_CHECKS: 'WHOLE',
      REMOVAL: 'NOT',
      BUREAU: 'WHOLE', // a change is sent as a whole
    },
    inCodes: { entity: false, people: ['SITE_HEADS'], websites: true, servers: true },
    instance: 'IF_ADDRESS_CHANGES',
    path: { stops: ['REVIEW', 'PHOTO', 'MAIL', 'HAND_OVER', 'SMS', 'BUREAU'], handedOverBy: 'REVIEWER' },
    reservations: ['DOMAINS', 'CERTIFICATE', 'SITE_HEADS'],
    changeRecord: (record, { domains }, synced) =>
      record === undefined || 'removed' in synced
        ? []
        : [
            { change: 'ENTITY', number: record.number, details: 'RECORD' },
            ...record.websites
              .filter(({ domain }) => domains.includes(domain))
              .flatMap(({ number, domain }) => [
                { change: 'WEBSITE', number, domain, details: 'ORDER' } as const,
                { change: 'ACCESS_MOVED', website: number, domain } as const,
              ]),
          ],
  },
} as const satisfies Record<string, OrderTypeRow>;
