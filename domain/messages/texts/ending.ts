/** N-15 and N-16: orders that end without a filing, and what an operator has to look at. I-1 and I-2: in-app advice. */
import type { NoticeFacts } from '../notice.ts';
import { rowOf } from '../../order-types/table.ts';
import { nameOf, STAGE_NAMES, TASK_NAMES } from './names.ts';
import { dueLine, ofVariant, say, whenInSms, type Bilingual, type About, type NoticeText } from './wording.ts';

export function ended(facts: NoticeFacts, { orderId }: About): NoticeText {
  const { subject, why, wayOn } = ofVariant(ENDINGS, facts.variant, ENDINGS.CANCELLED);
  return {
    subject,
    lines: [
      why,
      given(facts),
      facts.variant === 'EXPIRED' ? dueLine(say('资料保留至', 'Data kept until'), facts.due, 'CD') : undefined,
      wayOn,
    ],
    sms: [orderId, whenInSms(facts.due)],
  };
}

/** What a customer wrote is in no message: whoever gave up the order knows why, and mail is read by others on its way. */
const given = ({ variant, reason }: NoticeFacts): Bilingual | undefined =>
  reason === undefined || variant === 'ABANDONED' ? undefined : say(`说明：${reason}`, `Reason given: ${reason}`);

const openAnew = say('如仍需备案，请新建订单。', 'If you still need the filing, open a new order.');
const ENDINGS = {
  ABANDONED: {
    subject: say('订单已放弃', 'order abandoned'),
    why: say(
      '原因：订单已按您的要求放弃，服务器和备案服务码已释放。',
      'Reason: you gave up the order; its servers and authorization codes are free again.',
    ),
    wayOn: openAnew,
  },
  CANCELLED: {
    subject: say('订单已取消', 'order cancelled'),
    why: say('原因：订单已由接入商取消。', 'Reason: the provider cancelled the order.'),
    wayOn: openAnew,
  },
  EXPIRED: {
    subject: say('订单已失效', 'order expired'),
    why: say(
      '原因：订单超过期限未处理，已失效；资料仍保留。',
      'Reason: the order has expired, because nothing was done in time; its data is kept.',
    ),
    wayOn: say(
      '请在资料保留期内在订单页面重新激活。',
      'You can reactivate it on the order page while its data is kept.',
    ),
  },
  ERASED: {
    subject: say('订单资料已删除', "the order's data has been erased"),
    why: say(
      '原因：失效订单的保留期已满，个人资料已删除。',
      'Reason: an expired order is kept for a limited time, which is over; its personal data has been destroyed.',
    ),
    wayOn: openAnew,
  },
  WRONG_TYPE: {
    subject: say('备案类型不符，订单已结束', 'wrong type, order ended'),
    why: say('原因：管局认为备案类型不符。', 'Reason: the bureau says that the type of this order is wrong.'),
    wayOn: say(
      '请按正确类型新建订单，已填写的信息可以复制。',
      'Open an order of the right type; you can copy what you filled in.',
    ),
  },
} as const;

export function deskTask({ step, task, due, reason }: NoticeFacts, _about: About): NoticeText {
  const { zh, en } = nameOf(STAGE_NAMES, step);
  const about = task === undefined ? say(zh, en) : TASK_NAMES[task];
  return {
    subject: say(`需要处理：${about.zh}`, `needs attention: ${about.en}`),
    lines: [
      task === undefined ? undefined : say(`待办：${about.zh}`, `Task: ${about.en} (${task})`),
      say(`步骤：${zh}`, `Step: ${en}${step === undefined ? '' : ` (${step})`}`),
      dueLine(say('已过期限', 'Due instant passed'), due),
      reason === undefined ? undefined : say(`说明：${reason}`, `Reason: ${reason}`),
      say('状态不变；请在任务列表中处理。', 'The state is unchanged; see the task list.'),
    ],
  };
}

export function typeFound(_facts: NoticeFacts, { type }: About): NoticeText {
  const name = type === undefined ? say('见订单页面', 'see the order page') : rowOf(type).names;
  return {
    subject: say(`备案类型：${name.zh}`, `type of the order: ${name.en}`),
    lines: [
      say(`根据您填写的信息，备案类型为：${name.zh}。`, `From what you entered, the type of the order is: ${name.en}.`),
      say(
        '所在省管局的要求和所需材料见订单页面，请先阅读并确认。',
        "Your bureau's rules and the materials needed are on the order page; read and confirm them first.",
      ),
    ],
  };
}

export function faceCheckFailed(facts: NoticeFacts, _about: About): NoticeText {
  const { subject, line } = ofVariant(FACE_CHECKS, facts.variant, FACE_CHECKS.FAILED);
  return { subject, lines: [line] };
}

const FACE_CHECKS: Readonly<
  Record<'FAILED' | 'ADVICE' | 'NOT_POSSIBLE' | 'PHOTO_ALLOWED', { subject: Bilingual; line: Bilingual }>
> = {
  FAILED: {
    subject: say('人脸核验未通过', 'face check failed'),
    line: say(
      '人脸核验未通过，请在光线充足处由本人重试。',
      'The face check failed. Try again in good light; the person named in the order must take the check.',
    ),
  },
  ADVICE: {
    subject: say('人脸核验多次未通过', 'face check failed several times'),
    line: say(
      '人脸核验多次未通过：请核对姓名和证件号码是否与证件一致，清洁摄像头后重试；仍不通过的，请联系审核人员改用拍照核验。',
      'The face check failed several times. Compare name and document number with the document, clean the camera and try again. If it still fails, ask a reviewer to allow a photo instead.',
    ),
  },
  NOT_POSSIBLE: {
    subject: say('无法进行人脸核验', 'face check not possible'),
    line: say(
      '人脸核验无法进行，例如数据库中没有可用的照片：请核对姓名和证件号码是否与证件一致；无误的，请联系审核人员改用拍照核验，无需再次尝试。',
      'The face check is not possible, for example because the database has no usable photo. Compare name and document number with the document. If they are right, ask a reviewer to allow a photo instead; another try would not help.',
    ),
  },
  PHOTO_ALLOWED: {
    subject: say('可改用拍照核验', 'a photo may replace the face check'),
    line: say(
      '审核人员已同意改用拍照核验，无需再做人脸核验；请在订单页面查看所需照片及提交方式。',
      'A reviewer allows a photo instead of the face check, which need not be repeated. The order page says which photo is needed and where to give it.',
    ),
  },
};
