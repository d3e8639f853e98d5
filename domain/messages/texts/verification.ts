/** N-5 to N-7: MIIT's SMS verification (domain-spec §5.4). */
import { hours } from '../../time/instant.ts';
import type { NoticeFacts } from '../notice.ts';
import {
  dueLine,
  itemLines,
  ofVariant,
  say,
  whenInSms,
  type Bilingual,
  type About,
  type NoticeText,
} from './wording.ts';

const WINDOW = hours(24);

/** How and where to verify (R-SMS-6, R-SMS-7, R-SMS-8, R-SMS-12). */
const howTo = (province: About['province']): Bilingual[] => [
  say(
    `工信部将从 12381 向您的手机发送6位验证码；自短信发出起${WINDOW}小时内有效，含周末和节假日。`,
    `MIIT sends a code of six digits from 12381 to your mobile; it is good for ${WINDOW} hours from MIIT's SMS, weekends and holidays included.`,
  ),
  say(
    '核验方法：登录 https://beian.miit.gov.cn/ ，进入“短信核验”，输入验证码、手机号和证件号码后6位。',
    'How to verify: open https://beian.miit.gov.cn/ , choose SMS verification (短信核验) and enter the code, your mobile number and the last six characters of your ID document number.',
  ),
  province === 'ZJ'
    ? say(
        '持港澳居民来往内地通行证的，请输入证件背面港澳身份证号码后6位。',
        'Holders of a Hong Kong/Macau travel permit enter the last six of the Hong Kong/Macau ID number on its back.',
      )
    : say(
        '持港澳居民来往内地通行证的，请输入通行证号码后6位。',
        'Holders of a Hong Kong/Macau travel permit enter the last six of the permit number.',
      ),
  say(
    '输入错误累计第6次，订单将被退回；所有需要核验的人员都须完成核验。',
    'The sixth wrong entry returns the order. Every person who is asked to verify must do so.',
  ),
];

/** What to do when the code does not arrive (R-SMS-11). */
const NOT_RECEIVED: readonly Bilingual[] = [
  say('没有收到验证码？', 'No code received?'),
  say('- 请查看垃圾短信箱；', '- Look into the spam folder of your messages.'),
  say(
    '- 将SIM卡换到另一部手机，并在订单页面申请重新发送；',
    '- Put the SIM card into another phone and have the SMS sent again from the order page.',
  ),
  say('- 号段不被支持时，请更换手机号。', '- If the prefix of your number is not supported, replace the number.'),
];

export function verificationComing({ due }: NoticeFacts, { orderId, province }: About): NoticeText {
  return {
    subject: say('请完成工信部短信核验', "please complete MIIT's SMS verification"),
    lines: [
      say('您的备案订单已提交管局。', 'Your order has been handed over to the bureau.'),
      ...howTo(province),
      dueLine(say('核验截止（以工信部短信发出时间为准）', "Verify by (counted from MIIT's SMS)"), due, 'h'),
      ...NOT_RECEIVED,
    ],
    sms: [orderId],
  };
}

export function verificationEnding({ due }: NoticeFacts, { orderId }: About): NoticeText {
  return {
    subject: say('短信核验即将截止', 'the SMS verification is about to end'),
    lines: [
      say('您尚未完成工信部短信核验。', "You have not completed MIIT's SMS verification yet."),
      dueLine(say('核验截止', 'Verify by'), due, 'h'),
      ...NOT_RECEIVED,
    ],
    sms: [orderId, whenInSms(due)],
  };
}

export function verificationFailed(facts: NoticeFacts, { orderId }: About): NoticeText {
  const { lines, inSms } = ofVariant(RETURNS, facts.variant, RETURNS.ITEMS)(facts);
  return {
    subject: say('短信核验未完成，订单已退回', 'SMS verification failed, order returned'),
    lines: [
      say(
        '短信核验未在期限内完成，工信部已将订单退回接入商。',
        'The SMS verification was not completed and MIIT returned the order to the provider.',
      ),
      ...lines,
    ],
    sms: [orderId, inSms, whenInSms(facts.due)],
  };
}

type Return = (facts: NoticeFacts) => { lines: (Bilingual | undefined)[]; inSms: string };
const RETURNS = {
  RESUBMIT: ({ due }) => ({
    lines: [
      say(
        '信息没有变化的，我们将电话联系您并自动再次提交管局。',
        'If nothing has changed, we phone you and hand the order over again; you need not submit it.',
      ),
      dueLine(say('再次提交时间', 'Handed over again at'), due, 'h'),
      say(
        '再次提交后，所有人员须重新核验。信息有变化的，请立即在订单页面说明。',
        'Then everybody verifies again. If something has changed, say so on the order page at once.',
      ),
      ...NOT_RECEIVED,
    ],
    inSms: '将自动再次提交',
  }),
  RESUBMIT_YOURSELF: ({ due }) => ({
    lines: [
      say(
        '信息没有变化的，请您在订单页面再次提交；有变化的，请在订单页面说明。',
        'If nothing has changed, submit the order again on the order page. If something has changed, say so there.',
      ),
      dueLine(say('再次提交的截止时间', 'Submit again by'), due, 'CD'),
      ...NOT_RECEIVED,
    ],
    inSms: '请在订单页面再次提交',
  }),
  ITEMS: ({ items, due }) => ({
    lines: [...itemLines(items), dueLine(say('修改并重新提交的截止时间', 'Correct and submit again by'), due, 'CD')],
    inSms: '请按订单页面所列项目修改',
  }),
} as const satisfies Record<string, Return>;
