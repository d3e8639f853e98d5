/** P-1: the code that shows that a mobile belongs to somebody who knows of the order. */
import type { NoticeFacts } from '../notice.ts';
import { say, type About, type NoticeText } from './wording.ts';

/** Says what happens to somebody who was named without their knowledge: nothing, if they do not answer. */
export function numberCode({ proofCode = '', minutes }: NoticeFacts, { orderId }: About): NoticeText {
  return {
    subject: say('手机号核验码', 'code for your mobile number'),
    lines: [
      say('此手机号被填入上述备案订单。', 'This mobile number was named in the filing order above.'),
      say(
        '如与您有关，请将短信中的核验码告知办理人。',
        'If you know of the order, tell the code of the SMS to whoever files it.',
      ),
      say('如与您无关，请忽略。', 'If you do not, ignore it: nothing else is sent to this number.'),
    ],
    sms: [orderId, proofCode, String(minutes ?? '')],
  };
}
