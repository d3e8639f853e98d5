/** Rules about the entity: its certificate, its addresses (R-ACC-5 to R-ACC-7, R-USC, §3.1). */
import { ORGANISATION_CERTIFICATE_TYPES, PERSON_DOCUMENT_TYPES, type Entity } from '../order/form.ts';
import { isTooShort, TOO_SHORT } from '../identity/document-number.ts';
import { checkCreditCode, registryProvince } from '../identity/credit-code.ts';
import { daysFrom } from '../time/instant.ts';
import type { EntityKind } from '../order-types/order-type.ts';
import { kindChangeRules } from './kind-change.ts';
import type { Order } from './order.ts';
import { blocking, missing, warning, type Verdict } from './verdict.ts';

type CertificateType = NonNullable<Entity['certificateType']>;

/** The certificate is one of those listed for the kind of entity (§3.1). */
const CERTIFICATES: Readonly<Record<EntityKind, readonly CertificateType[]>> = {
  INDIVIDUAL: PERSON_DOCUMENT_TYPES,
  ENTERPRISE: ['BUSINESS_LICENCE'],
  GOVERNMENT: ['ORGANISATION_CODE', 'USCC_CERTIFICATE'],
  INSTITUTION: ['INSTITUTION_LEGAL_PERSON', 'ORGANISATION_CODE'],
  SOCIAL_ORG: ['SOCIAL_ORG_CERTIFICATE', 'ORGANISATION_CODE'],
  NON_ENTERPRISE: ['NON_ENTERPRISE_REGISTRATION', 'ORGANISATION_CODE'],
  FOUNDATION: ['FOUNDATION_CERTIFICATE', 'ORGANISATION_CODE'],
  LAW_FIRM: ['LAW_FIRM_PRACTICE_LICENCE', 'ORGANISATION_CODE'],
  MILITARY: ['MILITARY_CODE'],
};

/** The certificates with which a kind of entity files. */
export const acceptedCertificates = (kind: EntityKind): readonly CertificateType[] => CERTIFICATES[kind];

export function entityRules(order: Order): Verdict[] {
  return [
    ...certificate(order),
    ...certificateNumber(order),
    ...registryElsewhere(order),
    ...investor(order),
    ...validity(order),
    ...addresses(order),
    ...kindChangeRules(order),
  ];
}

function certificate({ form: { entity } }: Order): Verdict[] {
  const { kind, certificateType } = entity;
  if (kind === undefined || certificateType === undefined || CERTIFICATES[kind].includes(certificateType)) return [];
  const accepted = CERTIFICATES[kind].join(', ');
  return [
    blocking(
      'entity.certificateType',
      'CERTIFICATE_TYPE',
      `This kind of entity files with one of: ${accepted}. Overseas organisations file through a mainland branch with its own certificate.`,
    ),
  ];
}

/** The unified social credit code; numbers of other certificates have no common form. */
function certificateNumber({ form: { entity } }: Order): Verdict[] {
  const { certificateType, certificateNumber: number } = entity;
  if (certificateType === undefined || number === undefined || !isOrganisation(certificateType)) return [];
  if (isTooShort(number)) return [blocking('entity.certificateNumber', TOO_SHORT.code, TOO_SHORT.advice)];
  const hasCreditCode = certificateType === 'BUSINESS_LICENCE' || certificateType === 'USCC_CERTIFICATE';
  if (!hasCreditCode && number.length !== 18) return [];
  const check = checkCreditCode(number);
  if (check.ok) return [];
  const say = check.severity === 'ERROR' ? blocking : warning;
  return [say('entity.certificateNumber', check.code, check.advice)];
}

/**
 * R-ACC-5, R-USC-1: an organisation files where it is registered, and digits 3 to 8 of its code are the district of the registry. One
 * that has moved keeps its code, says so in the remark, and a reviewer looks.
 */
