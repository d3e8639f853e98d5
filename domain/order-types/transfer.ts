/** Orders that add this provider to a website on record (接入备案). They change nothing else in the record (R-TRF-1). */
import { SLOT_NAMES, type SlotName } from '../materials/slots.ts';
import { say, type Bilingual } from '../messages/texts/wording.ts';
import type { RecordChange, Synced } from '../record/record-change.ts';
import { WHOLE_PATH } from './path.ts';
import type { FieldsAsked } from '../check-order/field-advice.ts';
import type { FieldsOnRecord, OrderTypeRow } from './row.ts';

/** Documents required for new websites only (§4). */
const FOR_NEW_WEBSITES: readonly SlotName[] = ['construction-plan', 'party-building-proof'];

/** Entity and website are read-only (§5.2). Kind, province and city are answers to the type check (R-TYPE-2), and say which rules hold. */
const ON_RECORD: FieldsOnRecord = {
  entity: [
    'name',
    'certificateValidUntil',
    'district',
    'districtCode',
    'certificateAddress',
    'mailingProvince',
    'mailingCity',
    'mailingAddress',
    'investor',
    'remark',
  ],
  website: [
    'name',
    'homeUrl',
    'contentCategories',
    'languages',
    'serviceContents',
    'languageCodes',
    'serviceType',
    'preApprovals',
    'incomeGenerating',
    'remark',
  ],
};

const ASKED: FieldsAsked = {
  entity: ['kind', 'certificateType', 'certificateNumber', 'province', 'headId'],
  person: ['name', 'documentType', 'documentNumber', 'documentValidUntil', 'mobile', 'emergencyMobile', 'email'],
  website: ['domain', 'headId'],
  websites: 'AT_LEAST_ONE',
};

const transferRow = (names: Bilingual, purpose: Bilingual): OrderTypeRow => ({
  names,
  purpose,
  family: 'TRANSFER',
  opens: 'BY_TYPE_CHECK',
  content: { kind: 'FORM', onRecord: ON_RECORD },
  // Certificate and domain name the record; persons are asked, because this provider checks them.
  fields: ASKED,
  inCodes: { entity: false, people: [], websites: false, servers: true },
  slots: SLOT_NAMES.filter((name) => !FOR_NEW_WEBSITES.includes(name)),
  slotsIfChanged: {},
  judged: {
    SERVERS: 'WHOLE',
    FIELDS: 'WHOLE',
    ENTITY: 'NOT',
    PEOPLE: 'WHOLE',
    WEBSITE_COUNT: 'WHOLE',
    RECORDED_WEBSITES: 'WHOLE',
    WEBSITES: 'NOT',
    DOMAINS: 'WHOLE',
    DOCUMENTS: 'WHOLE',
    FACE_CHECKS: 'WHOLE',
    REMOVAL: 'NOT',
    BUREAU: 'WHOLE',
  },
  websiteLimit: 'site.maxPerTransfer',
  instance: 'EACH_WEBSITE',
  confirmedBy: 'CUSTOMER',
  path: WHOLE_PATH,
  decidedWithin: 'bureau.expectedBd',
  reservations: ['DOMAINS', 'CERTIFICATE', 'SITE_HEADS'],
  access: 'PROVISIONAL',
  issues: 'NOTHING',
  restIs: 'TRANSFER_MORE', // the entity has an access here by then
  syncNames: 'EVERY_WEBSITE',
  changeRecord: (_record, _order, synced) => accessAdded(synced),
  duties: [
    { kind: 'FOOTER', when: 'ALWAYS' },
    { kind: 'PSB', when: 'NO_PSB_NUMBER_ON_RECORD', dayZero: 'COMPLETION' },
  ],
  runs: true,
});

/** Details on record here are kept; details that are not known here yet are taken from the order. */
function accessAdded(synced: Synced): RecordChange[] {
  if ('removed' in synced) return [];
  return [
    { change: 'ENTITY', number: synced.entityNumber, details: 'RECORD' },
    ...synced.websites.flatMap(({ domain, number }): RecordChange[] => [
      { change: 'WEBSITE', number, domain, details: 'RECORD' },
      { change: 'ACCESS_OPENED', website: number, domain, type: 'TRANSFERRED' },
    ]),
  ];
}

export const TRANSFER = {
  TRANSFER_NEW: transferRow(
    say('接入备案（主体首次接入）', 'transfer, entity new here'),
    say(
      '主体和域名均已备案，主体首次接入本接入商。',
      'Entity and domain are filed; the entity has no access here yet.',
    ),
  ),
  TRANSFER_MORE: transferRow(
    say('新增接入', 'transfer of a further website'),
    say(
      '主体和域名均已备案，主体已有其他网站接入本接入商。',
      'Entity and domain are filed; the entity has an access here for another website.',
    ),
  ),
} as const satisfies Record<string, OrderTypeRow>;
