/** N-1 to N-4 and N-17: the provider's review, and what the customer must still do. */
import type { NoticeFacts } from '../notice.ts';
import { nameOf, STAGE_NAMES } from './names.ts';
import { dueLine, itemLines, ofVariant, say, whenInSms, type About, type NoticeText } from './wording.ts';

const fixBy = say('修改并重新提交的截止时间', 'Correct and submit again by');

export function submitted({ due, provisional }: NoticeFacts, { orderId }: About): NoticeText {
  return {
    subject: say('已提交初审', 'submitted for review'),
    lines: [
      say(
        '您的备案订单已提交，正在由接入商初审。',
        'Your filing order has been submitted and is being reviewed by the provider.',
      ),
      dueLine(say('审核结果最迟', 'Decision due by'), due, 'BD', provisional),
      say(
        '审核人员可能会拨打负责人电话，请保持畅通。',
        'A reviewer may phone the person in charge: please keep the phone reachable.',
      ),
    ],
    sms: [orderId, whenInSms(due)],
  };
}

export function decided(facts: NoticeFacts, { orderId }: About): NoticeText {
  const text = ofVariant(DECISIONS, facts.variant, DECISIONS.APPROVED);
  const { approved, subject, line, inSms } = text;
  return {
    subject,
    lines: approved
      ? [line, dueLine(say('下一步的截止时间', 'Next step due by'), facts.due)]
      : [line, ...itemLines(facts.items), dueLine(fixBy, facts.due, 'CD')],
    sms: [orderId, inSms, whenInSms(facts.due)],
  };
}

const DECISIONS = {
  APPROVED: {
    approved: true,
    subject: say('初审通过', 'preliminary review: approved'),
    line: say('接入商初审已通过。', "The provider's preliminary review has approved your order."),
    inSms: '初审通过',
  },
  ITEMS: {
    approved: false,
    subject: say('初审退回，请修改', 'preliminary review: please correct'),
    line: say(
      '接入商初审未通过，请修改以下项目后重新提交。',
      'The provider could not approve your order. Correct the items below and submit again.',
    ),
    inSms: '初审退回需修改',
  },
  PHOTO_APPROVED: {
    approved: true,
    subject: say('照片审核通过', 'photo: approved'),
    line: say('您的照片已审核通过。', 'Your photo has been approved.'),
    inSms: '照片审核通过',
  },
  PHOTO_ITEMS: {
    approved: false,
    subject: say('照片审核未通过，请重新拍照', 'photo: please take a new one'),
    line: say('照片审核未通过，请重新拍照并上传。', 'The photo could not be approved. Take a new one and upload it.'),
    inSms: '照片审核未通过需重拍',
  },
  MAIL_APPROVED: {
    approved: true,
    subject: say('纸质材料审核通过', 'originals: approved'),
    line: say('您邮寄的纸质材料已审核通过。', 'The originals you posted have been approved.'),
    inSms: '纸质材料审核通过',
  },
  MAIL_ITEMS: {
    approved: false,
    subject: say('纸质材料未通过，请重新邮寄', 'originals: please post them again'),
    line: say(
      '纸质材料审核未通过，请更正后重新邮寄。',
      'The originals could not be approved. Correct them and post them again.',
    ),
    inSms: '纸质材料未通过需重寄',
  },
} as const;

export function needed(facts: NoticeFacts, { orderId }: About): NoticeText {
  const { subject, lines, dueLabel, inSms } = ofVariant(NEEDS, facts.variant, NEEDS.MATERIAL);
  const items = facts.variant === 'MATERIAL' ? itemLines(facts.items) : [];
  return {
    subject,
    lines: [...lines, ...items, dueLine(dueLabel, facts.due, 'CD')],
    sms: [orderId, inSms, whenInSms(facts.due)],
  };
}

const doBy = say('截止时间', 'Due by');
const NEEDS = {
  PHOTO: {
    subject: say('请拍摄核验照片', 'a photo is needed'),
    lines: [
      say(
        '请网站负责人拍摄核验照片：可到拍照点拍摄，或在订单页面免费申请幕布后自行拍摄，并在订单页面上传。',
        'The person in charge must be photographed at a photo point, or in front of a backdrop that you can order free of charge. Upload the photo on the order page.',
      ),
    ],
    dueLabel: doBy,
    inSms: '拍摄并上传核验照片',
  },
  MAIL: {
    subject: say('请邮寄纸质材料', 'paper originals are needed'),
    lines: [
      say(
        '请将纸质材料原件邮寄至订单页面所示地址，并在订单页面填写快递公司和单号。',
        'Post the paper originals to the address shown on the order page, then enter courier and tracking number there.',
      ),
    ],
    dueLabel: doBy,
    inSms: '邮寄纸质材料原件',
  },
  MATERIAL: {
    subject: say('请补充材料', 'further material is needed'),
    lines: [
      say(
        '审核人员需要您在订单页面补充以下材料。',
        'The reviewer needs the following material; upload it on the order page.',
      ),
    ],
    dueLabel: doBy,
    inSms: '补充材料',
  },
  PARCEL_LOST: {
    subject: say('邮寄的材料尚未收到', 'your parcel has not arrived'),
    lines: [
      say(
        '我们尚未收到您邮寄的材料，请向快递公司查询；如已丢失，请重新邮寄并在订单页面登记新单号。',
        'The parcel with your originals has not arrived. Ask the courier; if it is lost, post the originals again to the address on the order page and enter the new tracking number.',
      ),
    ],
    dueLabel: say('预计送达时间（已过）', 'Expected by (past)'),
    inSms: '查询未送达的邮寄材料（预计到达时间已过）',
  },
} as const;

export function stillWaiting({ step, days, due }: NoticeFacts, { orderId }: About): NoticeText {
  const { zh, en } = nameOf(STAGE_NAMES, step);
  const waited = days === undefined ? say('若干', 'some') : say(String(days), String(days));
  return {
    subject: say(`提醒：${zh}`, `reminder: ${en}`),
    lines: [
      say(
        `您的订单在“${zh}”步骤已等待您${waited.zh}个自然日。`,
        `Your order has been waiting for you at the step "${en}" for ${waited.en} calendar days.`,
      ),
      dueLine(say('截止时间', 'Due by'), due, 'CD'),
      say('逾期未处理，订单将失效。', 'If nothing is done by then, the order expires.'),
    ],
    sms: [orderId, zh, waited.zh, whenInSms(due)],
  };
}

export function backdropShipped({ trackingNumber }: NoticeFacts, { orderId }: About): NoticeText {
  const tracking = trackingNumber ?? '见订单页面';
  return {
    subject: say('幕布已寄出', 'the backdrop is on its way'),
    lines: [
      say(
        `拍照幕布已寄出，快递单号：${tracking}`,
        `The backdrop has been sent. Tracking number: ${trackingNumber ?? 'see the order page'}`,
      ),
      say('收到后请拍照并在订单页面上传。', 'When it arrives, take the photo and upload it on the order page.'),
    ],
    sms: [orderId, tracking],
  };
}
