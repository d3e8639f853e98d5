/** Which items of its checklist a reviewer ticks, where and since when (R-PRE-2, R-PRE-6, R-PRE-7, R-PRE-9 to R-PRE-11, R-PRE-15). */
import { SECTORS, type Province } from '../../order/form.ts';
import { ENTITY_KINDS } from '../../order-types/order-type.ts';
import type { ReviewItemName } from '../../review/item-texts.ts';
import type { PolicyRow, PolicyScope } from '../policy.ts';
import { policy, SINCE_EVER } from '../policy-row.ts';
import { SOURCES } from './sources.ts';

const ORGANISATIONS = ENTITY_KINDS.filter((kind) => kind !== 'INDIVIDUAL');

const ticked = (item: ReviewItemName, scope: PolicyScope, source: string, from = SINCE_EVER): PolicyRow =>
  policy('review.item', 'TICKED', source, { scope: { ...scope, item }, from });

/** Of organisations in one province. */
const ofOrganisationsIn = (
  province: Province,
  items: readonly ReviewItemName[],
  scope: PolicyScope,
  source: string,
  from?: string,
): PolicyRow[] =>
  ORGANISATIONS.flatMap((entityKind) =>
    items.map((item) => ticked(item, { ...scope, province, entityKind }, source, from)),
  );

const GUANGDONG_FINANCE = [
  'undertaking-title',
  'undertaking-commitment',
  'undertaking-seal',
  'undertaking-signature',
  'business-description',
  'site-description',
  'licence-copy',
] as const;

export const REVIEW_ITEM_POLICIES: readonly PolicyRow[] = [
  policy('review.item', 'NOT_ASKED', SOURCES.DESIGN),
  ...ofOrganisationsIn('GD', GUANGDONG_FINANCE, { contentSector: 'FINANCE' }, SOURCES.TENCENT_FAQ, '2016-06-20'),
  ticked('qualification-seen', { contentSector: 'FINANCE' }, SOURCES.TENCENT_FAQ),
  ...SECTORS.flatMap((contentSector) => [
    ticked('permit-seen', { contentSector }, SOURCES.TENCENT_DOCS),
    ticked('no-sector', { contentSector }, SOURCES.TENCENT_DOCS),
  ]),
  ticked('scope-names-it', { contentSector: 'ADULT_PRODUCTS' }, SOURCES.TENCENT_FAQ),
  ticked('publication-number', { contentCategory: 'GAMES', province: 'SH' }, SOURCES.TENCENT_PROVINCES),
  ...ofOrganisationsIn('GD', ['commitment-letter'], {}, SOURCES.TENCENT_PROVINCES, '2021-01-01'),
  ...ofOrganisationsIn('JS', ['commitment-letter'], {}, SOURCES.TENCENT_PROVINCES, '2021-01-01'),
  ...(['YN', 'XJ'] as const).map((province) =>
    ticked('numbers-not-elsewhere', { province }, SOURCES.TENCENT_PROVINCES),
  ),
  ...(['SH', 'ZJ', 'SD', 'GD', 'SC', 'NX'] as const).map((province) =>
    ticked('residence-proof', { province, entityKind: 'INDIVIDUAL' }, SOURCES.TENCENT_PROVINCES),
  ),
  ticked('authority-asked', { province: 'AH' }, SOURCES.TENCENT_PROVINCES),
  ticked('commitment-video', { province: 'JS' }, SOURCES.TENCENT_PROVINCES, '2021-01-01'),
];
