/** N-12 to N-14 and N-18: access during a transfer, inspections, expiry watches, and duties after approval. */
import { FOUND_TEXTS } from '../../inspection/found.ts';
import { ITEM_GROUP_TEXTS } from '../../inspection/item-groups.ts';
import { ifKnown } from '../../present.ts';
import type { NoticeFacts } from '../notice.ts';
import { rowOf } from '../../order-types/table.ts';
import { nameOf, DUTY_NAMES } from './names.ts';
import { dueLine, ofVariant, say, whenInSms, type Bilingual, type About, type NoticeText } from './wording.ts';

export function provisionalAccess(facts: NoticeFacts, { orderId, type }: About): NoticeText {
  const { subject, line, dueLabel, inSms } = ofVariant(ACCESS, facts.variant, ACCESS.DAYS_LEFT);
  const left =
    facts.days === undefined ? undefined : say(`剩余${facts.days}个自然日。`, `${facts.days} calendar days left.`);
  return {
    subject,
    lines: [named(type), line, left, dueLine(dueLabel, facts.due, 'CD'), ELSEWHERE],
    sms: [orderId, inSms, whenInSms(facts.due)],
  };
}

const named = (type: About['type']): Bilingual | undefined => {
  if (type === undefined) return undefined;
  const { zh, en } = rowOf(type).names;
  return say(`订单类型：${zh}。`, `Type of the order: ${en}.`);
};

/** R-TRF-3, A-094. */
const ELSEWHERE = say(
  '网站在其他接入商处的接入不受影响。',
  'What other providers serve of the website stays as it is.',
);

const ACCESS = {
  OPENED: {
    subject: say('临时接入已开通', 'provisional access opened'),
    line: say(
      '初审已通过，网站现已临时接入、可以访问，请在期限内完成后续步骤。',
      'Your order has passed the preliminary review, and the website is served provisionally from now on. Finish the remaining steps in time.',
    ),
    dueLabel: say('临时接入截止', 'Provisional access until'),
    inSms: '临时接入已开通',
  },
  DAYS_LEFT: {
    subject: say('临时接入即将到期', 'provisional access is about to end'),
    line: say(
      '请在期限内完成后续步骤，否则网站将停止访问。',
      'Finish the remaining steps in time, otherwise the website will no longer be served.',
    ),
    dueLabel: say('临时接入截止', 'Provisional access until'),
    inSms: '临时接入即将到期',
  },
  CLOSED: {
    subject: say('临时接入已关闭', 'provisional access closed'),
    line: say(
      '临时接入已关闭，网站停止访问；再次通过初审后恢复。',
      'Provisional access has ended and the website is not served; a new preliminary approval opens access again.',
    ),
    dueLabel: say('关闭时间', 'Closed at'),
    inSms: '临时接入已关闭',
  },
} as const;

/** N-13 (R-INSP-3 … R-INSP-5): what was found, until when it must be put right, and what follows otherwise. */
export function inspected(facts: NoticeFacts, { orderId }: About): NoticeText {
  const { found, untrue = [], numbers = [], due } = facts;
  const { subject, line, inSms } = ofVariant(INSPECTED, facts.variant, INSPECTED.OPENED);
  return {
    subject,
    lines: [
      line,
      numbers.length === 0 ? undefined : say(`备案号：${numbers.join('、')}。`, `Number: ${numbers.join(', ')}.`),
      ifKnown(found, (what) => FOUND_TEXTS[what]),
      ...untrue.map((group) => unlike(ITEM_GROUP_TEXTS[group])),
      dueLine(say('整改截止', 'Rectify by'), due, 'CD'),
      ...(facts.variant === 'CANCELLED' ? [REOPENED] : [FOLLOWS, UNUSED]),
    ],
    sms: [orderId, inSms, whenInSms(due)],
  };
}

const unlike = ({ zh, en }: Bilingual): Bilingual => say(`- 核查不符：${zh}。`, `- not so: ${en}.`);

const FOLLOWS = say(
  '整改期内网站可正常访问；逾期未整改的，可能被取消接入并注销备案。请提交变更订单整改；与事实相符的，请在核查页面说明。',
  'The website is served meanwhile. After that its access may be cancelled and the number deregistered. Open a change order to put it right, or explain on the page of the inspection why nothing is wrong.',
);
const UNUSED = say(
  '不再使用的，请注销备案。注意：部分域名注销后无法再次备案。',
  'If you no longer need the website, deregister it. Some domains cannot be filed again afterwards.',
);
const REOPENED = say(
  '整改完成后接入将恢复。核查页面说明了可行的办理方式。',
  'The access opens again once it is put right. The page of the inspection says which ways there are.',
);

