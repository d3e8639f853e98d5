/** What the bureau answers to a call: an XML document as text (V3.0 §1.8). */
import { write, type Content } from './tree.ts';

export const VERSION = 'V.3.0';

/** Codes of answers, with the text that the bureau sends along. */
const TEXTS = {
  0: '操作成功',
  1: '数据已全部下载',
  2: '没有可供下载的数据',
  3: '还有数据需要下载',
  4: '用户名错误',
  5: '密码错误',
  6: '解密失败',
  7: '哈希校验失败',
  8: '解压缩失败',
  9: '加密算法类型错误',
  10: '哈希算法类型错误',
  11: '压缩格式错误',
  12: '认证失败',
  13: '不是本省接入商',
  14: '数据序列号不连续',
  15: '待处理文件过多，请稍后提交',
  16: '随机字符串长度不足',
  17: '上报文件数量错误',
  18: '上报文件大小超过限制',
  19: '上报权限未开通，请与管局联系',
  20: '不在允许上报的时间段内',
  21: '缺少文件名',
  22: '备案密码验证次数超过限制',
  901: '系统维护中，暂停上报',
  902: '系统维护中，暂停下载',
  999: '其他错误',
} as const;
export type ReturnCode = keyof typeof TEXTS;

/** Codes of calls that failed, by which the sandbox can be told to fail. */
export const FAILURES: readonly ReturnCode[] = [
  4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 901, 902, 999,
];

/** An answer; `more` goes behind code and text. */
export const answer = (code: ReturnCode, more: Content = {}, message: string = TEXTS[code]): string =>
  `<?xml version="1.0" encoding="GBK"?><return version="${VERSION}">${write({ msg_code: String(code), msg: message })}${write(more)}</return>`;

export const missingNumbers = (numbers: readonly number[]): Content => ({
  dataSequences: { dataSequence: numbers.map(String) },
});

/** A file in its envelope, as an answer or a call holds it. */
export interface Sealed {
  beianInfo: string;
  beianInfoHash: string;
  encryptAlgorithm: string;
  hashAlgorithm: string;
  compressionFormat: string;
}

export const fileInfos = (sealed: Sealed, name: string, dataSequence?: number): Content => ({
  fileInfos: {
    hashAlgorithm: sealed.hashAlgorithm,
    compressionFormat: sealed.compressionFormat,
    encryptAlgorithm: sealed.encryptAlgorithm,
    dataSequence: dataSequence === undefined ? undefined : String(dataSequence),
    return_FileName: name,
    beianInfo: sealed.beianInfo,
    beianInfoHash: sealed.beianInfoHash,
  },
});
