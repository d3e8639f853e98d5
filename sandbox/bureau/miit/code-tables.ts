/**
 * The bureau's code tables (JCDM, V3.0 §3.10). Values that no public source gives — reasons, handlings, opinions, reporting units —
 * are invented. Areas are left out: their table has thousands of rows.
 */
import type { Province } from '../../../domain/order/form.ts';
import type { Content } from './tree.ts';

type Rows = Readonly<Record<number, string>>;

const NATURE: Rows = {
  1: '国防机构', 2: '政府机关', 3: '事业单位', 4: '企业', 5: '个人', 6: '社会团体', 9: '民办非企业单位', 10: '基金会',
  11: '律师执业机构', 12: '外国在华文化中心', 13: '群众性团体组织', 14: '司法鉴定机构', 15: '宗教团体', 16: '境外机构',
  17: '医疗机构', 18: '公证机构', 19: '集体经济', 20: '仲裁机构',
}; // prettier-ignore
/** Each type with the nature that it belongs to; 0 for several. */
const CERTIFICATE: Readonly<Record<number, readonly [name: string, nature: number]>> = {
  1: ['营业执照', 4], 2: ['居民身份证', 5], 3: ['组织机构代码证', 3], 4: ['事业单位法人证书', 3], 5: ['部队代号', 1],
  6: ['社会团体法人登记证书', 6], 7: ['护照', 5], 8: ['军官证', 5], 9: ['组织机构代码证', 2], 10: ['组织机构代码证', 6],
  11: ['台湾居民来往大陆通行证', 5], 12: ['组织机构代码证', 4], 13: ['统一社会信用代码证书', 2],
  14: ['港澳居民来往内地通行证', 5], 15: ['统一社会信用代码证书', 3], 16: ['组织机构代码证', 9],
  17: ['民办非企业单位登记证书', 9], 18: ['组织机构代码证', 10], 19: ['基金会法人登记证书', 10], 20: ['组织机构代码证', 11],
  21: ['律师事务所执业许可证', 11], 22: ['外国在华文化中心登记证', 12], 23: ['军队单位对外有偿服务许可证', 1],
  24: ['统一社会信用代码证书', 13], 25: ['宗教活动场所登记证', 15], 27: ['外国企业常驻代表机构登记证', 4],
  28: ['司法鉴定许可证', 14], 30: ['外国人永久居留身份证', 5], 34: ['外国政府旅游部门常驻代表机构批准登记证', 16],
  35: ['境外机构证件', 16], 36: ['社会服务机构登记证书', 9], 37: ['民办学校办学许可证', 9], 38: ['医疗机构执业许可证', 17],
  39: ['公证机构执业证', 18], 41: ['港澳居民居住证', 5], 42: ['台湾居民居住证', 5], 43: ['农村集体经济组织登记证', 19],
  44: ['仲裁委员会登记证', 20],
}; // prettier-ignore
const PRE_APPROVAL: Rows = {
  1: '新闻', 2: '出版', 3: '教育', 4: '医疗保健', 5: '药品和医疗器械', 6: '电子公告服务', 9: '文化', 10: '广播电影电视节目',
  12: '网络预约车', 13: '互联网金融', 14: '校外培训', 15: '宗教',
}; // prettier-ignore
const CONTENT: Rows = {
  1: '即时通信', 2: '搜索引擎', 3: '综合门户', 4: '网上邮局', 5: '网络新闻', 6: '博客/个人空间', 7: '网络广告/信息', 8: '单位门户网站',
  9: '网络购物', 10: '网上支付', 11: '网上银行', 12: '网上炒股/股票基金', 13: '网络游戏', 14: '网络音乐', 15: '网络影视',
  16: '网络图片', 17: '网络软件/下载', 18: '网上求职', 19: '网上交友/婚介', 20: '网上房产', 21: '网络教育', 22: '网站建设', 23: 'WAP',
  24: '其他', 28: 'APP', 29: '网络借贷信息中介', 30: '互联网股权融资', 31: '互联网保险', 32: '互联网跨界金融及资产管理', 33: '网上非银支付',
}; // prettier-ignore
const ACCESS_METHOD: Rows = { 1: '专线', 2: '主机托管', 3: '虚拟主机', 4: '其他', 5: '云接入' };
const LANGUAGE: Rows = {
  1: '中文简体', 2: '中文繁体', 3: '维吾尔语', 4: '哈萨克语', 5: '柯尔克孜语', 6: '蒙古语', 7: '藏语', 8: '壮语', 9: '朝鲜语',
  10: '彝文', 11: '苗语', 12: '英语', 13: '日语', 14: '法语', 15: '俄罗斯语', 16: '西班牙语', 17: '阿拉伯语',
}; // prettier-ignore
const REMOVAL_REASON: Rows = { 1: '网站不再使用', 2: '更换接入商', 3: '主体注销', 4: '备案信息有误', 9: '其他' };
const UNFILED_HANDLING: Rows = { 1: '已停止接入', 2: '已督促备案', 3: '已备案', 4: '不是本单位接入', 9: '其他' };
const VERIFICATION: Rows = { 1: '信息属实', 2: '信息不属实', 3: '不是本单位接入' };
const UNIT_CLASS: Rows = { 1: '基础电信企业', 2: '接入服务企业', 3: '使用单位' };
const SECTOR: Rows = { 1: '电信', 2: '互联网和相关服务', 3: '教育', 4: '其他' };
const FORMAT: Rows = { 1: 'jpg', 2: 'png' };
/** Uses of attachments with their object: 1 the entity, 2 a website. */
const USE: Readonly<Record<number, readonly [name: string, object: number]>> = {
  1: ['真实性核验单', 2],
  2: ['主办者有效证件', 1],
  3: ['主体负责人证件', 1],
  4: ['网站负责人证件', 2],
  5: ['网站负责人核验现场照片', 2],
};

