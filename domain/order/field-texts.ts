/**
 * What people read beside each field of the form before they fill it in: its name, its rule and an example. Rules that
 * depend on the province, the kind or the type are added by `field-rules.ts`. A field without its words does not compile.
 */
import { say, type Bilingual } from '../messages/texts/wording.ts';
import type { Entity, Person, Website } from './form.ts';

export interface FieldText {
  label: Bilingual;
  rule: Bilingual;
  /** As people would type it; choices have none. */
  example?: string;
}

const text = (label: Bilingual, rule: Bilingual, example?: string): FieldText => ({
  label,
  rule,
  ...(example === undefined ? {} : { example }),
});

export const ENTITY_TEXTS: Readonly<Record<keyof Entity, FieldText>> = {
  kind: text(
    say('主办单位性质', 'kind of the entity'),
    say(
      '以证件上的性质为准；个人网站选“个人”。',
      'As the certificate says; choose “individual” for a personal website.',
    ),
  ),
  name: text(
    say('主办单位名称', 'name of the entity'),
    say('与证件上的名称完全一致，个人填写姓名。', 'Exactly as on the certificate; individuals give their own name.'),
    '广州样例科技有限公司',
  ),
  certificateType: text(
    say('证件类型', 'type of the certificate'),
    say(
      '企业用营业执照，个人用居民身份证等。',
      'Enterprises use the business licence, individuals their identity document.',
    ),
  ),
  certificateNumber: text(
    say('证件号码', 'number of the certificate'),
    say(
      '18位统一社会信用代码或身份证号码，字母不分大小写。',
      'The 18 characters of the credit code or of the identity card; capitals do not matter.',
    ),
    '91350100M000100Y43',
  ),
  certificateValidUntil: text(
    say('证件有效期至', 'certificate valid until'),
    say(
      '证件上的最后一天；长期有效的勾选“长期”。',
      'The last day on the certificate; tick “no end” where it has none (长期).',
    ),
    '2036-12-31',
  ),
  province: text(
    say('证件所在省份', 'province of the certificate'),
    say(
      '备案归该省通信管理局管理，批准后不能变更。',
      'Its bureau decides; the province of a filing cannot be changed later.',
    ),
  ),
  city: text(
    say('城市', 'city'),
    say('证件住所所在的地级市。', 'The city of the address on the certificate.'),
    '广州市',
  ),
  district: text(
    say('区县', 'district'),
    say('证件住所所在的区或县。', 'The district of the address on the certificate.'),
    '天河区',
  ),
  cityCode: text(
    say('城市代码', 'code of the city'),
    say(
      '六位行政区划代码；不填时按城市名称查找。',
      'Six digits (GB/T 2260); without it the name of the city says which.',
    ),
    '440100',
  ),
  districtCode: text(
    say('区县代码', 'code of the district'),
    say(
      '六位行政区划代码；不填时按区县名称查找。',
      'Six digits (GB/T 2260); without it the name of the district says which.',
    ),
    '440106',
  ),
  certificateAddress: text(
    say('证件住所', 'address on the certificate'),
    say('与证件上的住所完全一致。', 'Exactly as on the certificate.'),
    '广州市天河区样例路1号',
  ),
  mailingProvince: text(
    say('通信地址所在省份', 'province of the mailing address'),
    say('须与证件所在省份相同。', 'The same as that of the certificate.'),
  ),
  mailingCity: text(
    say('通信地址所在城市', 'city of the mailing address'),
    say('能收到邮件的城市。', 'The city where post reaches you.'),
    '广州市',
  ),
  mailingAddress: text(
    say('通信地址', 'mailing address'),
    say(
      '写到门牌号；没有门牌号的在备注中说明。',
      'Down to the house number; where there is none, say so in the remark.',
    ),
    '广州市天河区样例路1号 501 室',
  ),
  investor: text(
    say('投资人或主管单位', 'investor or supervising unit'),
    say('管局要求时填写，与证件一致。', 'Where the bureau asks for it, as on the certificate.'),
    '广州示例投资有限公司',
  ),
  remark: text(
    say('主体备注', 'remark about the entity'),
    say(
      '审核人员需要知道的情况，例如没有门牌号。',
      'What the reviewer should know, for example that there is no house number.',
    ),
    '通信地址已详细到最小单位',
  ),
  headId: text(
    say('主体负责人', 'head of the entity'),
    say(
      '个人为本人；单位一般为法定代表人。',
      'Individuals name themselves; organisations usually their legal representative.',
    ),
  ),
};

