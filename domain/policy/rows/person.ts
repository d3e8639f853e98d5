/** Rules about people in charge, their documents and phones (§3.2, §10.4). */
import { say } from '../../messages/texts/wording.ts';
import { calendarDays } from '../../time/instant.ts';
import type { PolicyRow } from '../policy.ts';
import { policy, policyIn } from '../policy-row.ts';
import { SOURCES } from './sources.ts';

const days = (...counts: number[]) => counts.map(calendarDays);

/** What proves where an individual from elsewhere lives, where the bureau says it (§11.1). */
const RESIDENCE_PROOFS = [
  ['SH', say('居住证（办理满一个月）和网上查询截图', 'residence permit older than one month, and the proof of its portal')],
  ['ZJ', say('居住证明', 'proof of residence')],
  ['SD', say('居住证、社保证明或房产证', 'residence permit, proof of social insurance, or deed')],
  ['GD', say('房产证、社保证明、居住证或暂住证', 'deed, proof of social insurance, or residence permit')],
  ['SC', say('在读证明或工作证明', 'proof of study or work')],
  ['NX', say('一年以上的房屋租赁合同或房产证', 'lease of at least one year, or deed')],
] as const; // prettier-ignore

export const PERSON_POLICIES: readonly PolicyRow[] = [
  policy('person.minAge', 18, SOURCES.TENCENT_FAQ),
  policy('person.minorDocs', 'NONE', SOURCES.TENCENT_FAQ),
  policy('person.maxAge', 'NONE', SOURCES.DESIGN),
  policy('person.mobileRegion', 'ANY', SOURCES.TENCENT_PROVINCES),
  policy('person.contactRules', { differentNumbers: 2 }, SOURCES.TENCENT_PROVINCES),
  policy('person.contactRules', { differentNumbers: 1 }, SOURCES.TENCENT_PROVINCES, {
    scope: { province: 'BJ', entityKind: 'INDIVIDUAL' },
    note: 'Contact 1 and emergency contact may be the same number.',
  }),
  policy('person.landLine', { rule: 'NOT_ASKED', areaCodes: [] }, SOURCES.TENCENT_PROVINCES),
  policy('person.landLine', { rule: 'MUST', areaCodes: [] }, SOURCES.TENCENT_PROVINCES, { scope: { province: 'JS' } }),
  policy('person.landLine', { rule: 'OR_REMARK', areaCodes: [] }, SOURCES.TENCENT_PROVINCES, {
    scope: { province: 'AH' },
  }),
  policy(
    'person.landLine',
    {
      rule: 'MUST',
      areaCodes: ['0310', '0311', '0312', '0313', '0314', '0315', '0316', '0317', '0318', '0319', '0335'],
    },
    SOURCES.TENCENT_PROVINCES,
    { scope: { province: 'HE' }, note: 'The land line of an organisation is of the province.' },
  ),
  policy('person.emergencyContact', 'ANYBODY', SOURCES.TENCENT_PROVINCES),
  policy('person.emergencyContact', 'THIRD_PERSON', SOURCES.TENCENT_PROVINCES, { scope: { province: 'GS' } }),
  policy(
    'person.unsupportedPrefixes',
    ['162', '165', '167', '1700', '1701', '1702', '1703', '1704', '1705', '1706', '1707', '1708', '1709', '171'],
    'Alibaba Cloud number authentication reference (162, 165, 167, 170, 171); split of 170x: SegmentFault, 2020',
    { note: 'Virtual operators; MIIT codes may not arrive (R-TEL-2, R-TEL-3).' },
  ),
  policy('person.officePhone', 'ASKED', SOURCES.MIIT_FIELDS, { note: 'Fault 1031 where it is missing.' }),
  policy('person.officePhone', 'NOT_ASKED', SOURCES.MIIT_FIELDS, { scope: { entityKind: 'INDIVIDUAL' } }),
  policy('person.idMinRemainingDays', calendarDays(90), SOURCES.TENCENT_PROVINCES),
  policy('watch.daysBefore', days(90, 30, 7), SOURCES.DESIGN),
  policy('watch.daysBefore', days(30, 7, 1), SOURCES.DESIGN, { scope: { subject: 'SERVER' } }),

  policy('entity.headMustBeLegalRep', 'FREE', SOURCES.TENCENT_PROVINCES),
  policy('entity.headsSamePerson', 'NO', SOURCES.TENCENT_PROVINCES),
  policy('entity.investor', 'NOT_ASKED', SOURCES.MIIT_FIELDS),
  ...policyIn(['JL', 'FJ'], 'entity.investor', 'ASKED', SOURCES.TENCENT_PROVINCES),
  ...policyIn(['JL', 'FJ'], 'entity.investor', 'NOT_ASKED', SOURCES.TENCENT_PROVINCES, {
    scope: { entityKind: 'INDIVIDUAL' },
  }),
  policy('entity.investorIs', 'ANYBODY', SOURCES.TENCENT_PROVINCES),
  policy('entity.investorIs', 'ENTITY', SOURCES.TENCENT_PROVINCES, { scope: { province: 'JL' } }),
  policy('entity.investorIs', 'ENTITY', SOURCES.TENCENT_PROVINCES, {
    scope: { province: 'FJ', entityKind: 'ENTERPRISE' },
    note: 'Other organisations name the unit above them.',
  }),
  policy('entity.severalNumbers', 'ALLOWED', SOURCES.TENCENT_PROVINCES),
  ...policyIn(['BJ', 'TJ'], 'entity.severalNumbers', 'DEREGISTER_ONE', SOURCES.TENCENT_PROVINCES),
  policy('entity.headLetterRemark', 'NO', SOURCES.TENCENT_PROVINCES),
  policy('entity.headLetterRemark', 'YES', SOURCES.TENCENT_PROVINCES, { scope: { province: 'GS' } }),
  policy(
    'entity.residenceProofs',
    say('居住证或暂住证', 'residence permit or temporary residence permit'),
    SOURCES.TENCENT_PROVINCES,
  ),
  ...RESIDENCE_PROOFS.map(([province, proofs]) =>
    policy('entity.residenceProofs', proofs, SOURCES.TENCENT_PROVINCES, { scope: { province } }),
  ),
  policy('entity.siteHeadLetter', 'NO', SOURCES.TENCENT_PROVINCES),
  ...(['GOVERNMENT', 'INSTITUTION'] as const).map((entityKind) =>
    policy('entity.headMustBeLegalRep', 'LETTER', SOURCES.TENCENT_PROVINCES, { scope: { province: 'QH', entityKind } }),
  ),
  policy('entity.foreignHead', 'ACCEPTED', SOURCES.TENCENT_PROVINCES),
  ...policyIn(['HE', 'SD', 'FJ', 'SX'], 'entity.foreignHead', 'DELEGATES', SOURCES.TENCENT_PROVINCES),
  policy('entity.certMinRemainingDays', calendarDays(0), SOURCES.TENCENT_PROVINCES),
  policy('entity.certMinRemainingDays', calendarDays(365), SOURCES.TENCENT_PROVINCES, { scope: { province: 'SH' } }),
  policy('entity.certMinRemainingDays', calendarDays(90), SOURCES.TENCENT_PROVINCES, { scope: { province: 'ZJ' } }),
  ...policyIn(['SH', 'ZJ'], 'entity.certMinRemainingDays', calendarDays(0), SOURCES.TENCENT_PROVINCES, {
    scope: { entityKind: 'INDIVIDUAL' },
    note: "An individual's certificate is the ID; person.idMinRemainingDays holds for it.",
  }),
  policy('entity.nonLocalIndividual', 'UNKNOWN', SOURCES.TENCENT_PROVINCES),
  policy('entity.certAddressSameCity', 'SAME_PROVINCE', SOURCES.ALIBABA_FIRST),
  ...policyIn(['HE', 'HA', 'GZ'], 'entity.certAddressSameCity', 'SAME_CITY', SOURCES.HUAWEI, { from: '2026-01-01' }),
  policy('change.personToOrg', 'NO', SOURCES.TENCENT_PROVINCES),
  policy('change.orgToPerson', 'NEVER', SOURCES.TENCENT_FAQ),
  policy('province.remarks', [], SOURCES.TENCENT_PROVINCES),
];
