/**
 * The SMS templates that an operator registers at the SMS vendor: mainland carriers deliver nothing else. `{1}`, `{2}`, … are
 * filled in the order of `params`, which is the order of a rendered notice's values. At Tencent variables have these numbers; at
 * Alibaba they have the names of `params`. Both refuse templates of variables only, variables side by side, and 【】
 * (https://cloud.tencent.com/document/product/382/39023, https://help.aliyun.com/document_detail/463270.htm).
 * docs/operations.md shows the templates ready to be registered.
 */
import type { NoticeCode } from '../notice.ts';

/** Codes that go by SMS (domain-spec §5.8; N-15 when an order expired). */
export type SmsNoticeCode = Exclude<NoticeCode, 'N-14' | 'N-16' | 'N-18' | 'N-19' | 'I-1' | 'I-2'>;

export interface SmsTemplate {
  text: string;
  params: readonly string[];
}

export const SMS_TEMPLATES: Readonly<Record<SmsNoticeCode, SmsTemplate>> = {
  'N-1': { text: '您的备案订单{1}已提交初审，审核结果最迟{2}前告知（按工作日计算）。', params: ['order', 'due'] },
  'N-2': {
    text: '您的备案订单{1}审核结果：{2}，下一步截止时间：{3}，详见订单页面。',
    params: ['order', 'decision', 'due'],
  },
  'N-3': { text: '您的备案订单{1}需要您{2}，时间：{3}，详见订单页面。', params: ['order', 'what', 'due'] },
  'N-4': {
    text: '您的备案订单{1}的当前步骤“{2}”已等待{3}天，请于{4}前处理，逾期订单将失效。',
    params: ['order', 'step', 'days', 'due'],
  },
  'N-5': {
    text: '您的备案订单{1}已提交管局。请在收到工信部12381短信后24小时内，登录beian.miit.gov.cn进入短信核验，输入验证码、手机号和证件号码后6位完成核验。',
    params: ['order'],
  },
  'N-6': {
    text: '您的备案订单{1}短信核验将于{2}截止。未收到验证码请查看垃圾短信，或将SIM卡换到其他手机后申请重新发送；号段不支持的请更换手机号。',
    params: ['order', 'due'],
  },
  'N-7': { text: '您的备案订单{1}短信核验未完成，已退回接入商，{2}，时间：{3}。', params: ['order', 'what', 'due'] },
  'N-8': {
    text: '您的备案订单{1}已进入管局审核，预计最早{2}，法定最迟{3}出结果（按工作日计算）。',
    params: ['order', 'earliest', 'due'],
  },
  'N-9': {
    text: '您的备案订单{1}已通过管局审核（管局可能已先行通知您），备案数据将在1至2个工作日内同步，详见订单页面。',
    params: ['order'],
  },
  'N-10': {
    text: '您的备案订单{1}被管局退回，有{2}项需要修改，请于{3}前在订单页面修改后重新提交。',
    params: ['order', 'items', 'due'],
  },
  'N-11': {
    text: '您的备案订单{1}已完成：{2}。后续义务：{3}，详见订单页面。',
    params: ['order', 'result', 'duty'],
  },
  'N-12': { text: '您的备案订单{1}有新情况：{2}，日期：{3}，详见订单页面。', params: ['order', 'what', 'due'] },
  'N-13': {
    text: '备案信息核查（编号{1}）通知：{2}，整改截止{3}，逾期可能被取消接入，详见核查页面。',
    params: ['order', 'what', 'due'],
  },
  'N-15': {
    text: '您的备案订单{1}超期未处理，已失效。资料保留至{2}，期间可在订单页面重新激活。',
    params: ['order', 'keptUntil'],
  },
  'N-17': {
    text: '备案订单{1}的拍照幕布已寄出，快递单号：{2}，收到后请拍照并在订单页面上传。',
    params: ['order', 'tracking'],
  },
  'P-1': {
    text: '此手机号被填入备案订单{1}，核验码为{2}，有效时间{3}分钟。如与您有关，请将核验码告知办理人；如无关，请忽略本短信。',
    params: ['order', 'proofCode', 'minutes'],
  },
  'P-2': {
    text: '备案订单{1}申请“{2}”，验证码为{3}，有效时间{4}分钟。如同意请告知办理人；如不知情请勿告知他人，并联系接入商。',
    params: ['order', 'what', 'proofCode', 'minutes'],
  },
};
