/** Sectors that need a prior approval, and words that hint at them or are forbidden in names (§3.6, R-SITE-4, R-SITE-5). */
import { say } from '../../messages/texts/wording.ts';
import type { ContentCategory, Province } from '../../order/form.ts';
import { INDIVIDUAL_WORDS, NATIONAL_WORDS, PROVINCE_WORDS, WORDS_FOR_ALL_IN } from './name-words.ts';
import type { PolicyRow, PolicyScope } from '../policy.ts';
import { policy } from '../policy-row.ts';
import { SOURCES } from './sources.ts';

type Sector = NonNullable<PolicyScope['contentSector']>;

/** Sector, authority to ask, permit to upload, papers to prepare, and words that hint at the sector. */
const SECTOR_TABLE: readonly (readonly [Sector, authority: string, permit: string, documents: string, hints: string])[] = [
  ['NEWS', 'Information office of the provincial government', '互联网新闻信息服务许可证 (Internet news permit)', 'Colour scan of the permit.', '新闻 时政 日报 晚报'],
  ['PUBLISHING', 'Provincial press and publication administration', '互联网出版许可证 (Internet publishing permit)', 'Colour scan of the permit.', '出版 期刊 杂志 电子书'],
  ['MEDICINE', 'Provincial drug administration', '互联网药品信息服务资格证书 (Internet drug information certificate)', 'Colour scan of the certificate.', '药品 医疗器械 药房 大药房'],
  ['CULTURE', 'Provincial culture authority', '网络文化经营许可证 (Internet culture business permit, ICBP)', 'Colour scan of the permit, when the content is operated for profit.', '音乐 动漫 演出 艺术品'],
  ['BROADCASTING', 'Provincial radio and television authority', '信息网络传播视听节目许可证 (Audio-visual programme permit)', 'Colour scan of the permit.', '影视 电影 视频 直播 广播'],
  ['EDUCATION', 'Provincial education authority', 'Approval for education on the internet', 'Colour scan of the approval.', '网校 远程教育'],
  ['HEALTH', 'Provincial health authority', 'Approval for health information', 'Colour scan of the approval.', '医院 诊疗 医疗保健'],
  ['RIDE_HAILING', "Transport authority of the company's seat", '网络预约出租汽车经营许可证 (Ride-hailing permit)', 'Colour scan of the permit.', '网约车 打车 出行'],
  ['BBS', 'Provincial communications administration', 'Approval of electronic bulletin services', 'Colour scan of the approval; organisations only.', '论坛 社区 贴吧'],
  ['FINANCE', 'Financial regulator of the business', 'Approval of the financial regulator', 'Undertaking, description of business and website, licence copy.', '金融 理财 基金 网贷 众筹 保险 支付 股权'],
  ['GAMES', 'Press and publication authority, and culture authority for the ICBP', '网络文化经营许可证 (ICBP) and publication number', 'Colour scan of the permit, when the game is operated for profit.', '游戏 手游 网游'],
  ['ADULT_PRODUCTS', 'Commerce authority and health authority', 'Approval of the commerce authority for adult products', 'Colour scans of both approvals; the business scope must name their sale on the internet.', '情趣 成人用品'],
  ['OFF_CAMPUS_TRAINING', 'Education authority of province, city or district', '校外培训前置审批 (Approval for off-campus training)', 'Colour scan of the approval; vocational training needs none.', '校外培训 补习 辅导班'],
]; // prettier-ignore

/** Contents of a website that hint at a sector (R-PRE-2). */
const CONTENTS = [
  ['EDUCATION', ['EDUCATION']],
  ['OFF_CAMPUS_TRAINING', ['EDUCATION']],
  ['GAMES', ['GAMES']],
] as const satisfies readonly (readonly [Sector, readonly ContentCategory[]])[];

/** Financial business and its regulator (R-PRE-15). */
const REGULATORS = [
  [say('网络支付', 'payment'), say('中国人民银行', 'central bank')],
  [say('网络借贷、信托、消费金融', 'online lending, trust, consumer finance'), say('银行业监督管理机构', 'banking regulator')],
  [say('股权众筹、基金销售', 'equity crowdfunding, sale of funds'), say('证券监督管理机构', 'securities regulator')],
  [say('互联网保险', 'insurance'), say('保险监督管理机构', 'insurance regulator')],
] as const; // prettier-ignore

