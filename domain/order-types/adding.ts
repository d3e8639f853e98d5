/** Orders that file a website which has no record yet (首次备案, 新增网站). All three take the same path (R-TYPE-10). */
import type { FieldsAsked } from '../check-order/field-advice.ts';
import { SLOT_NAMES, type SlotName } from '../materials/slots.ts';
import { say, type Bilingual } from '../messages/texts/wording.ts';
import type { RecordChange, Synced } from '../record/record-change.ts';
import { WHOLE_PATH } from './path.ts';
import type { OrderTypeRow, PartsInCodes } from './row.ts';

const WHOLE_FORM: FieldsAsked = {
  entity: [
    'kind',
    'name',
    'certificateType',
    'certificateNumber',
    'certificateValidUntil',
    'province',
    'city',
    'district',
    'certificateAddress',
    'mailingProvince',
    'mailingAddress',
    'headId',
  ],
  person: ['name', 'documentType', 'documentNumber', 'documentValidUntil', 'mobile', 'emergencyMobile', 'email'],
  website: ['name', 'homeUrl', 'domain', 'contentCategories', 'languages', 'serviceType', 'headId'],
  websites: 'AT_LEAST_ONE',
};

/** An entity that changed its name files the proof with the change, or with the transfer that follows it. */
const NOT_FOR_NEW_WEBSITES: readonly SlotName[] = ['change-letter'];

/** A website that is new goes with its head and its server; the entity only where it is new too. */
const WEBSITES_IN_CODES: PartsInCodes = { entity: false, people: ['SITE_HEADS'], websites: true, servers: true };
const ALL_IN_CODES: PartsInCodes = { ...WEBSITES_IN_CODES, entity: true, people: ['ENTITY_HEAD', 'SITE_HEADS'] };

const addingRow = (issues: OrderTypeRow['issues'], names: Bilingual, purpose: Bilingual): OrderTypeRow => ({
  names,
  purpose,
  family: 'ADDING',
  opens: 'BY_TYPE_CHECK',
  content: { kind: 'FORM' },
  fields: WHOLE_FORM,
  inCodes: issues === 'ENTITY_AND_WEBSITES' ? ALL_IN_CODES : WEBSITES_IN_CODES,
  slots: SLOT_NAMES.filter((name) => !NOT_FOR_NEW_WEBSITES.includes(name)),
  slotsIfChanged: {},
  judged: {
    SERVERS: 'WHOLE',
    FIELDS: 'WHOLE',
    ENTITY: 'WHOLE',
    PEOPLE: 'WHOLE',
    WEBSITE_COUNT: 'WHOLE',
    RECORDED_WEBSITES: 'WHOLE',
    WEBSITES: 'WHOLE',
    DOMAINS: 'WHOLE',
    DOCUMENTS: 'WHOLE',
    FACE_CHECKS: 'WHOLE',
    REMOVAL: 'NOT',
    BUREAU: 'WHOLE',
  },
  websiteLimit: 'site.maxPerOrder',
  instance: 'EACH_WEBSITE',
  confirmedBy: 'CUSTOMER',
  path: WHOLE_PATH,
  decidedWithin: 'bureau.expectedBd',
  reservations: ['DOMAINS', 'CERTIFICATE', 'SITE_HEADS'],
  access: 'WITH_NUMBER',
  issues,
  restIs: 'NEW_SITE_HERE', // the entity is on record here by then
  syncNames: 'EVERY_WEBSITE',
  changeRecord: (_record, _order, synced) => filed(synced),
  duties: [
    { kind: 'FOOTER', when: 'ALWAYS' },
    { kind: 'PSB', when: 'ALWAYS', dayZero: 'AS_POLICY_SAYS' },
    { kind: 'COPYRIGHT', when: 'COPYRIGHT_SUGGESTED_HERE' },
    { kind: 'LICENCE', when: 'WEBSITE_EARNS_MONEY' },
  ],
  runs: true,
});

/** The entity stays as it is on record, if it is; each website is new, with an access here. */
function filed(synced: Synced): RecordChange[] {
  if ('removed' in synced) return [];
  return [
    { change: 'ENTITY', number: synced.entityNumber, details: 'RECORD' },
    ...synced.websites.flatMap(({ domain, number }): RecordChange[] => [
      { change: 'WEBSITE', number, domain, details: 'ORDER' },
      { change: 'ACCESS_OPENED', website: number, domain, type: 'FILED' },
    ]),
  ];
}

export const ADDING = {
  FIRST: addingRow(
    'ENTITY_AND_WEBSITES',
    say('首次备案', 'first filing'),
    say('主体和域名均未备案。', 'Neither the entity nor the domain has a record.'),
  ),
  NEW_SITE_HERE: addingRow(
    'WEBSITES',
    say('新增网站（原备案在本接入商）', 'new website, entity filed here'),
    say('主体已在本接入商备案，域名未备案。', 'The entity is filed with this provider; the domain has no record.'),
  ),
  NEW_SITE_ELSEWHERE: addingRow(
    'WEBSITES',
    say('新增网站（原备案不在本接入商）', 'new website, entity filed elsewhere'),
    say(
      '主体已通过其他接入商备案，域名未备案。',
      'The entity is filed with another provider; the domain has no record.',
    ),
  ),
} as const satisfies Record<string, OrderTypeRow>;