/** Server locations: the ranks of the two-letter codes of all provinces, with three that have no mainland servers left out. */
const LOCATIONS = 33;

const known = (rows: Readonly<Record<number, unknown>>) => (id: string | undefined) =>
  id !== undefined && Number(id) in rows;

/** What the machine check looks codes up in. */
export const isCode = {
  nature: known(NATURE),
  certificate: known(CERTIFICATE),
  preApproval: known(PRE_APPROVAL),
  content: known(CONTENT),
  accessMethod: known(ACCESS_METHOD),
  language: known(LANGUAGE),
  removalReason: known(REMOVAL_REASON),
  unfiledHandling: known(UNFILED_HANDLING),
  format: known(FORMAT),
  use: known(USE),
  location: (id: string | undefined): boolean =>
    id !== undefined && Number(id) >= 1 && Number(id) <= LOCATIONS + 1 && ![13, 20, 30].includes(Number(id)),
};

/** Whether a use of an attachment fits its object. */
export const fitsObject = (use: string | undefined, object: string | undefined): boolean =>
  USE[Number(use)]?.[1] === Number(object);

const VALID = '1';

const named = (rows: Rows, name = 'Mc'): Content[] =>
  Object.entries(rows).map(([id, value]) => ({ Id: id, [name]: value, Sfyx: VALID }));
/** Some tables give each code as a bit as well (运算ID). */
const withBits = (rows: Rows, more: Readonly<Record<string, string>> = {}): Content[] =>
  Object.entries(rows).map(([id, name]) => ({
    Id: id,
    Ysid: String(2n ** (BigInt(id) - 1n)),
    Mc: name,
    ...more,
    Sfyx: VALID,
  }));

/** A reporting unit (报备单位): the provider itself at this bureau, and two carriers. */
export interface ReportingUnit {
  id: string;
  name: string;
}
export const CARRIERS: readonly ReportingUnit[] = [
  { id: '110000000001', name: '示例基础电信企业甲' },
  { id: '110000000002', name: '示例基础电信企业乙' },
];

/** All tables as one document's content. */
export const codeTables = (provider: ReportingUnit, provinceCode: string): Content => ({
  JCDM: {
    Bbdwlb: {
      Bbdw: [provider, ...CARRIERS].map(({ id, name }) => ({ Id: id, Dwmc: name, Dwfl: '2', Dwhyfl: '2', Jyxkzbh: '示例许可证', Shengid: provinceCode, Sfyx: VALID })),
    },
    Jcdm_xx: {
      Dwfl_dms: { Dwfl_xx: named(UNIT_CLASS) },
      Dwxz_dms: { Dwxz_xx: named(NATURE) },
      Hyfl_dms: { Hyfl_xx: named(SECTOR) },
      Zjlx_dms: { Zjlx_xx: Object.entries(CERTIFICATE).map(([id, [name, nature]]) => ({ Id: id, Mc: name, Dwflid: String(nature), Sfyx: VALID })) },
      Wzjylx_dms: { Wzjylx_xx: withBits(PRE_APPROVAL, { Sfqzsp: '1' }) },
      Wzfwlx_dms: { Wzfwlx_xx: withBits(CONTENT) },
      Wzjrfs_dms: { Wzjrfs_xx: withBits(ACCESS_METHOD) },
      Zxly_dms: { Zxly_xx: named(REMOVAL_REASON, 'Nr') },
      Wbacl_dms: { Wbacl_xx: Object.entries(UNFILED_HANDLING).map(([id, name]) => ({ Id: id, Ztmc: name })) },
      Hsyj_dms: { Hsyj: named(VERIFICATION) },
      Fjwjgs_dms: { Fjwjgs: named(FORMAT) },
      Fjytlx_dms: { Fjzjlx: Object.entries(USE).map(([id, [name, object]]) => ({ Id: id, Mc: name, Ssdxlx: String(object), Sfyx: VALID })) },
      Yylb_dms: { Yylb: named(LANGUAGE) },
    },
  },
}); // prettier-ignore

/** Provinces by the two digits of GB/T 2260. */
const PROVINCE_DIGITS: Readonly<Record<Province, string>> = {
  BJ: '11', TJ: '12', HE: '13', SX: '14', NM: '15', LN: '21', JL: '22', HL: '23', SH: '31', JS: '32', ZJ: '33', AH: '34', FJ: '35',
  JX: '36', SD: '37', HA: '41', HB: '42', HN: '43', GD: '44', GX: '45', HI: '46', CQ: '50', SC: '51', GZ: '52', YN: '53', XZ: '54',
  SN: '61', GS: '62', QH: '63', NX: '64', XJ: '65',
}; // prettier-ignore

export const areaOf = (province: Province): string => `${PROVINCE_DIGITS[province]}0000`;

/** The province in whose area a place lies. */
export const provinceOf = (area: string | undefined): Province | undefined => {
  const entries = Object.entries(PROVINCE_DIGITS);
  const [found] = entries.find(([, digits]) => area?.startsWith(digits) === true && area.length === 6) ?? [];
  return found === undefined ? undefined : PROVINCES.find((province) => province === found);
};
const PROVINCES: readonly Province[] = [
  'BJ', 'TJ', 'HE', 'SX', 'NM', 'LN', 'JL', 'HL', 'SH', 'JS', 'ZJ', 'AH', 'FJ', 'JX', 'SD', 'HA', 'HB', 'HN', 'GD', 'GX', 'HI',
  'CQ', 'SC', 'GZ', 'YN', 'XZ', 'SN', 'GS', 'QH', 'NX', 'XJ',
]; // prettier-ignore