export const SECTOR_POLICIES: readonly PolicyRow[] = [
  policy('preapproval.sectors', 'NOT_NEEDED', SOURCES.TENCENT_DOCS),
  policy('keywords.sector', [], SOURCES.DESIGN),
  policy('sector.hinted', 'WARNING', SOURCES.DESIGN),
  policy('sector.hinted', 'BLOCKING', SOURCES.TENCENT_PROVINCES, {
    scope: { province: 'LN', contentSector: 'BROADCASTING' },
    note: 'The permit, and no undertaking instead.',
  }),
  policy('sector.hinted', 'BLOCKING', SOURCES.TENCENT_PROVINCES, { scope: { province: 'SD' } }),
  policy('finance.proof', 'PERMIT', SOURCES.TENCENT_DOCS),
  policy('finance.proof', 'PERMIT_OR_UNDERTAKING', SOURCES.TENCENT_PROVINCES, { scope: { province: 'ZJ' } }),
  policy('keywords.religion', [], SOURCES.TENCENT_PROVINCES),
  policy(
    'keywords.religion',
    ['宗教', '佛教', '道教', '伊斯兰', '基督教', '天主教', '清真寺', '寺院', '教堂'],
    SOURCES.TENCENT_PROVINCES,
    { scope: { province: 'NX' }, note: 'The consent of the religious affairs bureau: 0951-5065691.' },
  ),
  policy('contents.sector', [], SOURCES.DESIGN),
  ...CONTENTS.map(([contentSector, categories]) =>
    policy('contents.sector', categories.slice(), SOURCES.DESIGN, { scope: { contentSector } }),
  ),
  policy('finance.regulators', REGULATORS.map(([business, regulator]) => ({ business, regulator })), SOURCES.TENCENT_FAQ), // prettier-ignore
  ...SECTOR_TABLE.flatMap(([contentSector, authority, permit, documents, hints]) => [
    policy('preapproval.sectors', { authority, permit, documents }, SOURCES.TENCENT_DOCS, { scope: { contentSector } }),
    policy('keywords.sector', hints.split(' '), SOURCES.TENCENT_DOCS, { scope: { contentSector } }),
  ]),
  policy('preapproval.sectors', 'NOT_NEEDED', 'State Council decision of 2015-10-14, first batch of 62 items, item 8', {
    scope: { contentSector: 'HEALTH' },
    from: '2015-10-14',
    note: 'Dropped nationally; a bureau may still ask.',
  }),
  policy('preapproval.sectors', 'NOT_NEEDED', SOURCES.TENCENT_DOCS, {
    scope: { contentSector: 'EDUCATION' },
    from: '2016-02-03',
    note: 'Dropped nationally; off-campus training is a sector of its own.',
  }),
  policy('bbs.approval', 'GRANTED', SOURCES.TENCENT_FAQ, { note: 'Some provinces stopped granting it (R-SITE-6).' }),

  policy('keywords.explicit', ['色情', '情色', '赌博', '裸聊', '成人影片'], SOURCES.TENCENT_FAQ),
  policy('keywords.siteName', NATIONAL_WORDS, SOURCES.ALIBABA_DOCS),
  policy('keywords.siteName', [...NATIONAL_WORDS, ...INDIVIDUAL_WORDS], SOURCES.ALIBABA_DOCS, {
    scope: { entityKind: 'INDIVIDUAL' },
  }),
  ...Object.entries(WORDS_FOR_ALL_IN).flatMap(([province, words]) => [
    policy('keywords.siteName', [...NATIONAL_WORDS, ...words], SOURCES.TENCENT_PROVINCES, {
      scope: { province: province as Province },
    }),
    policy('keywords.siteName', [...NATIONAL_WORDS, ...INDIVIDUAL_WORDS, ...words], SOURCES.TENCENT_PROVINCES, {
      scope: { entityKind: 'INDIVIDUAL', province: province as Province },
    }),
  ]),
  ...Object.entries(PROVINCE_WORDS).map(([province, words]) =>
    policy('keywords.siteName', [...NATIONAL_WORDS, ...INDIVIDUAL_WORDS, ...words], SOURCES.ALIBABA_DOCS, {
      scope: { entityKind: 'INDIVIDUAL', province: province as Province },
    }),
  ),
];
