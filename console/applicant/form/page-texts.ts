/** What the pages of the form say. */
import type { Texts } from '../../texts/texts.ts';

export const pageTexts = {
  noPart: { zh: '表单中没有这一部分。', en: 'The form has no such part.' },
  backToOrder: { zh: '返回订单', en: 'Back to the order' },
  fromPhoto: { zh: '用证件照片填写', en: 'Fill in from a photo of the certificate' },
  openAll: { zh: '我还要修改其他内容', en: 'I want to change something else as well' },
  checkType: { zh: '保存并判断类型', en: 'Save and find the type' },
  saveAndCheck: { zh: '保存并检查', en: 'Save and check' },
  saveForLater: { zh: '暂存，以后再填', en: 'Save for later' },
  typeTitle: { zh: '判断备案类型', en: 'Find the type of the order' },
  typeLead: {
    zh: '系统用证件和域名查询工信部记录，自动判断备案类型，您无需自己选择。',
    en: "Certificate and domain are looked up in MIIT's record, and the type follows from it. You need not choose it.",
  },
  entityTitle: { zh: '主体信息', en: 'The entity' },
  entityLead: { zh: '备案的主办单位或个人，按证件填写。', en: 'Who owns the website, as on the certificate.' },
  personTitle: { zh: '负责人：{name}　{roles}', en: 'Person in charge: {name} {roles}' },
  personLead: {
    zh: '每位负责人只需填写一次，可同时担任主体负责人和多个网站的负责人。',
    en: 'Each person is filled in once, and may be head of the entity and of several websites.',
  },
  websiteTitle: { zh: '网站：{name}', en: 'Website: {name}' },
  websiteLead: { zh: '一个网站对应一个域名。', en: 'One website has one domain.' },
  elsewhereTitle: { zh: '备案记录中的内容', en: 'What stands in the record' },
  elsewhereNumber: { zh: '备案号：{number}', en: 'Number: {number}' },
  elsewhere: {
    zh: '原接入商处已备案，本页不询问、也不显示：{fields}。',
    en: 'Filed through the original provider, and therefore neither asked for nor shown here: {fields}.',
  },
  listComma: { zh: '、', en: ', ' },
  removePerson: { zh: '删除这位负责人', en: 'Take this person out' },
  removePersonWhy: {
    zh: '此人的资料和担任的职务会从表单中删除。',
    en: 'The person and what they are head of leave the form.',
  },
  removeWebsite: { zh: '删除这个网站', en: 'Take this website out' },
  removeWebsiteWhy: {
    zh: '网站的资料会从表单中删除，占用的服务器或备案服务码会退回。',
    en: 'The website leaves the form, and its server or code is given back.',
  },
  removeGoOn: { zh: '继续删除', en: 'Go on' },
} as const satisfies Texts;