export const PERSON_TEXTS: Readonly<Record<keyof Person, FieldText>> = {
  name: text(say('姓名', 'name'), say('与身份证件一致。', 'As on the identity document.'), '张示例'),
  documentType: text(
    say('身份证件类型', 'type of the identity document'),
    say('内地居民用居民身份证。', 'Residents of the mainland use the resident identity card.'),
  ),
  documentNumber: text(
    say('身份证件号码', 'number of the identity document'),
    say('居民身份证为18位，最后一位可以是X。', 'A resident identity card has 18 characters; the last may be X.'),
    '11010519491231002X',
  ),
  documentValidUntil: text(
    say('身份证件有效期至', 'document valid until'),
    say(
      '证件上的最后一天；长期有效的勾选“长期”。',
      'The last day on the document; tick “no end” where it has none (长期).',
    ),
    '2036-12-31',
  ),
  mobile: text(
    say('手机号码', 'mobile number'),
    say(
      '本人使用的11位内地手机号；工信部会向它发送核验短信。',
      'Their own mainland mobile of 11 digits; MIIT sends a code to it.',
    ),
    '13800138000',
  ),
  mobileOverrideNote: text(
    say('保留该手机号的原因', 'why this number is kept'),
    say(
      '仅当提示该号段可能收不到短信、又不换号码时填写。',
      'Only if you are told that codes may not reach the number and keep it all the same.',
    ),
    '该号码已能收到工信部短信',
  ),
  emergencyMobile: text(
    say('应急联系电话', 'emergency number'),
    say(
      '与手机号码不同，联系不到本人时使用。',
      'Another than the mobile number, for when the person cannot be reached.',
    ),
    '13900139000',
  ),
  officePhone: text(
    say('办公电话', 'office telephone'),
    say(
      '单位的固定电话，含区号；个人不填。',
      'The land line of an organisation, with area code; individuals leave it.',
    ),
    '020-12345678',
  ),
  email: text(
    say('电子邮箱', 'email'),
    say(
      '经常查看的邮箱，进度和退回原因会发到这里。',
      'A mailbox the person reads: progress and reasons are sent to it.',
    ),
    'name@example.cn',
  ),
  legalRepresentative: text(
    say('是否为法定代表人', 'legal representative'),
    say(
      '单位的负责人不是法定代表人的，需要授权书。',
      'A head who is not the legal representative needs a letter of authority.',
    ),
  ),
};

export const WEBSITE_TEXTS: Readonly<Record<keyof Website, FieldText>> = {
  name: text(
    say('网站名称', 'name of the website'),
    say(
      '至少3个汉字，说明网站内容；不能只用域名、字母、数字或特殊符号。',
      'At least three Chinese characters that say what it is about; not the domain, not only letters, digits or signs.',
    ),
    '样例科技官方网站',
  ),
  homeUrl: text(
    say('首页网址', 'home page'),
    say('域名下的首页地址。', 'The address of the home page under the domain.'),
    'www.example.cn',
  ),
  domain: text(
    say('域名', 'domain'),
    say(
      '只填注册的域名，不带www；一个网站一个域名，须已实名认证。',
      'The registered domain without www; one for each website, its owner verified.',
    ),
    'example.cn',
  ),
  contentCategories: text(
    say('网站内容', 'content'),
    say('可多选，最多5项；个人网站只能选个人类。', 'Up to five; personal websites take personal categories only.'),
  ),
  languages: text(
    say('网站语言', 'languages'),
    say('多种语言用顿号或逗号分开。', 'Separate several by commas.'),
    '中文简体',
  ),
  serviceContents: text(
    say('服务内容代码', 'codes of the service contents'),
    say(
      '工信部服务内容代码，用逗号分开；不填时按网站内容对应。',
      "Numbers of MIIT's table, separated by commas; without them the content says which.",
    ),
    '1',
  ),
  languageCodes: text(
    say('网站语言代码', 'codes of the languages'),
    say(
      '工信部语言代码，用逗号分开；不填时按网站语言对应。',
      "Numbers of MIIT's table, separated by commas; without them the languages say which.",
    ),
    '1',
  ),
  accessMethod: text(
    say('网站接入方式', 'how the website is reached'),
    say('不清楚的可以不选，由系统按服务器填写。', 'Leave it if you do not know; the server says which.'),
  ),
  serverPlace: text(
    say('服务器放置地', 'where its server stands'),
    say('不清楚的可以不选，由系统按服务器填写。', 'Leave it if you do not know; the server says which.'),
  ),
  serviceType: text(
    say('服务类型', 'type of service'),
    say('网站带小程序的选第二项。', 'Choose the second if a mini-program belongs to it.'),
  ),
  preApprovals: text(
    say('前置审批', 'prior approvals'),
    say(
      '新闻、出版、药品等行业须先取得主管部门批准，并填写批准文号；没有的不填。',
      'News, publishing, medicine and other listed sectors need an approval first: give its number. Leave empty where none applies.',
    ),
    '粤械审〔2026〕第0001号',
  ),
  incomeGenerating: text(
    say('是否有经营性收入', 'earns money'),
    say(
      '向用户收费的网站还须申请经营性许可证。',
      'A website that charges its users needs an operational licence as well.',
    ),
  ),
  remark: text(
    say('网站备注', 'remark about the website'),
    say('说明网站内容，以及是否涉及前置审批。', 'Say what it is about, and whether a prior approval applies.'),
    '公司产品介绍，不涉及前置审批',
  ),
  headId: text(
    say('网站负责人', 'head of the website'),
    say('个人网站为本人；可以与主体负责人为同一人。', 'Individuals name themselves; it may be the head of the entity.'),
  ),
};
