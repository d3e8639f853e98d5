/** Which documents an order needs besides certificates and IDs, where and since when (§4, §11.1). */
import type { Province } from '../../order/form.ts';
import { ENTITY_KINDS, type EntityKind, type OrderType } from '../../order-types/order-type.ts';
import { typesOf } from '../../order-types/table.ts';
import type { PolicyRow, PolicyScope } from '../policy.ts';
import { policy } from '../policy-row.ts';
import { SOURCES } from './sources.ts';
import { present } from '../../present.ts';
import { calendarDays } from '../../time/instant.ts';

const MB = 1024 * 1024;
const ORGANISATIONS = ENTITY_KINDS.filter((kind) => kind !== 'INDIVIDUAL');
const NEW_WEBSITES = typesOf('ADDING');

interface Where {
  provinces: readonly Province[];
  kinds?: readonly EntityKind[];
  types?: readonly OrderType[];
}

/** Rows that make a slot mandatory in some provinces, for some kinds and types. */
function mandatory(slot: string, where: Where, source: string, from?: string): PolicyRow[] {
  const scopes: PolicyScope[] = where.provinces
    .map((province): PolicyScope => ({ slot, province }))
    .flatMap((scope) => where.kinds?.map((entityKind) => ({ ...scope, entityKind })) ?? [scope])
    .flatMap((scope) => where.types?.map((orderType) => ({ ...scope, orderType })) ?? [scope]);
  return scopes.map((scope) => policy('material.required', 'MANDATORY', source, { scope, ...present({ from }) }));
}

