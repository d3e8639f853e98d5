/** The two languages of every message, and how each writes instants, lists and names. */
import type { Finding } from '../../finding.ts';
import { adviceFor } from './advice-zh.ts';
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

/** What stands beside an instant that counts business days of a year whose holidays are not published yet (R-CAL-3). */
export const PROVISIONAL = say('（节假日尚未公布，可能调整）', ' (holidays not published yet, may move)');

export interface DueAt {
  at: Instant;
  provisional?: boolean | undefined;
}

/** When something is due, marked while the instant may still move. */
export function whenDue({ at, provisional }: DueAt): Bilingual {
  const { zh, en } = when(at);
  return provisional === true ? say(`${zh}${PROVISIONAL.zh}`, `${en}${PROVISIONAL.en}`) : say(zh, en);
}

/** A line naming a due instant and the unit it was counted in; no line when there is none. */
export function dueLine(
  label: Bilingual,
  due: Instant | undefined,
  unit?: keyof typeof UNITS,
  provisional?: boolean,
): Bilingual | undefined {
  if (due === undefined) return undefined;
  const at = whenDue({ at: due, provisional });
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
      return say(`- ${field.zh}：${adviceFor(code, advice).zh}`, `- ${field.en}: ${advice}`);
    }),
  ];
}

const ROOTS: Readonly<Record<string, Bilingual>> = {
  entity: say('主体', 'entity'),
  people: say('负责人', 'person'),
  websites: say('网站', 'website'),
  documents: say('材料', 'document'),
  instances: say('服务器', 'server'),
  instance: say('服务器', 'server'),
  sms: say('短信核验', 'SMS verification'),
  filingPassword: say('备案密码', 'filing password'),
  record: say('备案信息', 'record'),
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
  officePhone: say('办公电话', 'office phone'),
  email: say('电子邮箱', 'email'),
  domain: say('域名', 'domain'),
  homeUrl: say('首页网址', 'home page'),
  remark: say('备注', 'remark'),
  headId: say('负责人', 'person in charge'),
  province: say('省份', 'province'),
  city: say('城市', 'city'),
  cityCode: say('城市代码', 'code of the city'),
  districtCode: say('区县代码', 'code of the district'),
  investor: say('投资人或主管单位', 'investor or supervising unit'),
  serviceContents: say('服务内容', 'service content'),
  languageCodes: say('语言类别', 'languages'),
  accessMethod: say('接入方式', 'access method'),
  serverPlace: say('服务器放置地', 'place of the server'),
};

/** `people.P1.mobile` → 负责人 P1 手机号 / person P1 mobile number; names nobody. */
export function fieldName(path: string): Bilingual {
  const words = path.split('.').map((part, index) => (index === 0 ? ROOTS[part] : FIELDS[part]) ?? say(part, part));
  return say(words.map(({ zh }) => zh).join(' '), words.map(({ en }) => en).join(' '));
}

/** The text of a variant, or a fallback when the variant is unknown, because the message must be sent all the same. */
export const ofVariant = <Text>(
  texts: Readonly<Record<string, Text>>,
  variant: string | undefined,
  other: Text,
): Text => (variant !== undefined && Object.hasOwn(texts, variant) ? (texts[variant] ?? other) : other);
