/**
 * The texts of all messages (domain-spec §5.8), Chinese first and English below. A text contains no names, numbers of persons or
 * addresses: the recipient knows who is meant. A code without a text does not compile.
 */
import type { Province } from '../../order/form.ts';
import type { Notice, NoticeCode, NoticeFacts } from '../notice.ts';
import type { OrderType } from '../../order-types/order-type.ts';
import { bureauApproved, bureauRejected, bureauReviews, completed } from './bureau.ts';
import { deskTask, ended, faceCheckFailed, typeFound } from './ending.ts';
import { expires, inspected, dutyDue, provisionalAccess } from './later.ts';
import { holderCode } from './holder-code.ts';
import { numberCode } from './number-code.ts';
import { backdropShipped, decided, needed, stillWaiting, submitted } from './review.ts';
import { foundUnfiled } from './unfiled.ts';
import { verificationComing, verificationEnding, verificationFailed } from './verification.ts';
import { smsValue, type About, type Bilingual, type NoticeText } from './wording.ts';

export interface RenderedNotice {
  subject: string;
  text: string;
  /** Values for the SMS template of this code, in order (`sms-templates.ts`); empty where it never goes by SMS. */
  smsParams: string[];
}

const TEXTS: Readonly<Record<NoticeCode, (facts: NoticeFacts, about: About) => NoticeText>> = {
  'N-1': submitted,
  'N-2': decided,
  'N-3': needed,
  'N-4': stillWaiting,
  'N-5': verificationComing,
  'N-6': verificationEnding,
  'N-7': verificationFailed,
  'N-8': bureauReviews,
  'N-9': bureauApproved,
  'N-10': bureauRejected,
  'N-11': completed,
  'N-12': provisionalAccess,
  'N-13': inspected,
  'N-14': expires,
  'N-15': ended,
  'N-16': deskTask,
  'N-17': backdropShipped,
  'N-18': dutyDue,
  'N-19': foundUnfiled,
  'P-1': numberCode,
  'P-2': holderCode,
  'I-1': typeFound,
  'I-2': faceCheckFailed,
};

/**
 * The text of a notice. Lines whose facts are not known are left out. An unknown variant gets the plainest text of its code,
 * because the message must be sent all the same.
 */
export function renderNotice({
  notice,
  orderId,
  type,
  province,
}: {
  notice: Pick<Notice, 'code' | 'facts'>;
  orderId: string;
  type?: OrderType | undefined;
  province?: Province | undefined;
}): RenderedNotice {
  const { subject, lines, sms } = TEXTS[notice.code](notice.facts, { orderId, type, province });
  const said = lines.filter((line): line is Bilingual => line !== undefined);
  const { reference } = notice.facts;
  return {
    subject: `【备案 ${reference ?? orderId}】${subject.zh} / ${subject.en}`,
    text: [
      reference === undefined ? `备案订单：${orderId}` : `编号：${reference}`,
      ...said.map(({ zh }) => zh),
      '',
      reference === undefined ? `Filing order: ${orderId}` : `Reference: ${reference}`,
      ...said.map(({ en }) => en),
      '',
    ].join('\n'),
    smsParams: (sms ?? []).map(smsValue),
  };
}
