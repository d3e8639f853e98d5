/** P-2: the code by which the holder of a filing confirms an order (R-DEREG-7). */
import { rowOf } from '../../order-types/table.ts';
import type { NoticeFacts } from '../notice.ts';
import { say, type About, type NoticeText } from './wording.ts';

/** The code stands in the SMS alone. */
export function holderCode({ proofCode = '', minutes }: NoticeFacts, { orderId, type }: About): NoticeText {
  const { zh, en } = type === undefined ? say('备案', 'filing') : rowOf(type).names;
  return {
    subject: say('备案确认验证码', 'code to confirm an order'),
    lines: [
      say(
        `上述备案订单申请“${zh}”，须由备案主体负责人确认。`,
        `The order above (${en}) needs the word of the holder of the filing.`,
      ),
      say('如同意，请将短信中的验证码告知办理人。', 'If you agree, tell the code of the SMS to whoever files it.'),
      say(
        '如不同意或不知情，请勿告知他人，并联系接入商。',
        'If you do not agree or know nothing of it, tell it to nobody and call the provider.',
      ),
    ],
    sms: [orderId, zh, proofCode, String(minutes ?? '')],
  };
}
