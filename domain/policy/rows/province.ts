/** The table of the provinces (§11.1) as policy rows, one for each cell. */
import { ENTITY_KINDS } from '../../order-types/order-type.ts';
import type { Province } from '../../order/form.ts';
import type { PolicyRow, PolicyScope, PolicyValue } from '../policy.ts';
import { policy } from '../policy-row.ts';
import { PROVINCE_TABLE, type ProvinceRules } from './province-table.ts';
import { SOURCES } from './sources.ts';

const ORGANISATIONS = ENTITY_KINDS.filter((kind) => kind !== 'INDIVIDUAL');

export const PROVINCE_POLICIES: readonly PolicyRow[] = PROVINCE_TABLE.flatMap(rowsOf);

function rowsOf(rules: ProvinceRules): PolicyRow[] {
  const { province } = rules;
  const scope = { province };
  return [
    ...rules.head.map(([from, value]) => policy('entity.headMustBeLegalRep', value, sourceOf(from), { scope, from })),
    ...(rules.headsSamePerson ?? []).map(([from, value]) =>
      policy('entity.headsSamePerson', value, sourceOf(from), { scope, from }),
    ),
    policy('entity.siteHeadLetter', rules.siteLetter === true ? 'YES' : 'NO', SOURCES.TENCENT_PROVINCES, { scope }),
    ...rules.nonLocal.map(([from, value]) =>
      policy('entity.nonLocalIndividual', value, sourceOf(from), { scope, from }),
    ),
    ...(rules.headFreeIn ?? []).map((orderType) =>
      policy('entity.headMustBeLegalRep', 'FREE', SOURCES.TENCENT_PROVINCES, { scope: { province, orderType } }),
    ),
    policy('person.contactRules', { differentNumbers: rules.numbers ?? 2 }, SOURCES.TENCENT_PROVINCES, { scope }),
    ...ages(rules),
    ...mobiles(rules),
    policy('change.personToOrg', rules.personToOrg, SOURCES.TENCENT_PROVINCES, { scope }),
    policy('province.remarks', rules.remarks.slice(), SOURCES.TENCENT_PROVINCES, { scope }),
  ];
}

function ages({ province, minAge, minorDocs, maxAge }: ProvinceRules): PolicyRow[] {
  return [
    ...forKinds(minAge).map(([entityKind, age]) =>
      policy('person.minAge', age, SOURCES.TENCENT_PROVINCES, { scope: { province, entityKind } }),
    ),
    ...forKinds<PolicyValue<'person.minorDocs'>>(minorDocs).map(([entityKind, docs]) =>
      policy('person.minorDocs', docs, SOURCES.TENCENT_PROVINCES, { scope: { province, entityKind } }),
    ),
    ...(maxAge === undefined
      ? []
      : [policy('person.maxAge', maxAge, SOURCES.TENCENT_PROVINCES, { scope: { province }, note: 'Site heads.' })]),
  ];
}

function mobiles({ province, localMobile = [] }: ProvinceRules): PolicyRow[] {
  const anywhere = policy('person.mobileRegion', 'ANY', SOURCES.TENCENT_PROVINCES, { scope: { province } });
  return [anywhere, ...localMobile.map(([from, whose]) => mobile(province, from, whose))];
}

function mobile(
  province: Province,
  from: string,
  whose: NonNullable<ProvinceRules['localMobile']>[number][1],
): PolicyRow {
  const individuals = { province, entityKind: 'INDIVIDUAL' } as const;
  const row = (value: PolicyValue<'person.mobileRegion'>, scope: PolicyScope): PolicyRow =>
    policy('person.mobileRegion', value, sourceOf(from), { scope, from });
  switch (whose) {
    case 'EVERYBODY':
      return row('LOCAL', { province });
    case 'INDIVIDUALS':
      return row('LOCAL', individuals);
    case 'FROM_ELSEWHERE':
      return row('LOCAL_IF_ELSEWHERE', individuals);
    case 'ADVISED':
      return row('ADVISED', { province });
    default:
      return whose satisfies never;
  }
}

/** Turns a value for individuals and one for organisations into one for each entity kind. */
function forKinds<Value>(values: { individual?: Value; organisation?: Value } = {}) {
  const individual = values.individual === undefined ? [] : [['INDIVIDUAL', values.individual] as const];
  const { organisation } = values;
  const organisations = organisation === undefined ? [] : ORGANISATIONS.map((kind) => [kind, organisation] as const);
  return [...individual, ...organisations];
}

/** Rows that start in 2026 come from the newest source. */
function sourceOf(from: string): string {
  return from >= '2026' ? SOURCES.HUAWEI : SOURCES.TENCENT_PROVINCES;
}
