/** How and where servers are reached, and what files are for. */
import { seedRows, type CodeRow } from '../code-row.ts';

const CONSOLE = { source: "MIIT's console for providers", asOf: '2023-12-31' };

/** The bureaus by the alphabetical rank of their two letters (GB/T 2260), so that 13, 20 and 30 are Hong Kong, Macau and Taiwan. */
const BUREAUS = seedRows('BUREAU', CONSOLE, {
  1: '安徽',
  2: '北京',
  3: '重庆',
  4: '福建',
  5: '广东',
  6: '甘肃',
  7: '广西',
  8: '贵州',
  9: '河南',
  10: '湖北',
  11: '河北',
  12: '海南',
  14: '黑龙江',
  15: '湖南',
  16: '吉林',
  17: '江苏',
  18: '江西',
  19: '辽宁',
  21: '内蒙古',
  22: '宁夏',
  23: '青海',
  24: '四川',
  25: '山东',
  26: '上海',
  27: '陕西',
  28: '山西',
  29: '天津',
  31: '新疆',
  32: '西藏',
  33: '云南',
  34: '浙江',
});

const ACCESS_METHODS = seedRows('ACCESS_METHOD', CONSOLE, {
  1: '专线',
  2: '主机托管',
  3: '虚拟主机',
  4: '其他',
  5: '云接入',
});

const FILES = [
  ...seedRows('FILE_FORMAT', { source: 'a provider’s client of V3.0', asOf: '2016-07-21' }, { 1: 'jpg', 2: 'png' }),
  ...seedRows(
    'FILE_USE',
    { source: 'a provider’s client of V3.0', asOf: '2016-07-21' },
    {
      1: '真实性核验单',
      2: '主办者有效证件',
      3: '主体负责人证件',
      4: '网站负责人证件',
      5: '网站负责人核验现场照片',
    },
  ),
];

export const SERVERS_AND_FILES: readonly CodeRow[] = [...BUREAUS, ...ACCESS_METHODS, ...FILES];
