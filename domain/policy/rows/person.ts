/** Rules about people in charge, their documents and phones (§3.2, §10.4). */
import { calendarDays } from '../../time/instant.ts';
import type { PolicyRow } from '../policy.ts';
import { policy, policyIn } from '../policy-row.ts';
import { SOURCES } from './sources.ts';

const days = (...counts: number[]) => counts.map(calendarDays);

export const PERSON_POLICIES: readonly PolicyRow[] = [
  policy('person.minAge', 18, SOURCES.TENCENT_FAQ),
  policy('person.minorDocs', 'NONE', SOURCES.TENCENT_FAQ),
  policy('person.maxAge', 'NONE', SOURCES.DESIGN),
  policy('person.mobileRegion', 'ANY', SOURCES.TENCENT_PROVINCES),
  policy('person.contactRules', { differentNumbers: 2 }, SOURCES.TENCENT_PROVINCES),
  ...policyIn(['BJ', 'TJ'], 'person.contactRules', { differentNumbers: 3 }, SOURCES.TENCENT_PROVINCES, {
    note: 'Counted over entity head and site head together when they are two people.',
  }),
  policy('person.contactRules', { differentNumbers: 1 }, SOURCES.TENCENT_PROVINCES, {
    scope: { province: 'BJ', entityKind: 'INDIVIDUAL' },
    note: 'Contact 1 and emergency contact may be the same number.',
  }),
  policy('person.emergencyContact', 'ANYBODY', SOURCES.TENCENT_PROVINCES),
  policy('person.emergencyContact', 'THIRD_PERSON', SOURCES.TENCENT_PROVINCES, { scope: { province: 'GS' } }),
  policy(
    'person.unsupportedPrefixes',
    ['162', '165', '167', '1700', '1701', '1702', '1703', '1704', '1705', '1706', '1707', '1708', '1709', '171'],
    'Alibaba Cloud number authentication reference (162, 165, 167, 170, 171); split of 170x: SegmentFault, 2020',
    { note: 'Virtual operators; MIIT codes may not arrive (R-TEL-2, R-TEL-3).' },
  ),
  policy('person.idMinRemainingDays', calendarDays(90), SOURCES.TENCENT_PROVINCES),
  policy('watch.daysBefore', days(90, 30, 7), SOURCES.DESIGN),
  policy('watch.daysBefore', days(30, 7, 1), SOURCES.DESIGN, { scope: { subject: 'SERVER' } }),

  policy('entity.headMustBeLegalRep', 'FREE', SOURCES.TENCENT_PROVINCES),
  policy('entity.headsSamePerson', 'NO', SOURCES.TENCENT_PROVINCES),
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
