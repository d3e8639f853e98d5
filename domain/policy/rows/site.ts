/** How many websites and domains, which domains and which servers (§3.3 to §3.5; C-9 to C-11, C-19, C-21). */
import { businessDays, calendarDays } from '../../time/instant.ts';
import { BEIJING_2019, BEIJING_LATER, MIIT_SUFFIXES } from './domain-suffixes.ts';
import type { PolicyRow } from '../policy.ts';
import { policy, policyIn } from '../policy-row.ts';
import { SOURCES } from './sources.ts';

const INDIVIDUAL = { entityKind: 'INDIVIDUAL' } as const;

export const SITE_POLICIES: readonly PolicyRow[] = [
  policy('site.nameForms', { forms: [], latin: 'ALLOWED' }, SOURCES.ALIBABA_DOCS),
  policy('site.nameForms', { forms: [], latin: 'REFUSED' }, SOURCES.TENCENT_PROVINCES, { scope: { province: 'CQ' } }),
  policy(
    'site.nameForms',
    { forms: ['{name}的个人博客', '{name}的个人主页'], latin: 'ALLOWED' },
    SOURCES.ALIBABA_DOCS,
    {
      scope: { province: 'JS', ...INDIVIDUAL },
      to: '2020-07-31',
      note: 'Its end is not known; the later list of Tencent Cloud does not have it.',
    },
  ),
  policy('site.namePlaces', 'ALLOWED', SOURCES.ALIBABA_DOCS),
  policy('site.namePlaces', 'REFUSED', SOURCES.ALIBABA_DOCS, { scope: INDIVIDUAL }),
  ...policyIn(['YN', 'HI'], 'site.namePlaces', 'REFUSED_ALONE', SOURCES.TENCENT_PROVINCES, {
    note: 'A name of administrative meaning (怒江网) is for those who may speak for the place.',
  }),
  ...policyIn(['YN', 'HI'], 'site.namePlaces', 'REFUSED', SOURCES.TENCENT_PROVINCES, { scope: INDIVIDUAL }),
  ...policyIn(['YN', 'HI'], 'site.namePlaces', 'ALLOWED', SOURCES.TENCENT_PROVINCES, {
    scope: { entityKind: 'GOVERNMENT' },
  }),
  policy('site.maxPerOrder', 10, SOURCES.TENCENT_FAQ),
  policy('site.maxPerOrder', 1, SOURCES.TENCENT_FAQ, { scope: INDIVIDUAL }),
  ...policyIn(['HB', 'HN'], 'site.maxPerOrder', 1, SOURCES.TENCENT_PROVINCES),
  policy('site.maxPerOrder', 5, SOURCES.TENCENT_PROVINCES, { scope: { province: 'HA' } }),
  policy('site.maxPerOrder', 5, SOURCES.TENCENT_PROVINCES, { scope: { province: 'GZ' } }),
  policy('site.maxPerOrder', 5, SOURCES.TENCENT_PROVINCES, { scope: { province: 'SN', orderType: 'FIRST' } }),
  ...policyIn(['HB', 'HN', 'HA', 'GZ'], 'site.maxPerOrder', 1, SOURCES.TENCENT_FAQ, {
    scope: INDIVIDUAL,
    note: 'The national limit for individuals stays below the cap of the province (HA allows 3 domains).',
  }),
  policy('site.maxPerOrder', 1, SOURCES.TENCENT_FAQ, {
    scope: { province: 'SN', orderType: 'FIRST', entityKind: 'INDIVIDUAL' },
  }),
  policy('site.maxPerOrder', 3, SOURCES.HUAWEI, { scope: { province: 'SX' }, from: '2026-01-01' }),
  policy('site.maxPerOrder', 1, SOURCES.TENCENT_FAQ, { scope: { province: 'SX', ...INDIVIDUAL } }),
  policy('site.maxPerOrder', 5, SOURCES.TENCENT_PROVINCES, { scope: { province: 'SC', orderType: 'CHANGE_SITE' } }),
  policy('site.maxPerTransfer', 10, SOURCES.TENCENT_FAQ, { note: 'A later page names no limit (C-10).' }),
  policy('site.maxPerEntity', 'NO_LIMIT', SOURCES.TENCENT_FAQ, { note: 'Individuals: 5 in some provinces (C-21).' }),
  policy('site.maxPerEntity', 30, SOURCES.TENCENT_PROVINCES, { scope: { province: 'SN' } }),
  policy('site.maxPerEntity', 5, SOURCES.TENCENT_PROVINCES, { scope: { province: 'SN', ...INDIVIDUAL } }),

  policy('site.minRemarkLength', 0, SOURCES.TENCENT_PROVINCES),
  policy('site.minRemarkLength', 30, SOURCES.TENCENT_PROVINCES, { scope: { province: 'NM' } }),
  policy('site.minRemarkLength', 1, SOURCES.TENCENT_PROVINCES, {
    scope: { province: 'JX' },
    note: 'A word about pre-approval is mandatory.',
  }),
  policy('site.minRemarkLength', 1, SOURCES.TENCENT_PROVINCES, {
    scope: { province: 'BJ', ...INDIVIDUAL },
    note: 'Individuals describe the content in the remark.',
  }),
  policy('site.singleAbove', 'NEVER', SOURCES.TENCENT_PROVINCES),
  policy('site.singleAbove', 15, SOURCES.HUAWEI, { scope: { province: 'JX' }, from: '2026-01-01' }),
  policy('site.singleAbove', 7, SOURCES.HUAWEI, { scope: { province: 'JX', ...INDIVIDUAL }, from: '2026-01-01' }),
  policy('site.explanationFrom', 'NEVER', SOURCES.TENCENT_PROVINCES),
  policy('site.explanationFrom', 3, SOURCES.TENCENT_PROVINCES, { scope: { province: 'NX', ...INDIVIDUAL } }),
  policy('site.remarkMustSay', [], SOURCES.TENCENT_PROVINCES),
  ...policyIn(['TJ', 'GX', 'GS'], 'site.remarkMustSay', ['本网站是个人网站'], SOURCES.TENCENT_PROVINCES, {
    scope: INDIVIDUAL,
    note: 'The beginning of the declaration that each of these bureaus wants word for word.',
  }),
  policy('site.miniProgramRemark', 'NO', SOURCES.TENCENT_PROVINCES),
  ...policyIn(['GD', 'GX', 'SN'], 'site.miniProgramRemark', 'YES', SOURCES.TENCENT_PROVINCES),
  policy('site.severalAddresses', 'FREE', SOURCES.TENCENT_PROVINCES),
  policy('site.severalAddresses', 'REMARK', SOURCES.TENCENT_PROVINCES, { scope: { province: 'HE' } }),
  policy('site.gamesNumber', 'NO', SOURCES.TENCENT_PROVINCES),
  policy('site.gamesNumber', 'YES', SOURCES.TENCENT_PROVINCES, { scope: { province: 'SH' } }),
  policy('site.contentRefused', [], SOURCES.TENCENT_PROVINCES),
  policy('site.contentRefused', ['OTHER'], SOURCES.TENCENT_PROVINCES, { scope: { province: 'HL' } }),

  policy('domain.maxPerSite', 10, SOURCES.TENCENT_DOCS),
  policy('domain.maxPerSite', 1, SOURCES.MIIT_ONE_DOMAIN, { from: '2019-04-22' }),
  policy('domain.suffixAllowed', { allowed: MIIT_SUFFIXES, refused: [] }, SOURCES.TENCENT_SUFFIXES),
  policy('domain.suffixAllowed', BEIJING_2019, SOURCES.TENCENT_FAQ, { scope: { province: 'BJ' } }),
  policy('domain.suffixAllowed', BEIJING_LATER, SOURCES.TENCENT_PROVINCES, {
    scope: { province: 'BJ' },
    from: '2020-08-01',
    note: 'Published later than the list of 2019, which names itself as of 2019-01-01 (C-9).',
  }),
  ...(['GOVERNMENT', 'INSTITUTION'] as const).map((entityKind) =>
    policy('domain.suffixAllowed', { allowed: ['.cn', '.公益'], refused: [] }, SOURCES.HUAWEI, {
      scope: { province: 'NM', entityKind },
      from: '2026-01-01',
    }),
  ),
  policy('domain.labelRefused', [], SOURCES.TENCENT_PROVINCES),
  policy('domain.labelRefused', ['中国', '国家'], SOURCES.TENCENT_PROVINCES, { scope: { province: 'BJ' } }),
  policy('domain.holderProof', ['LEGAL_REPRESENTATIVE', 'SHAREHOLDER', 'SENIOR_MANAGER'], SOURCES.TENCENT_DOCS, {
    note: "By MIIT's proof form (R-DOM-3).",
  }),
  policy('domain.holderProof', [], SOURCES.TENCENT_PROVINCES, {
    scope: { province: 'JL' },
    note: 'The domain must belong to the organisation.',
  }),
  policy('domain.minRemainingDays', calendarDays(90), SOURCES.ALIBABA_DOCS),
  policy('domain.minRemainingDays', calendarDays(180), SOURCES.ALIBABA_DOCS, {
    scope: { province: 'SH' },
    to: '2020-07-31',
  }),
  policy('domain.verifyWithin', { suffixes: ['.com', '.net'], days: calendarDays(5) }, SOURCES.TENCENT_FAQ),
  policy('domain.realNameWait', { here: calendarDays(3), elsewhere: businessDays(3) }, SOURCES.TENCENT_DOCS, {
    note: 'Older text: 3 to 5 BD (R-DOM-9).',
  }),

  ...server({ VM: [3, 5], VIRTUAL_HOST: [3, 1], LIGHT_SERVER: [3, 5], ELASTIC_HOSTING: [6, 1] }),
  ...server({ NAT_GATEWAY: [1, 2], IPV6_TRANSLATION: [1, 2], ENS: [3, 5], SITE_BUILDER: [12, 1] }),
  policy('server.rules', { minTermMonths: 3, sitesPerInstance: 5 }, SOURCES.TENCENT_FAQ),
  policy('server.accessMethod', 'VIRTUAL_HOST', SOURCES.DESIGN, {
    note: 'Cloud and shared hosts; per product where it differs.',
  }),
  policy('server.accessMethodInCodes', 'CLOUD', SOURCES.MIIT_CODES, {
    note: 'Before 2013-10 the table had no cloud; a bureau whose table lacks it takes VIRTUAL_HOST.',
  }),
  ...['VIRTUAL_HOST', 'SITE_BUILDER'].map((product) =>
    policy('server.accessMethodInCodes', 'VIRTUAL_HOST', SOURCES.MIIT_CODES, { scope: { product } }),
  ),
  policy('server.minRemainingMonths', 0, SOURCES.TENCENT_FAQ, {
    note: 'Later text: 1 month left while filing (C-19).',
  }),
  policy('code.maxPerServer', 5, SOURCES.TENCENT_FAQ),
  policy('code.accountKind', 'ENTERPRISE', SOURCES.TENCENT_FAQ),
];

/** R-SRV-6: shortest term in months and number of websites, per product. */
function server(products: Record<string, readonly [minTermMonths: number, sitesPerInstance: number]>): PolicyRow[] {
  return Object.entries(products).map(([product, [minTermMonths, sitesPerInstance]]) =>
    policy('server.rules', { minTermMonths, sitesPerInstance }, SOURCES.ALIBABA_DOCS, { scope: { product } }),
  );
}
