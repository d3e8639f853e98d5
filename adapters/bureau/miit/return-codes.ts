/** What MIIT's interface answers to a call (`msg_code`, V3.0), and what a provider has to do then. */
import { say, type Bilingual } from '../../../domain/messages/texts/wording.ts';

export type ReturnClass =
  /** The call did what it should. */
  | 'DONE'
  /** More files wait; call again. */
  | 'MORE'
  /** Nothing waits. */
  | 'NOTHING'
  /** Not now: the same call may succeed later. */
  | 'RETRY'
  /** Not at this hour: the message says at which. */
  | 'AT_OTHER_HOURS'
  /** The counter of uploads here and that of the bureau differ. */
  | 'RESYNCHRONISE'
  /** A person at the provider has to correct account, keys, address or rights, together with the bureau. */
  | 'PERSON'
  /** The call was wrong; it never succeeds as it is. */
  | 'OUR_FAULT';

interface ReturnCode {
  code: number;
  class: ReturnClass;
  meaning: Bilingual;
}

const row = (code: number, what: ReturnClass, chinese: string, english: string): ReturnCode => ({
  code,
  class: what,
  meaning: say(chinese, english),
});

const CODES: readonly ReturnCode[] = [
  row(0, 'DONE', '成功', 'done'),
  row(1, 'NOTHING', '数据已全部下载', 'everything has been downloaded'),
  row(2, 'NOTHING', '没有可下载的数据', 'nothing to download'),
  row(3, 'MORE', '还有数据待下载', 'more to download'),
  row(4, 'PERSON', '用户名错误', 'the user name is wrong'),
  row(5, 'PERSON', '密码错误', 'the password is wrong'),
  row(6, 'PERSON', '解密失败', 'the bureau cannot decrypt: key or offset differ'),
  row(7, 'OUR_FAULT', '哈希校验失败', 'the hash does not fit the file'),
  row(8, 'OUR_FAULT', '解压缩失败', 'the file cannot be unpacked'),
  row(9, 'PERSON', '加密算法类型错误', 'this kind of encryption is not accepted'),
  row(10, 'PERSON', '哈希算法类型错误', 'this kind of hash is not accepted'),
  row(11, 'PERSON', '压缩格式错误', 'this kind of compression is not accepted'),
  row(12, 'PERSON', '认证失败', 'access refused: the account, or the address that calls is not registered'),
  row(13, 'PERSON', '不是本省接入商', 'the provider is not one of this province'),
  row(14, 'RESYNCHRONISE', '数据序列号不连续', 'uploads before this one are missing'),
  row(15, 'RETRY', '待处理文件过多', 'too many files wait at the bureau'),
  row(16, 'OUR_FAULT', '随机字符串长度不足', 'the random text is too short'),
  row(17, 'OUR_FAULT', '上报文件数量不为一', 'not exactly one file was sent'),
  row(18, 'OUR_FAULT', '上报文件超过 50MB', 'the file is larger than 50 MB'),
  row(19, 'PERSON', '上报权限未开通', 'the right to report is not open'),
  row(20, 'AT_OTHER_HOURS', '不在上报时间段内', 'outside the hours of reporting'),
  row(21, 'OUR_FAULT', '缺少文件名', 'the name of the file is missing'),
  row(22, 'RETRY', '备案密码验证次数过多', 'the filing password was checked too often'),
  row(901, 'RETRY', '系统维护，暂停上报', 'maintenance: nothing is taken'),
  row(902, 'RETRY', '系统维护，暂停下载', 'maintenance: nothing is handed out'),
  row(999, 'RETRY', '其他错误', 'another fault'),
];

const BY_CODE = new Map(CODES.map((known) => [known.code, known]));

const UNKNOWN = (code: number): ReturnCode =>
  row(code, 'PERSON', `未知返回码 ${code}`, `unknown code ${code}: compare the version of the interface`);

/** The row of a code; one that the interface does not name is a matter for a person. */
export const returnCode = (code: number): ReturnCode => BY_CODE.get(code) ?? UNKNOWN(code);