function registryElsewhere({ form: { entity } }: Order): Verdict[] {
  const { kind, province, certificateNumber: number, remark } = entity;
  if (kind === undefined || kind === 'INDIVIDUAL' || province === undefined || number === undefined) return [];
  const registry = registryProvince(number);
  if (registry === undefined || registry === province) return [];
  return remark === undefined
    ? [blocking('entity.certificateNumber', 'CODE_OF_ANOTHER_PROVINCE', CODE_ELSEWHERE)]
    : [warning('entity.certificateNumber', 'CODE_OF_ANOTHER_PROVINCE', CODE_EXPLAINED)];
}

const CODE_ELSEWHERE =
  'The code belongs to a registry of another province. File in the province of the certificate, or through a branch that is registered here; if the organisation has moved here, say so in the remark of the entity.';
const CODE_EXPLAINED =
  'The code belongs to a registry of another province, and the remark says why. The reviewer compares the certificate, and says in the note what it shows.';

/** §11.1 JL, FJ: the investor or supervising unit is the organisation itself. */
function investor({ form: { entity }, policies, scope, on }: Order): Verdict[] {
  const { kind, name } = entity;
  if (kind === undefined || kind === 'INDIVIDUAL' || name === undefined) return [];
  if (policies.resolve('entity.investorIs', scope, on) === 'ANYBODY') return [];
  const advice = 'This bureau wants the full name of the organisation as its investor or supervising unit.';
  if (entity.investor === undefined) return [missing('entity.investor', advice)];
  return entity.investor === name ? [] : [blocking('entity.investor', 'INVESTOR_NOT_ENTITY', advice)];
}

function isOrganisation(type: CertificateType): boolean {
  return ORGANISATION_CERTIFICATE_TYPES.some((each) => each === type);
}

/** R-PER-2 for the entity's own certificate; some provinces want it valid for a while (R-PRE-11). */
function validity({ form: { entity }, policies, scope, on }: Order): Verdict[] {
  const until = entity.certificateValidUntil;
  if (until === undefined || until === 'LONG_TERM') return [];
  const path = 'entity.certificateValidUntil';
  const left = daysFrom(on, until);
  if (left < 0) return [blocking(path, 'EXPIRED', 'The certificate has expired. Renew it, then upload the new one.')];
  const least = policies.resolve('entity.certMinRemainingDays', scope, on);
  if (left >= least) return [];
  return [
    blocking(path, 'EXPIRES_SOON', `The certificate must be valid for at least ${least} more days. Renew it first.`),
  ];
}

/** Certificate and mailing address lie in one province (R-ACC-7), in some provinces in one city. */
function addresses({ form: { entity }, policies, scope, on }: Order): Verdict[] {
  const verdicts: Verdict[] = [];
  const { province, mailingProvince, mailingAddress, city, mailingCity, remark } = entity;
  if (province !== undefined && mailingProvince !== undefined && province !== mailingProvince) {
    verdicts.push(
      blocking(
        'entity.mailingProvince',
        'ADDRESS_OTHER_PROVINCE',
        'Give a mailing address in the province of the certificate: certificate address, office or home.',
      ),
    );
  }
  if (policies.resolve('entity.certAddressSameCity', scope, on) === 'SAME_CITY') {
    if (mailingCity === undefined)
      verdicts.push(missing('entity.mailingCity', 'Choose the city of the mailing address.'));
    else if (city !== undefined && city !== mailingCity) {
      verdicts.push(
        blocking('entity.mailingCity', 'ADDRESS_OTHER_CITY', 'This bureau wants both addresses in one city.'),
      );
    }
  }
  if (mailingAddress !== undefined && !hasHouseNumber(mailingAddress)) {
    verdicts.push(
      remark === undefined
        ? blocking(
            'entity.mailingAddress',
            'ADDRESS_WITHOUT_NUMBER',
            'Give street and house number. If there is none, say so in the remark of the entity.',
          )
        : warning('entity.mailingAddress', 'ADDRESS_WITHOUT_NUMBER', 'No house number; the remark explains it.'),
    );
  }
  return verdicts;
}

function hasHouseNumber(address: string): boolean {
  return /[0-9０-９]|[一二三四五六七八九十百]+[号弄幢栋室层]/.test(address);
}