const INSPECTED = {
  OPENED: {
    subject: say('备案信息核查：请整改', 'inspection: please rectify'),
    line: say(
      '备案信息核查发现以下问题，请在期限内整改。',
      'An inspection of your filing found the points below. Rectify them in time.',
    ),
    inSms: '发现问题请整改',
  },
  EXTENDED: {
    subject: say('备案信息核查：整改期限已延长', 'inspection: more time to rectify'),
    line: say('整改期限已延长，请在新的期限内整改。', 'You have more time. Rectify the points below by the new date.'),
    inSms: '整改期限已延长',
  },
  CANCELLED: {
    subject: say('备案信息核查：接入已取消', 'inspection: access cancelled'),
    line: say(
      '逾期未整改，网站接入已取消，网站停止访问。',
      'The points below were not rectified in time. The access is cancelled and the website is not served.',
    ),
    inSms: '逾期未整改，接入已取消',
  },
} as const;

export function expires(facts: NoticeFacts, _about: About): NoticeText {
  const { what, follows } = ofVariant(WATCHED, facts.variant, WATCHED.OTHER);
  const over = facts.variant === 'SERVER_LOST';
  return {
    subject: over
      ? say(`${what.zh}已到期`, `${what.en} has expired`)
      : say(`${what.zh}即将到期`, `${what.en} about to expire`),
    lines: [dueLine(say(`${what.zh}到期时间`, `Expiry of ${what.en}`), facts.due), follows],
  };
}

const WATCHED = {
  DOMAIN: {
    what: say('域名', 'the domain'),
    follows: say(
      '到期未续费的，域名将停止解析；不再使用的，请注销备案。',
      'If you do not renew the domain, it stops resolving. If you no longer need it, deregister the filing.',
    ),
  },
  SERVER: {
    what: say('服务器', 'the server'),
    follows: say(
      '到期后网站停止访问，未完成的订单将被退回，备案可能因空壳被注销，请及时续费。',
      'After that the website is not served, an open order is sent back, and the filing may become a shell. Renew the server in time.',
    ),
  },
  SERVER_LOST: {
    what: say('服务器或备案服务码', 'the server or its authorization code'),
    follows: say(
      '订单已提交管局、暂不能修改。请立即续费；订单如被退回，须先有有效的服务器才能再次提交。',
      'The order is with the bureau and locked. Renew the server at once: a returned order can be submitted again only with a valid server.',
    ),
  },
  DOCUMENT: {
    what: say('证件', 'an ID document'),
    follows: say(
      '请更换证件并提交变更备案；证件过期后不能新增网站。',
      'Renew the document and file a change; no website can be added with an expired document.',
    ),
  },
  CERTIFICATE: {
    what: say('主体证件', 'the certificate of the entity'),
    follows: say(
      '请换领证件并提交变更备案；证件过期后不能办理其他备案。',
      'Renew the certificate and file a change; nothing else can be filed with an expired one.',
    ),
  },
  LICENCE: {
    what: say('许可证', 'a licence'),
    follows: say(
      '请及时续办，否则相关业务须停止。',
      'Renew it in time, otherwise you must stop the business that it covers.',
    ),
  },
  OTHER: {
    what: say('备案相关资料', 'something your filing rests on'),
    follows: say('请在订单页面查看并及时处理。', 'See the order page and act in time.'),
  },
} as const;

export function dutyDue(facts: NoticeFacts, _about: About): NoticeText {
  const [duty] = facts.obligations ?? [];
  const name = nameOf(DUTY_NAMES, duty?.name);
  const overdue = facts.variant === 'OVERDUE';
  const due = duty?.due ?? facts.due;
  return {
    subject: overdue
      ? say(`已逾期：${name.zh}`, `overdue: ${name.en}`)
      : say(`提醒：${name.zh}`, `reminder: ${name.en}`),
    lines: [
      say(`义务：${name.zh}`, `Duty: ${name.en}`),
      ...(facts.numbers ?? []).map((number) => say(`备案号：${number}`, `Number: ${number}`)),
      overdue || facts.days === undefined
        ? undefined
        : say(`剩余${facts.days}个自然日。`, `${facts.days} calendar days left.`),
      dueLine(overdue ? say('截止时间（已过）', 'Due by (past)') : say('截止时间', 'Due by'), due, 'CD'),
      ...(GUIDANCE[duty?.name ?? ''] ?? []),
      say('完成后请在订单页面登记。', 'Report it on the order page once it is done.'),
    ],
  };
}

/** N-18's advice for the two duties that have a due date (R-PSB-1 to R-PSB-4). */
const GUIDANCE: Readonly<Record<string, readonly Bilingual[]>> = {
  PSB: [
    say(
      '请登录全国互联网安全管理服务平台 https://beian.mps.gov.cn/ 自行办理，接入商不代办。',
      'File it yourself on the national platform https://beian.mps.gov.cn/ ; the provider does not file it for you.',
    ),
    say(
      '未办理的，可能被警告或责令停机整顿不超过6个月。',
      'If you do not file it, you may get a warning or a suspension of up to 6 months.',
    ),
  ],
  PSB_ICON: [
    say(
      '请在公安备案平台下载图标和HTML代码，将公安备案号和图标放在首页底部。',
      'Download the icon and its HTML code from the PSB platform and put number and icon at the foot of the home page.',
    ),
  ],
};
