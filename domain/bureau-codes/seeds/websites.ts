/** What a website offers, in which languages, and what it needs an approval for. */
import { seedRows, type CodeRow } from '../code-row.ts';

const CONSOLE = { source: "MIIT's console for providers", asOf: '2023-12-31' };

/** 25 to 27 are not known. */
const CONTENTS = seedRows('CONTENT', CONSOLE, {
  1: '即时通信',
  2: '搜索引擎',
  3: '综合门户',
  4: '网上邮局',
  5: '网络新闻',
  6: '博客/个人空间',
  7: '网络广告/信息',
  8: '单位门户网站',
  9: '网络购物',
  10: '网上支付',
  11: '网上银行',
  12: '网上炒股/股票基金',
  13: '网络游戏',
  14: '网络音乐',
  15: '网络影视',
  16: '网络图片',
  17: '网络软件/下载',
  18: '网上求职',
  19: '网上交友/婚介',
  20: '网上房产',
  21: '网络教育',
  22: '网站建设',
  23: 'WAP',
  24: '其他',
  28: 'APP',
  29: '网络借贷信息中介',
  30: '互联网股权融资',
  31: '互联网保险',
  32: '互联网跨界金融及资产管理',
  33: '网上非银支付',
});

const LANGUAGES = seedRows('LANGUAGE', CONSOLE, {
  1: '中文简体',
  2: '中文繁体',
  3: '维吾尔语',
  4: '哈萨克语',
  5: '柯尔克孜语',
  6: '蒙古语',
  7: '藏语',
  8: '壮语',
  9: '朝鲜语',
  10: '彝文',
  11: '苗语',
  12: '英语',
  13: '日语',
  14: '法语',
  15: '俄罗斯语',
  16: '西班牙语',
  17: '阿拉伯语',
});

/** Ride-hailing is 12 in one list and 11 in another. */
const PRE_APPROVALS = seedRows('PRE_APPROVAL', CONSOLE, {
  1: '新闻',
  2: '出版',
  3: '教育',
  4: '医疗保健',
  5: '药品和医疗器械',
  6: '电子公告服务',
  9: '文化',
  10: '广播电影电视节目',
  12: '网络预约车',
  13: '互联网金融',
  14: '校外培训',
  15: '宗教',
});

export const WEBSITES: readonly CodeRow[] = [...CONTENTS, ...LANGUAGES, ...PRE_APPROVALS];
