/** What is wrong with a line of an import, in both languages. It never holds a value of the line. */
import { say, type Bilingual } from '../../messages/texts/wording.ts';

const REASONS = {
  BOM: say(
    '文件开头有 BOM，请以无 BOM 的 UTF-8 保存',
    'The file begins with a byte order mark. Save it as UTF-8 without one.',
  ),
  NOT_UTF8: say('该行不是 UTF-8 编码', 'The line is not UTF-8. Convert the file, for instance from GB 18030.'),
  LINE_TOO_LONG: say('该行超过 1 MB', 'The line is longer than 1 MB.'),
  NOT_JSON: say('该行不是完整的 JSON 对象', 'The line is no whole JSON object.'),
  HALF_A_LINE: say('文件在该行中断', 'The file ends within this line. Copy it again.'),
  STRANGE_CHARACTER: say('含有无法保存的字符', 'The text holds a character that cannot be kept, such as U+0000.'),
  NO_HEADER: say(
    '首行应为 {"format":"beian-records","version":1,"records":N}',
    'The first line must be {"format":"beian-records","version":1,"records":N}.',
  ),
  OTHER_COUNT: say(
    '记录数与首行不符，文件可能不完整',
    'The header names another number of records. The file may be cut off.',
  ),
  MISSING: say('缺少必填项', 'This has to be given.'),
  UNKNOWN_FIELD: say('未知字段', 'There is no such field.'),
  MALFORMED: say('格式不正确', 'This does not have the form of the field.'),
  DATE_OUT_OF_RANGE: say('日期不在允许的范围内', 'The date is outside the days that the policy dates.range allows.'),
  NOT_A_NUMBER: say('不是主体备案号', 'This is not the number of an entity.'),
  NOT_OF_THE_ENTITY: say('网站备案号不属于该主体', "The website's number does not belong to this entity."),
  OTHER_PROVINCE: say('省份与备案号不符', 'The number belongs to another province.'),
  NOT_REGISTRABLE: say('应填写可注册的主域名', 'Give the registrable domain, without a sub-domain.'),
  ACCESS_TWICE: say('同一接入商出现两次', 'The same provider is named twice.'),
  NUMBER_TWICE: say('备案号重复', 'The number stands in an earlier line, or twice in this one.'),
  DOMAIN_TWICE: say('域名重复', 'The domain stands in an earlier line, or twice in this one.'),
  CERTIFICATE_TWICE: say('证件号码重复', 'The certificate stands in an earlier line: an entity has one number.'),
  ACCOUNT_TWICE: say('账号重复', 'The account stands in an earlier line: an account has one entity.'),
  UNKNOWN_ACCOUNT: say('没有该账号', 'There is no such account. Tell Beian of the account first, or leave it out.'),
  ACCOUNT_HAS_ANOTHER_ENTITY: say('该账号已有其他主体', 'The account has another entity on record here.'),
  ACCOUNT_DIFFERS: say('此处该主体属于其他账号', 'Another account owns the record here.'),
  CREDIT_CODE_FORM: say('统一社会信用代码格式不正确', 'This has not the form of a unified social credit code.'),
  CREDIT_CODE_CHECK: say('统一社会信用代码校验位不符', 'The check character of the credit code does not fit.'),
  REGISTRATION_NUMBER_OLD: say('为 2015 年前的注册号', 'This is a registration number from before 2015.'),
  ID_OBSOLETE_15_DIGITS: say('为 15 位旧身份证号', 'This is a 15-digit ID number, which is no longer valid.'),
  ID_FORM: say('身份证号格式不正确', 'An ID number has 17 digits and a last digit or X.'),
  ID_DISTRICT: say('身份证号地区码不存在', 'The ID number begins with a district that does not exist.'),
  ID_BIRTH_DATE: say('身份证号中的出生日期不正确', 'The ID number holds no date of birth.'),
  ID_CHECK_DIGIT: say('身份证号校验位不符', 'The last character of the ID number does not fit.'),
  DEREGISTERED_HERE: say('此处该备案号已注销', 'This number was deregistered here, and does not come back.'),
  CERTIFICATE_ON_RECORD: say('此处该证件已有其他备案号', 'The certificate is on record here under another number.'),
  DOMAIN_ON_RECORD: say('此处该域名已有其他备案号', 'The domain is on record here under another number.'),
  NUMBER_OF_ANOTHER: say('此处该备案号属于其他网站', 'The number is on record here for another website.'),
  DIFFERS: say('与此处的记录不一致', 'The record here says otherwise.'),
  CHANGED_MEANWHILE: say(
    '导入期间此处的记录有变化，请重新导入',
    'Records here changed meanwhile. Import the file again.',
  ),
} as const satisfies Record<string, Bilingual>;

export type ImportReason = keyof typeof REASONS;

/** Findings that keep nothing from being imported: real codes of old filings have these faults (R-USC-2). */
const WARNINGS: readonly ImportReason[] = ['CREDIT_CODE_CHECK', 'REGISTRATION_NUMBER_OLD', 'ID_OBSOLETE_15_DIGITS'];

export interface ImportFinding {
  /** Counted from 1, the header included. */
  line: number;
  /** Path into the record, such as `websites.0.domain`; empty for the line as a whole. */
  path: string;
  code: ImportReason;
}

export const isWarning = ({ code }: Pick<ImportFinding, 'code'>): boolean => WARNINGS.includes(code);

export const textOf = ({ code }: Pick<ImportFinding, 'code'>): Bilingual => REASONS[code];
