/**
 * What a customer may do to an order, and how pages say it. Every action of the lifecycle table that the role applicant may take has its
 * words here; `applicant-actions.unit.test.ts` compares the two.
 */
import type { Action } from '../../../domain/lifecycle/action.ts';
import type { Text } from '../../texts/texts.ts';

export interface ActionText {
  /** On the button. */
  name: Text;
  /** What happens, for the page that asks before. */
  consequence: Text;
  /** What the next page says. */
  done: Text;
  /** It cannot be undone, so the page warns and the button is red. */
  final?: boolean;
}

const text = (name: Text, consequence: Text, done: Text, more: Pick<ActionText, 'final'> = {}): ActionText => ({
  name,
  consequence,
  done,
  ...more,
});

export const ACTION_TEXTS: Readonly<Partial<Record<Action, ActionText>>> = {
  submitForReview: text(
    { zh: '确认并提交', en: 'Confirm and submit' },
    {
      zh: '提交后由接入商审核，审核期间不能修改（可以撤回）。请确认全部信息真实、准确。',
      en: 'The provider reviews it then; until it is decided nothing can be changed, unless you withdraw it. Confirm that everything is true and complete.',
    },
    { zh: '订单已提交。', en: 'The order was submitted.' },
  ),
  withdraw: text(
    { zh: '撤回修改', en: 'Withdraw to change something' },
    {
      zh: '撤回后可以修改，修改完须重新提交并重新排队审核。',
      en: 'You can change it then, and submit it again; the review begins anew.',
    },
    { zh: '订单已撤回，可以修改。', en: 'The order was withdrawn and can be changed.' },
  ),
  abandon: text(
    { zh: '放弃订单', en: 'Give the order up' },
    {
      zh: '放弃后订单终止，不能恢复；占用的服务器、备案服务码和域名会释放，资料到期删除。',
      en: 'The order ends for good. Servers, codes and domains are free again, and its data is erased after a time.',
    },
    { zh: '订单已放弃。', en: 'The order was given up.' },
    { final: true },
  ),
  reactivate: text(
    { zh: '恢复订单', en: 'Reactivate the order' },
    { zh: '恢复后从原来的步骤继续。', en: 'It goes on where it stood.' },
    { zh: '订单已恢复。', en: 'The order was reactivated.' },
  ),
  requestBackdrop: text(
    { zh: '申请邮寄幕布', en: 'Ask for a backdrop' },
    {
      zh: '幕布免费寄到您填写的地址；不填则寄到通信地址。',
      en: 'It is sent free of charge to the address you name, else to the mailing address.',
    },
    { zh: '已申请，幕布会尽快寄出。', en: 'The backdrop will be sent.' },
  ),
  backdropReceived: text(
    { zh: '已收到幕布', en: 'The backdrop has arrived' },
    { zh: '确认收到后即可拍照上传。', en: 'You can take the photo then.' },
    { zh: '已确认收到幕布。', en: 'Noted: the backdrop has arrived.' },
  ),
  photoUploaded: text(
    { zh: '照片已上传，提交审核', en: 'The photos are uploaded: have them checked' },
    {
      zh: '提交后由接入商审核照片。请先在“材料”中上传。',
      en: 'The provider checks the photos. Upload them among the scans first.',
    },
    { zh: '照片已提交审核。', en: 'The photos were sent for review.' },
  ),
  mailRegistered: text(
    { zh: '填写快递信息', en: 'Name courier and tracking number' },
    {
      zh: '寄出后填写，便于接入商查收。',
      en: 'Say it once the parcel is posted, so that the provider can look out for it.',
    },
    { zh: '快递信息已保存。', en: 'The parcel was noted.' },
  ),
  smsResendRequested: text(
    { zh: '申请重发短信', en: 'Ask for the SMS again' },
    {
      zh: '请先检查垃圾短信，或把SIM卡换到另一部手机。不选则为全部负责人。',
      en: 'Look among spam first, or put the SIM card into another phone. Without a name it is sent to everybody.',
    },
    { zh: '已申请重发。', en: 'The SMS was asked for again.' },
  ),
  changeRequested: text(
    { zh: '信息有变化，需要修改', en: 'Something has changed' },
    {
      zh: '写明哪些信息有变化。订单可能退回修改；管局处理中的，完成后再办理变更。',
      en: 'Name what has changed. The order may come back for correction; while the bureau has it, it is changed afterwards.',
    },
    { zh: '已记录。', en: 'Noted.' },
    { final: true },
  ),
  resubmit: text(
    { zh: '重新提交管局', en: 'Submit to the bureau again' },
    {
      zh: '工信部会再次发送短信，请在24小时内填写验证码。',
      en: 'MIIT sends its SMS again; enter the code within 24 hours.',
    },
    { zh: '已重新提交。', en: 'It was submitted again.' },
  ),
};

/** The fields that actions carry. */
export const ACTION_FIELDS: Readonly<Record<string, Text>> = {
  confirmed: { zh: '我确认以上信息真实、准确、完整', en: 'Everything is true, correct and complete' },
  reason: { zh: '原因', en: 'Reason' },
  address: { zh: '收件地址', en: 'Address' },
  courier: { zh: '快递公司', en: 'Courier' },
  trackingNumber: { zh: '快递单号', en: 'Tracking number' },
  personId: { zh: '负责人', en: 'Person' },
  fields: { zh: '有变化的项目', en: 'What has changed' },
};
