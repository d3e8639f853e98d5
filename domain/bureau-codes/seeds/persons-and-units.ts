/** Nature of unit (单位性质) and certificates (证件类型), V3.0 and what later lists add. */
import { seedRows, type CodeRow } from '../code-row.ts';

/** Ids 1 to 6 stand in every list; an older one numbers from 7 on differently. */
const NATURES = seedRows(
  'NATURE',
  { source: "MIIT's console for providers, list of natures", asOf: '2023-12-31' },
  {
    1: '国防机构',
    2: '政府机关',
    3: '事业单位',
    4: '企业',
    5: '个人',
    6: '社会团体',
    9: '民办非企业单位',
    10: '基金会',
    11: '律师执业机构',
    12: '外国在华文化中心',
    13: '群众性团体组织',
    14: '司法鉴定机构',
    15: '宗教团体',
    16: '境外机构',
    17: '医疗机构',
    18: '公证机构',
    19: '集体经济',
    20: '仲裁机构',
  },
);

/** Certificates by the nature of those who have them. */
const CERTIFICATES: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  5: {
    2: '居民身份证',
    7: '护照',
    8: '军官证',
    11: '台湾居民来往大陆通行证',
    14: '港澳居民来往内地通行证',
    30: '外国人永久居留身份证',
    41: '港澳居民居住证',
    42: '台湾居民居住证',
  },
  1: { 5: '部队代号', 23: '军队单位对外有偿服务许可证' },
  2: { 9: '组织机构代码证', 13: '统一社会信用代码证书' },
  3: { 3: '组织机构代码证', 4: '事业单位法人证书', 15: '统一社会信用代码证书' },
  4: { 1: '营业执照', 12: '组织机构代码证', 27: '外国企业常驻代表机构登记证' },
  6: { 6: '社会团体法人登记证书', 10: '组织机构代码证' },
  9: { 16: '组织机构代码证', 17: '民办非企业单位登记证书', 36: '社会服务机构登记证书', 37: '民办学校办学许可证' },
  10: { 18: '组织机构代码证', 19: '基金会法人登记证书' },
  11: { 20: '组织机构代码证', 21: '律师事务所执业许可证' },
};

export const PERSONS_AND_UNITS: readonly CodeRow[] = [
  ...NATURES,
  ...Object.entries(CERTIFICATES).flatMap(([nature, names]) =>
    seedRows(
      'CERTIFICATE',
      { source: 'V3.0 section 2.5 and MIIT’s console for providers', asOf: '2023-12-31' },
      names,
    ).map((row): CodeRow => ({ ...row, belongsTo: nature })),
  ),
];
