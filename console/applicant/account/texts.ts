import type { Texts } from '../../texts/texts.ts';

/** What the page of the account says. */
export const texts = {
  title: { zh: '我的数据', en: 'My data' },
  lead: {
    zh: '这里是您账户的信息，由接入商维护；如有错误，请联系接入商更正。',
    en: 'This is what your provider knows of your account. Ask the provider to put right what is wrong.',
  },
  account: { zh: '账户', en: 'Account' },
  verified: { zh: '实名认证', en: 'Identity verified' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  kind: { zh: '主体性质', en: 'Kind' },
  mobile: { zh: '手机号码', en: 'Mobile' },
  email: { zh: '电子邮箱', en: 'E-mail' },
  unknown: { zh: '未提供', en: 'not given' },
  exportTitle: { zh: '下载我的数据', en: 'A copy of everything' },
  exportLead: {
    zh: '可将系统保存的全部数据下载为一个文件：账户、订单及其填写的内容、图片清单、消息、办理经过、备案记录，以及谁在何时查看过。文件含个人信息，请妥善保管；图片在各订单中逐张下载。每个订单的办理经过会记下这次下载。',
    en: 'One file with everything that is kept: account, orders with what was filled in, lists of images, messages, histories, records, and who looked at them when. It holds data of people, so keep it safe. Images are downloaded one by one in their orders. The history of each order notes the download.',
  },
  download: { zh: '下载', en: 'Download' },
} as const satisfies Texts;
