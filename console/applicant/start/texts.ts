/** What the pages before an order say. */
import type { Text, Texts } from '../../texts/texts.ts';

export const texts = {
  title: { zh: '我需要备案吗？', en: 'Do I have to file?' },
  lead: {
    zh: '回答三个问题，就知道是否需要备案、办理哪一类。备案不收费。',
    en: 'Three questions say whether a filing is needed, and which. Filing is free of charge.',
  },
  unanswered: { zh: '请先回答三个问题', en: 'Answer the three questions first' },
  answerThis: { zh: '请选择一项。', en: 'Choose one.' },
  answer: { zh: '查看结果', en: 'Show the answer' },
  more: { zh: '更多情况', en: 'More about the website' },
  result: { zh: '结果', en: 'The answer' },
  goOn: { zh: '准备办理', en: 'Get ready to file' },
  toRecords: { zh: '查看我的备案', en: 'See my records' },
  toTypes: { zh: '查看全部备案类型', en: 'See all types of order' },
  typesTitle: { zh: '备案类型、步骤和时间', en: 'Types of order, their steps and durations' },
  typesLead: {
    zh: '类型由系统根据证件和域名自动判断。下面说明各类的用途、步骤和预计时间。',
    en: 'The type follows from certificate and domain by itself. Here is what each is for, its steps and how long they take.',
  },
  step: { zh: '步骤', en: 'Step' },
  takes: { zh: '预计时间', en: 'Takes' },
  code: { zh: '类型代码：{type}', en: 'Code of the type: {type}' },
  byCheck: { zh: '新建订单后由系统判断', en: 'Found by the check in a new order' },
  fromRecord: { zh: '从已有的备案办理', en: 'Opened from a record' },
  start: { zh: '开始办理', en: 'Begin' },
  prepareTitle: { zh: '办理前的准备', en: 'Before you begin' },
  prepareLead: {
    zh: '建议用手机应用办理人脸核验等步骤；在电脑上填写的内容，可随时扫码到手机继续。',
    en: 'The app is recommended for steps such as the face check. What you fill in on a computer can be continued on a phone at any time, by scanning a code.',
  },
  domain: { zh: '域名', en: 'Domain' },
  instance: { zh: '服务器编号', en: 'Server' },
  province: { zh: '证件所在省份', en: 'Province of the certificate' },
  lookUpHint: {
    zh: '填写后查询状态，可以不填。',
    en: 'Give them to have their state looked up; they may be left empty.',
  },
  lookUp: { zh: '查询状态', en: 'Look up' },
  listTitle: { zh: '准备清单', en: 'Preparation list' },
  rulesTitle: { zh: '管局的要求', en: "The bureau's rules" },
  rulesChoose: { zh: '选择省份后显示该省的要求。', en: 'Choose a province to read its rules.' },
  rulesNone: { zh: '该省没有其他要求。', en: 'This province has no further rules.' },
  authenticity: { zh: '真实性核验方式：{method}', en: 'How people prove who they are: {method}' },
  confirmRules: { zh: '我已阅读并了解管局的要求', en: 'I have read the rules of the bureau' },
  confirmHint: { zh: '确认后才能新建订单。', en: 'An order can be opened once this is confirmed.' },
  open: { zh: '新建备案订单', en: 'Open an order' },
  problems: { zh: '暂时不能新建', en: 'The order cannot be opened yet' },
  choose: { zh: '请选择', en: 'Choose' },
  opened: { zh: '订单已新建。', en: 'The order is open.' },
} as const satisfies Texts;

/** The questions of the wizard: the first three are asked of everybody. */
export const QUESTIONS: Readonly<Record<string, { label: Text; hint?: Text }>> = {
  target: {
    label: { zh: '1. 域名解析到哪里？', en: '1. Where does the domain point?' },
    hint: {
      zh: '决定是否需要备案的是域名指向的服务器，不是端口。',
      en: 'The server it points to decides, not the port.',
    },
  },
  server: { label: { zh: '2. 服务器在哪里购买？', en: '2. Whose server is it?' } },
  filed: { label: { zh: '3. 域名备案过吗？', en: '3. Is the domain filed?' } },
  ipOnly: { label: { zh: '只用IP地址访问，没有域名', en: 'It is reached by IP address only, without a domain' } },
  reachable: { label: { zh: '网站已经可以访问', en: 'The website can be reached already' } },
  mailHost: { label: { zh: '单位用该域名收发邮件（mail.）', en: 'An organisation uses the domain for mail (mail.)' } },
  subdomain: { label: { zh: '使用的是子域名', en: 'It is a sub-domain' } },
  addressChange: { label: { zh: '已备案的网站更换地址吗？', en: 'Does the address of a filed website change?' } },
  operationalLicence: {
    label: { zh: '网站持有或需要经营性许可证', en: 'The website has, or needs, an operational licence' },
  },
  suffixFileable: { label: { zh: '域名后缀可以备案', en: 'Domains of this suffix can be filed' } },
};

