/** The two languages of every message, and how each writes instants, lists and names. */
import type { Finding } from '../../finding.ts';
import type { Province } from '../../order/form.ts';
import { formatInstant, type Instant } from '../../time/instant.ts';
import type { OrderType } from '../../order-types/order-type.ts';

/** One text in both languages: Chinese comes first in every message, English stands below. */
export interface Bilingual {
  zh: string;
  en: string;
}

export const say = (zh: string, en: string): Bilingual => ({ zh, en });

/** The facts about the order on which texts depend. */
export interface About {
  orderId: string;
  type: OrderType | undefined;
  province: Province | undefined;
}

/** The content of a notice: a subject, lines of text, and the values for its SMS template, in order. */
export interface NoticeText {
  subject: Bilingual;
  lines: readonly (Bilingual | undefined)[];
  /** Absent for codes that never go by SMS. */
  sms?: readonly string[];
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** An instant in Asia/Shanghai; seconds only where they are not zero (a day's end is 23:59:59). */
export function when(at: Instant): Bilingual {
  const { year, month, day, time } = partsOf(at);
  return say(
    `${year}年${month}月${day}日 ${time}（北京时间）`,
    `${day} ${MONTHS[month - 1]} ${year}, ${time} (Beijing time)`,
  );
}

/** An instant in an SMS, where every character counts; without an instant the text refers to the order page. */
export function whenInSms(at: Instant | undefined): string {
  if (at === undefined) return '订单页面所示时间';
  return `${formatInstant(at).slice(0, 10)} ${partsOf(at).time}`;
}

/** Longest value of one variable: the limit of Alibaba Cloud for the attribute 其他 (`others`). */
export const MAX_SMS_VALUE = 35;
const LINK_OR_BRACKET = /\/\/|www\.|[\w-]\.[a-z]{2}|[【】]/i;

/** A value that every vendor accepts; instead of one that would be refused, the text refers to the order page. */
export const smsValue = (value: string): string =>
  value === '' || value.length > MAX_SMS_VALUE || LINK_OR_BRACKET.test(value) ? '见订单页面' : value;

function partsOf(at: Instant) {
  const iso = formatInstant(at);
  const [year = 0, month = 1, day = 1] = iso.slice(0, 10).split('-').map(Number);
  const time = iso.slice(11, 19);
  return { year, month, day, time: time.endsWith(':00') ? time.slice(0, 5) : time };
}

/** How the three units of domain-spec §0.3 are named beside a due instant. */
export const UNITS = {
  h: say('按小时计算，含周末和节假日', 'counted in hours, weekends and holidays included'),
  CD: say('按自然日计算', 'counted in calendar days'),
  BD: say('按工作日计算', 'counted in business days'),
} as const;

/** A line naming a due instant and the unit it was counted in; no line when there is none. */
export function dueLine(label: Bilingual, due: Instant | undefined, unit?: keyof typeof UNITS): Bilingual | undefined {
  if (due === undefined) return undefined;
  const at = when(due);
  const counted = unit === undefined ? say('', '') : say(`，${UNITS[unit].zh}`, `, ${UNITS[unit].en}`);
  return say(`${label.zh}：${at.zh}${counted.zh}`, `${label.en}: ${at.en}${counted.en}`);
}

/** One line for each item to fix: which field, and what to do about it. */
export function itemLines(items: readonly Finding[] | undefined): Bilingual[] {
  if (items === undefined || items.length === 0) {
    return [say('需要修改的项目见订单页面。', 'The items to fix are listed on the order page.')];
  }
  return [
    say('需要修改的项目：', 'Items to fix:'),
    ...items.map(({ path, code, advice }) => {
      const field = fieldName(path);
      return say(`- ${field.zh}：${inChinese(code, advice)}`, `- ${field.en}: ${advice}`);
    }),
  ];
}

/** A reviewer's advice in Chinese stays as it is; Beian's own advice is translated by its reason code. */
const inChinese = (code: string, advice: string): string =>
  /\p{Script=Han}/u.test(advice) ? advice : (ADVICE_ZH[code] ?? advice);

const ADVICE_ZH: Readonly<Record<string, string>> = {
  MISSING: '尚未填写或上传，请补充。',
  EXPIRED: '已过有效期，请更新。',
  ASKED_FOR: '请按审核人员要求上传。',
  CHANGED: '您已说明该信息有变化，请更正后重新提交。',
  INSTANCE_LOST: '服务器已到期或备案服务码已失效，请续费或更换服务器后重新提交。',
  PHONE_UNREACHABLE: '审核人员未能拨通该号码，请保持电话畅通后重新提交。',
  SMS_TIMEOUT: '未在期限内完成短信核验，请重新提交。',
  SMS_ROUNDS_EXHAUSTED: '多次未完成短信核验，请检查手机号后重新提交。',
};

const ROOTS: Readonly<Record<string, Bilingual>> = {
  entity: say('主体', 'entity'),
  people: say('负责人', 'person'),
  websites: say('网站', 'website'),
  documents: say('材料', 'document'),
  instances: say('服务器', 'server'),
  instance: say('服务器', 'server'),
  sms: say('短信核验', 'SMS verification'),
};
const FIELDS: Readonly<Record<string, Bilingual>> = {
  name: say('名称', 'name'),
  kind: say('性质', 'kind'),
  certificateType: say('证件类型', 'certificate type'),
  certificateNumber: say('证件号码', 'certificate number'),
  certificateValidUntil: say('证件有效期', 'validity of the certificate'),
  certificateAddress: say('证件住所', 'address on the certificate'),
  mailingAddress: say('通信地址', 'mailing address'),
  documentType: say('证件类型', 'document type'),
  documentNumber: say('证件号码', 'document number'),
  documentValidUntil: say('证件有效期', 'validity of the document'),
  mobile: say('手机号', 'mobile number'),
  emergencyMobile: say('应急联系电话', 'emergency number'),
  email: say('电子邮箱', 'email'),
  domain: say('域名', 'domain'),
  homeUrl: say('首页网址', 'home page'),
  remark: say('备注', 'remark'),
  headId: say('负责人', 'person in charge'),
  province: say('省份', 'province'),
  city: say('城市', 'city'),
};

/** `people.P1.mobile` → 负责人 P1 手机号 / person P1 mobile number; names nobody. */
function fieldName(path: string): Bilingual {
  const words = path.split('.').map((part, index) => (index === 0 ? ROOTS[part] : FIELDS[part]) ?? say(part, part));
  return say(words.map(({ zh }) => zh).join(' '), words.map(({ en }) => en).join(' '));
}

/** The text of a variant, or a fallback when the variant is unknown, because the message must be sent all the same. */
export const ofVariant = <Text>(
  texts: Readonly<Record<string, Text>>,
  variant: string | undefined,
  other: Text,
): Text => (variant !== undefined && Object.hasOwn(texts, variant) ? (texts[variant] ?? other) : other);
