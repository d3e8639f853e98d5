/** The names of everything that can be chosen in the form. A value without a name does not compile. */
import { say, type Bilingual } from '../messages/texts/wording.ts';
import type { EntityKind } from '../order-types/order-type.ts';
import type {
  AccessMethod,
  CONTENT_CATEGORIES,
  ORGANISATION_CERTIFICATE_TYPES,
  PERSON_DOCUMENT_TYPES,
  Province,
  SECTORS,
} from './form.ts';

type Chosen =
  | Province
  | EntityKind
  | (typeof PERSON_DOCUMENT_TYPES)[number]
  | (typeof ORGANISATION_CERTIFICATE_TYPES)[number]
  | (typeof CONTENT_CATEGORIES)[number]
  | (typeof SECTORS)[number]
  | AccessMethod
  | 'WEBSITE'
  | 'WEBSITE_WITH_MINI_PROGRAM';

export const PROVINCE_NAMES: Readonly<Record<Province, Bilingual>> = {
  BJ: say('北京市', 'Beijing'),
  TJ: say('天津市', 'Tianjin'),
  HE: say('河北省', 'Hebei'),
  SX: say('山西省', 'Shanxi'),
  NM: say('内蒙古自治区', 'Inner Mongolia'),
  LN: say('辽宁省', 'Liaoning'),
  JL: say('吉林省', 'Jilin'),
  HL: say('黑龙江省', 'Heilongjiang'),
  SH: say('上海市', 'Shanghai'),
  JS: say('江苏省', 'Jiangsu'),
  ZJ: say('浙江省', 'Zhejiang'),
  AH: say('安徽省', 'Anhui'),
  FJ: say('福建省', 'Fujian'),
  JX: say('江西省', 'Jiangxi'),
  SD: say('山东省', 'Shandong'),
  HA: say('河南省', 'Henan'),
  HB: say('湖北省', 'Hubei'),
  HN: say('湖南省', 'Hunan'),
  GD: say('广东省', 'Guangdong'),
  GX: say('广西壮族自治区', 'Guangxi'),
  HI: say('海南省', 'Hainan'),
  CQ: say('重庆市', 'Chongqing'),
  SC: say('四川省', 'Sichuan'),
  GZ: say('贵州省', 'Guizhou'),
  YN: say('云南省', 'Yunnan'),
  XZ: say('西藏自治区', 'Tibet'),
  SN: say('陕西省', 'Shaanxi'),
  GS: say('甘肃省', 'Gansu'),
  QH: say('青海省', 'Qinghai'),
  NX: say('宁夏回族自治区', 'Ningxia'),
  XJ: say('新疆维吾尔自治区', 'Xinjiang'),
};

const CHOICE_NAMES: Readonly<Record<Chosen, Bilingual>> = {
  ...PROVINCE_NAMES,
  INDIVIDUAL: say('个人', 'individual'),
  ENTERPRISE: say('企业', 'enterprise'),
  GOVERNMENT: say('政府机关', 'government body'),
  INSTITUTION: say('事业单位', 'public institution'),
  SOCIAL_ORG: say('社会团体', 'social organisation'),
  NON_ENTERPRISE: say('民办非企业单位', 'private non-enterprise unit'),
  FOUNDATION: say('基金会', 'foundation'),
  LAW_FIRM: say('律师事务所', 'law firm'),
  MILITARY: say('国防机构', 'military body'),
  RESIDENT_ID: say('居民身份证', 'resident identity card'),
  HK_MACAU_TRAVEL_PERMIT: say('港澳居民来往内地通行证', 'travel permit of Hong Kong and Macau residents'),
  HK_MACAU_RESIDENCE_PERMIT: say('港澳居民居住证', 'residence permit of Hong Kong and Macau residents'),
  TAIWAN_TRAVEL_PERMIT: say('台湾居民来往大陆通行证', 'travel permit of Taiwan residents'),
  TAIWAN_RESIDENCE_PERMIT: say('台湾居民居住证', 'residence permit of Taiwan residents'),
  PASSPORT: say('护照', 'passport'),
  FOREIGN_PERMANENT_RESIDENCE_CARD: say('外国人永久居留身份证', 'permanent residence card of foreigners'),
  BUSINESS_LICENCE: say('营业执照', 'business licence'),
  ORGANISATION_CODE: say('组织机构代码证', 'organisation code certificate'),
  USCC_CERTIFICATE: say('统一社会信用代码证书', 'certificate of the social credit code'),
  INSTITUTION_LEGAL_PERSON: say('事业单位法人证书', 'certificate of a public institution'),
  SOCIAL_ORG_CERTIFICATE: say('社会团体法人登记证书', 'certificate of a social organisation'),
  NON_ENTERPRISE_REGISTRATION: say('民办非企业单位登记证书', 'certificate of a private non-enterprise unit'),
  FOUNDATION_CERTIFICATE: say('基金会法人登记证书', 'certificate of a foundation'),
  LAW_FIRM_PRACTICE_LICENCE: say('律师事务所执业许可证', 'practice licence of a law firm'),
  MILITARY_CODE: say('军队代号', 'military code'),
  PERSONAL_BLOG: say('个人博客', 'personal blog'),
  PERSONAL_PORTFOLIO: say('个人作品展示', 'personal portfolio'),
  CORPORATE_PRESENTATION: say('单位门户、企业展示', 'presentation of an organisation'),
  E_COMMERCE: say('电子商务', 'e-commerce'),
  INFORMATION_SERVICE: say('信息服务', 'information service'),
  GOVERNMENT_AFFAIRS: say('政务服务', 'government affairs'),
  EDUCATION: say('教育', 'education'),
  GAMES: say('游戏', 'games'),
  FORUM: say('论坛、社区', 'forum'),
  OTHER: say('其他', 'other'),
  NEWS: say('新闻', 'news'),
  PUBLISHING: say('出版', 'publishing'),
  MEDICINE: say('药品和医疗器械', 'medicine'),
  CULTURE: say('文化', 'culture'),
  BROADCASTING: say('广播电影电视节目', 'broadcasting'),
  HEALTH: say('医疗保健', 'health'),
  RIDE_HAILING: say('网络预约车', 'ride hailing'),
  BBS: say('电子公告服务', 'bulletin boards'),
  FINANCE: say('互联网金融', 'finance'),
  ADULT_PRODUCTS: say('成人用品', 'adult products'),
  OFF_CAMPUS_TRAINING: say('校外培训', 'off-campus training'),
  DEDICATED_LINE: say('专线', 'dedicated line'),
  HOSTING: say('主机托管', 'hosted server of your own'),
  VIRTUAL_HOST: say('虚拟主机', 'shared host'),
  CLOUD: say('云接入', 'cloud'),
  WEBSITE: say('网站', 'website'),
  WEBSITE_WITH_MINI_PROGRAM: say('网站和小程序', 'website with a mini-program'),
};

const names: ReadonlyMap<string, Bilingual> = new Map(Object.entries(CHOICE_NAMES));

/** The name of a value; one without a name stands for itself. */
export const choiceName = (value: string): Bilingual => names.get(value) ?? say(value, value);