export const ANSWERS: Readonly<Record<string, Text>> = {
  NONE: { zh: '没有', en: 'none' },
  MAINLAND: { zh: '中国内地的服务器', en: 'to a server on the mainland' },
  HONG_KONG_OR_OVERSEAS: { zh: '香港或境外的服务器', en: 'to Hong Kong or overseas' },
  'target.NONE': { zh: '还没有解析', en: 'nowhere yet' },
  'server.HERE': { zh: '本接入商', en: 'of this provider' },
  'server.ELSEWHERE': { zh: '其他接入商', en: 'of another provider' },
  'server.NONE': { zh: '没有服务器', en: 'there is none' },
  'filed.NO': { zh: '没有', en: 'no' },
  'filed.HERE': { zh: '在本接入商备案', en: 'with this provider' },
  'filed.ELSEWHERE': { zh: '在其他接入商备案', en: 'with another provider' },
  'addressChange.NO': { zh: '不更换', en: 'no' },
  'addressChange.WITHIN_PROVIDER': { zh: '在本接入商内更换', en: 'within this provider' },
  'addressChange.FROM_OTHER_PROVIDER': { zh: '从其他接入商迁入', en: 'from another provider' },
};

export const VERDICTS: Readonly<Record<string, Text>> = {
  NOT_NEEDED: { zh: '不需要备案', en: 'No filing is needed' },
  NOT_YET: { zh: '上线前需要备案', en: 'A filing is needed before it goes live' },
  FILE: { zh: '需要备案', en: 'A filing is needed' },
  TRANSFER: { zh: '需要办理接入备案', en: 'A transfer is needed' },
  CHANGE_MANDATORY: { zh: '需要办理变更备案', en: 'A change of the record is needed' },
  CHANGE_OPTIONAL: { zh: '可以不办理', en: 'Nothing has to be done' },
  NOT_HERE: { zh: '不在这里办理', en: 'Not with this provider' },
  CANNOT_BE_FILED: { zh: '不能备案', en: 'It cannot be filed' },
};

export const ITEM_NAMES: Readonly<Record<string, Text>> = {
  ACCOUNT: { zh: '账号已注册并实名认证', en: 'Account registered and verified' },
  DOMAIN: { zh: '域名已注册并实名认证', en: 'Domain registered and its owner verified' },
  INSTANCE: { zh: '境内服务器或备案服务码', en: 'A server on the mainland, or a code for one' },
  PRE_APPROVAL: { zh: '前置审批（涉及的行业）', en: 'Prior approval, where a sector needs one' },
  RULES: { zh: '阅读管局的要求', en: "The bureau's rules read" },
};

export const STATE_NAMES: Readonly<Record<string, Text>> = {
  READY: { zh: '已就绪', en: 'ready' },
  WARNING: { zh: '需注意', en: 'look at this' },
  MISSING: { zh: '未完成', en: 'missing' },
  UNKNOWN: { zh: '未查询', en: 'not known' },
};

/** The words of the preparation list in Chinese, by item and state. */
export const ITEM_WORDS_ZH: Readonly<Record<string, string>> = {
  'ACCOUNT READY': '账号已注册并完成实名认证。',
  'ACCOUNT MISSING': '请先完成账号实名认证；日后维护备案也用这个账号。',
  'DOMAIN UNKNOWN': '请注册域名并完成实名认证；填写域名后可查询状态。',
  'DOMAIN MISSING': '域名尚未注册。',
  'DOMAIN READY': '域名已注册并完成实名认证。',
  'DOMAIN WARNING': '域名尚未实名认证，可以先办理，须在接入商批准前完成。',
  'INSTANCE UNKNOWN': '请在本接入商购买境内服务器，或取得备案服务码；填写后可查询状态。',
  'INSTANCE MISSING': '该服务器不能用于备案，或账号下没有这台服务器。',
  'INSTANCE READY': '该服务器可以用于备案。',
  'PRE_APPROVAL UNKNOWN': '新闻、药品、教育、游戏等行业须先取得批准，请准备好批准文号和扫描件。',
  'RULES MISSING': '请在下方选择省份，阅读管局的要求并确认。',
};

export const METHODS: Readonly<Record<string, Text>> = {
  LIVENESS_APP: { zh: '人脸核验', en: 'face check' },
  BUREAU_APP: { zh: '管局的应用', en: "the bureau's app" },
  BACKDROP: { zh: '幕布拍照', en: 'photo before a backdrop' },
  PHOTO_POINT: { zh: '核验点拍照', en: 'photo at a photo point' },
};
