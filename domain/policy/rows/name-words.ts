/** Words that website names must not contain (R-SITE-4, R-SITE-5), nationally and per province. */
import type { Province } from '../../order/form.ts';
import type { PolicyValue } from '../policy.ts';

type ListedWord = PolicyValue<'keywords.siteName'>[number];

const list = (text: string): string[] => [...new Set(text.trim().split(/[、\s]+/))];

/** Words that only national entities may use, and words that nobody may use. */
export const NATIONAL_WORDS = [
  ...list('中国、中华、人民、国家、反腐、赌博、廉政、色情'),
  { word: '中央', except: list('中央空调、中央厨房、中央热水、中央供暖、中央新风、中央净水、中央除尘、中央吸尘') },
  {
    word: '人大',
    except: list('机器人大、个人大、名人大、达人大、诗人大、老人大、成人大、新人大、商人大、工人大、猎人大'),
  },
];

/** Words that individuals may not use anywhere: they name companies, organisations, forums and portals. */
export const INDIVIDUAL_WORDS = list(`
  公司、企业、集团、俱乐部、团体、协会、机构、工作室、资讯、网站、网络、网址、爱好者、作品展示、论坛、社区、平台、热线、社团、导航、
  门户、在线、交流
`);

/** Words that nobody in a province may use, besides the national ones. */
export const WORDS_FOR_ALL_IN: Partial<Readonly<Record<Province, readonly ListedWord[]>>> = {
  TJ: [
    ...list('资讯、网站、网址、爱好者、作品展示、工作室、主页、热线、社团、导航、分享'),
    { word: '网络', except: ['网络科技', '网络技术', '网络有限公司'] },
    { word: '平台', except: ['平台科技'] },
    ...list('博客、论坛、在线、社区、交流').map((word) => ({ word, severity: 'WARNING' as const })),
  ],
};

/** Words that individuals of a province may not use, besides the national ones. */
export const PROVINCE_WORDS: Partial<Readonly<Record<Province, readonly string[]>>> = {
  BJ: list('合伙、评论、中心、售后、学院、社团、博客、论坛、社区、返现、团购'),
  GD: list('媒体、股票、证券、彩票、体彩、刮刮乐、导航、论坛、社区、交流、商城、交易、返现、批发、利润、商务'),
  ZJ: list(`
    工作室、官网、行业、电商、企业、工坊、中心、产业、农业、养殖、股票、证券、彩票、体彩、刮刮乐、博客、论坛、在线、社区
  `),
  HA: list(`
    合伙、框架、大众、维修、设计、沙龙、艺术、评论、工作室、官网、服务、转让、品牌、排行榜、行业、宣传、电商、报价、企业、管理、
    工坊、传播、中心、交流、咨询、投资、售后、学院、贸易、旗舰、产业、农业、传媒、系统、媒体、股票、证券、彩票、体彩、刮刮乐、
    热线、社团、导航、论坛、在线、社区、营销、商城、交易、折扣、定做、定制、购、返现、导购、淘宝、网淘、阿里、诚信通、旺铺、
    批发、市场、利润、商务
  `),
  LN: list(`
    合伙、大众、维修、沙龙、工作室、互联、官网、品牌、行业、宣传、电商、企业、管理、工坊、传播、咨询、投资、贸易、产业、养殖、
    传媒、媒体、股票、证券、彩票、体彩、网络、网址、平台、论坛、站长网、商城、交易、折扣、购、返现、淘宝、网淘、旺铺
  `),
  HB: list('官网、行业、电商、企业、学院、论坛、商城、团购'),
  NX: list(`
    网、技术、信息、工作室、资讯、爱好者、作品展示、平台、主页、热线、社团、导航、博客、论坛、在线、社区、交流、营销、商城、交易、
    折扣、定做、定制、购、返现、贸易、淘宝、阿里、诚信通、旺铺、批发、市场、利润、商务
  `),
  HE: list('工作室、官网、企业、中心、学院、彩票、体彩、刮刮乐、社团、论坛、社区、商城、淘宝、团购'),
  GZ: list(`
    评论、信息、互联、官网、排行榜、行业、宣传、电商、售后、学院、传媒、媒体、股票、证券、彩票、体彩、刮刮乐、资讯、网址、平台、
    主页、热线、导航、博客、论坛、在线、社区、交流、营销、商城、交易、折扣、购、返现、淘宝、网淘、旺铺、批发
  `),
  HN: list(`
    官网、电商、报价、企业、售后、学院、产业、媒体、博客、论坛、营销、商城、交易、折扣、定做、定制、购、返现、贸易、淘宝、网淘、
    阿里、诚信通、旺铺、批发、市场、利润、商务
  `),
  NM: list(`
    学院、股票、证券、彩票、体彩、刮刮乐、导航、博客、论坛、在线、营销、商城、交易、折扣、购、返现、淘宝、网淘、利润
  `),
};
