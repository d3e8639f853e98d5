/** What is awaited in each state, in the words of a customer: who has the order, and what to do next. */
import type { Stage, WaitingOn } from '../../../domain/lifecycle/stage.ts';
import type { Text } from '../../texts/texts.ts';
import { texts } from './texts.ts';

export const WHO: Readonly<Record<WaitingOn, Text>> = {
  applicant: texts.youHaveIt,
  reviewer: texts.provider,
  courier: texts.courier,
  miit: texts.miit,
  bureau: texts.bureau,
  system: texts.system,
  nobody: texts.nobody,
};

const FILL_IN: Text = {
  zh: '请完成下面未完成的步骤，然后提交。',
  en: 'Finish the steps below, then submit the order.',
};

export const WHAT_NOW: Readonly<Record<Stage, Text>> = {
  DRAFT: {
    zh: '请先填写证件和域名，让系统判断备案类型。',
    en: 'Fill in certificate and domain, and have the type found.',
  },
  TYPE_DETERMINED: { zh: '请为每个网站指定服务器或备案服务码。', en: 'Name a server or a code for each website.' },
  INSTANCE_VERIFIED: FILL_IN,
  INFO_FILLED: { zh: '请上传材料。', en: 'Upload the scans.' },
  MATERIALS_PENDING: { zh: '请上传其余材料。', en: 'Upload the remaining scans.' },
  AUTHENTICITY_PENDING: { zh: '请每位负责人完成人脸核验。', en: 'Each person in charge passes the face check.' },
  CONFIRMATION: { zh: '请核对全部信息，确认后提交。', en: 'Check everything, confirm and submit.' },
  PRELIM_REVIEW: {
    zh: '接入商正在审核，请保持电话畅通。需要修改时可以先撤回。',
    en: 'The provider reviews the order. Keep your phones on. Withdraw the order if something has to be changed.',
  },
  PRELIM_APPROVED: {
    zh: '初审已通过，订单会自动进入下一步。',
    en: 'The review was passed; the order goes on by itself.',
  },
  PRELIM_REJECTED: {
    zh: '请按审核意见修改，然后重新提交。',
    en: 'Correct what the reviewer named, then submit again.',
  },
  PHOTO_PENDING: {
    zh: '请按要求拍照并上传，或完成人脸核验；需要幕布的可以申请邮寄。',
    en: 'Take the photo and upload it, or pass the face check. A backdrop can be sent to you.',
  },
  BACKDROP_SHIPPING: {
    zh: '幕布正在邮寄，收到后拍照上传。',
    en: 'The backdrop is on its way. Take the photo when it is there.',
  },
  PHOTO_REVIEW: { zh: '接入商正在审核照片。', en: 'The provider checks the photo.' },
  PHOTO_REJECTED: { zh: '照片未通过，请重新拍摄上传。', en: 'The photo was refused. Take a new one.' },
  MAIL_PENDING: {
    zh: '请邮寄纸质材料，并填写快递公司和单号。',
    en: 'Post the originals, and name the courier and the tracking number.',
  },
  MAIL_REVIEW: { zh: '接入商正在核对纸质材料。', en: 'The provider checks the originals.' },
  READY_FOR_BUREAU: {
    zh: '接入商复核后提交管局，您无需操作。',
    en: 'The provider hands the order over to the bureau. You need not do anything.',
  },
  SMS_PENDING: {
    zh: '负责人会收到工信部短信，请在24小时内到工信部网站填写验证码。没收到的，请检查垃圾短信后申请重发。',
    en: "Those in charge receive MIIT's SMS. Enter the code on MIIT's site within 24 hours. Without it, look among spam and ask for another.",
  },
  SMS_RETURNED: { zh: '短信核验未完成，请重新提交。', en: 'The verification was not completed. Submit again.' },
  RESUBMIT_WAIT: {
    zh: '接入商会电话联系您，之后再次提交管局。',
    en: 'The provider phones you, and hands the order over again.',
  },
  BUREAU_REVIEW: {
    zh: '管局正在审核，订单已锁定，无法催办。',
    en: 'The bureau reviews the order. It is locked, and cannot be hurried.',
  },
  BUREAU_REJECTED: {
    zh: '管局已退回，请按意见修改后重新提交。',
    en: 'The bureau sent it back. Correct what it named, then submit again.',
  },
  BUREAU_APPROVED: {
    zh: '管局已通过，备案号通常在1–2个工作日内显示。',
    en: 'The bureau approved it. The number shows up within one or two business days.',
  },
  COMPLETED: { zh: '备案已完成，请办理备案后的义务。', en: 'The filing is complete. See to the duties that follow.' },
  ABANDONED: { zh: '订单已终止。需要时请新建订单。', en: 'The order has ended. Open a new one if you need it.' },
  EXPIRED: {
    zh: '订单已失效，可以恢复后继续；365天后资料会被删除。',
    en: 'The order has expired. Reactivate it to go on; after 365 days its data is erased.',
  },
  RETURNED_FOR_TYPE: {
    zh: '管局认为备案类型不符，请按正确类型新建订单。',
    en: 'The bureau wants another type. Open an order of the right one.',
  },
};
