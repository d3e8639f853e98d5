/** Sectors that need a prior approval, and words that hint at them or are forbidden in names (§3.6, R-SITE-4, R-SITE-5). */
import type { Province } from '../../order/form.ts';
import { INDIVIDUAL_WORDS, NATIONAL_WORDS, PROVINCE_WORDS } from './name-words.ts';
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

export const SECTOR_POLICIES: readonly PolicyRow[] = [
  policy('preapproval.sectors', 'NOT_NEEDED', SOURCES.TENCENT_DOCS),
  policy('keywords.sector', [], SOURCES.DESIGN),
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
  ...Object.entries(PROVINCE_WORDS).map(([province, words]) =>
    policy('keywords.siteName', [...NATIONAL_WORDS, ...INDIVIDUAL_WORDS, ...words], SOURCES.ALIBABA_DOCS, {
      scope: { entityKind: 'INDIVIDUAL', province: province as Province },
    }),
  ),
];