export const MATERIALS_POLICIES: readonly PolicyRow[] = [
  policy('material.upload', { mediaTypes: ['image/jpeg', 'image/png', 'image/gif'], maxBytesExclusive: 4 * 1024 * 1024 }, SOURCES.ALIBABA_DOCS, { note: 'jpg, jpeg, png, gif; below 4 MB each (R-MAT-2).' }), // prettier-ignore
  policy('material.maxPixels', 60_000_000, SOURCES.DESIGN, { note: 'R-HO-6.' }),
  policy('material.maxBase64', 100_000, SOURCES.MIIT_INTERFACE, { note: '100 K of base64 text (R-HO-5).' }),
  policy('material.maxBase64', 150_000, SOURCES.MIIT_INTERFACE, {
    scope: { slot: 'checklist-form' },
    note: '150 K of base64 text (R-HO-5).',
  }),
  policy('material.maxVersions', 20, SOURCES.DESIGN),
  policy('material.maxBytes', { perOrder: 200 * MB, perAccount: 800 * MB }, SOURCES.DESIGN),
  policy('material.replacedKeepDays', calendarDays(7), SOURCES.DESIGN),
  policy('material.required', 'NOT_USED', SOURCES.DESIGN),
  ...['entity-certificate', 'entity-head-id', 'site-head-id', 'checklist-form', 'backdrop-photo'].map((slot) =>
    policy('material.required', 'MANDATORY', SOURCES.ALIBABA_FIRST, { scope: { slot } }),
  ),
  policy('material.required', 'MANDATORY', SOURCES.TENCENT_FAQ, {
    scope: { slot: 'health-approval' },
    note: 'Second approval for adult products (R-PRE-6).',
  }),
  ...mandatory('photo-in-hand', { provinces: ['BJ'] }, SOURCES.ALIBABA_DOCS),
  ...mandatory('domain-certificate', { provinces: ['NM', 'HN'] }, SOURCES.TENCENT_PROVINCES),
  ...mandatory('party-building-proof', { provinces: ['XJ'], types: NEW_WEBSITES }, SOURCES.TENCENT_FAQ),
  ...mandatory('commitment-letter', { provinces: ['GD', 'JS'] }, SOURCES.TENCENT_PROVINCES, '2021-01-01'),
  ...mandatory(
    'establishment-form',
    { provinces: ['HL', 'NM', 'YN', 'JX'], kinds: ['GOVERNMENT', 'INSTITUTION'] },
    SOURCES.TENCENT_PROVINCES,
  ),
  policy('material.required', 'MANDATORY', SOURCES.TENCENT_PROVINCES, {
    scope: { slot: 'residence-proof' },
    note: 'Where entity.nonLocalIndividual says PROOF.',
  }),
  policy('material.required', 'MANDATORY', SOURCES.TENCENT_DOCS, { scope: { slot: 'entity-head-letter' } }),
  policy('material.required', 'MANDATORY', SOURCES.TENCENT_DOCS, { scope: { slot: 'site-head-letter' } }),
  policy('material.required', 'MANDATORY', SOURCES.TENCENT_DOCS, { scope: { slot: 'pre-approval-permit' } }),
  policy('material.required', 'MANDATORY', SOURCES.TENCENT_DOCS, { scope: { slot: 'minor-proof' } }),
  ...[
    'finance-undertaking',
    'finance-business-description',
    'finance-site-description',
    'finance-licence-copy',
  ].flatMap((slot) => mandatory(slot, { provinces: ['GD'], kinds: ORGANISATIONS }, SOURCES.TENCENT_FAQ, '2016-06-20')),
  policy('material.required', 'MANDATORY', SOURCES.TENCENT_PROVINCES, { scope: { slot: 'construction-plan' } }),
  policy('material.domainCertificatesFrom', 'NEVER', SOURCES.TENCENT_PROVINCES),
  policy('material.domainCertificatesFrom', 5, SOURCES.TENCENT_PROVINCES, { scope: { province: 'SN' } }),
  policy('material.required', 'MANDATORY', SOURCES.TENCENT_PROVINCES, {
    scope: { slot: 'head-position-proof' },
    note: 'Where entity.headMustBeLegalRep says MANAGER.',
  }),
  policy('material.required', 'MANDATORY', SOURCES.TENCENT_PROVINCES, {
    scope: { slot: 'religious-approval' },
    note: 'Where keywords.religion has words.',
  }),
  policy('material.required', 'ON_REQUEST', SOURCES.TENCENT_PROVINCES, {
    scope: { slot: 'finance-undertaking', province: 'ZJ' },
    note: 'Instead of the permit.',
  }),
  policy('material.constructionPlanFrom', 'NEVER', SOURCES.TENCENT_PROVINCES),
  ...planFrom('GD', 32, 6),
  ...planFrom('JS', 30, 10),
  ...planFrom('CQ', 35, 6),
  ...planFrom('HN', 3, 3),
  ...planFrom('GX', 6, 4),
  ...planFrom('SC', 6, 6),
  policy('material.required', 'ON_REQUEST', SOURCES.TENCENT_FAQ, {
    scope: { slot: 'change-letter' },
    note: 'Change of name, and transfer after one; which provinces insist on it is not known (R-CHG-8).',
  }),
  ...typesOf('CHANGE').flatMap((orderType) =>
    ORGANISATIONS.map((entityKind) =>
      policy('material.required', 'MANDATORY', SOURCES.TENCENT_FAQ, {
        scope: { slot: 'change-letter', orderType, entityKind },
        note: 'A new name is proved by the letter of the commerce office (A-107).',
      }),
    ),
  ),
  policy('material.required', 'ON_REQUEST', SOURCES.TENCENT_DOCS, {
    scope: { slot: 'domain-identity-screenshot' },
    note: 'Domains registered elsewhere.',
  }),
  policy('material.required', 'ON_REQUEST', SOURCES.TENCENT_DOCS, {
    scope: { slot: 'domain-holder-proof' },
    note: 'Domain held by a shareholder or senior manager.',
  }),
];

/** Thresholds of §11.1: the plan is mandatory from this number of websites on, new ones included. */
function planFrom(province: Province, organisations: number, individuals: number): PolicyRow[] {
  return [
    policy('material.constructionPlanFrom', organisations, SOURCES.TENCENT_PROVINCES, { scope: { province } }),
    policy('material.constructionPlanFrom', individuals, SOURCES.TENCENT_PROVINCES, {
      scope: { province, entityKind: 'INDIVIDUAL' },
    }),
  ];
}
