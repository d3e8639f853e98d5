/** The names of document slots, and what to upload into each in Chinese; the English words stand in `slots.ts`. */
import { say, type Bilingual } from '../messages/texts/wording.ts';
import { SLOT_NAMES, type SlotName } from './slots.ts';

const TEXTS: Readonly<Record<SlotName, { name: Bilingual; advice: string }>> = {
  'entity-certificate': {
    name: say('主体证件', 'certificate of the entity'),
    advice: '上传最新证件的彩色图片（个人为身份证正反面），须完整清晰。',
  },
  'entity-head-id': {
    name: say('主体负责人身份证件', "entity head's identity document"),
    advice: '身份证件正反面彩色图片，合在一张图片中。',
  },
  'site-head-id': {
    name: say('网站负责人身份证件', "site head's identity document"),
    advice: '身份证件正反面彩色图片，合在一张图片中。',
  },
  'checklist-form': {
    name: say('核验单', 'verification form'),
    advice: '下载表格，用黑色笔填写并签名（单位盖章）后上传。',
  },
  'photo-in-hand': {
    name: say('手持证件照', 'photo with the document in hand'),
    advice: '网站负责人手持身份证件（或单位证件）的照片。',
  },
  'backdrop-photo': {
    name: say('幕布照片', 'photo before the backdrop'),
    advice: '在幕布前或核验点拍摄，本人上半身，幕布文字清晰。',
  },
  'entity-head-letter': {
    name: say('主体负责人授权书', 'letter of authority for the entity head'),
    advice: '法定代表人授权主体负责人的授权书，盖章。',
  },
  'site-head-letter': {
    name: say('网站负责人授权书', 'letter of authority for the site head'),
    advice: '法定代表人授权网站负责人的授权书，盖章。',
  },
  'head-position-proof': {
    name: say('股东或高级管理人员证明', 'proof of being a shareholder or manager'),
    advice: '主体负责人为股东或高级管理人员的证明，例如公司章程或任职文件，盖章。',
  },
  'residence-proof': {
    name: say('居住证明', 'proof of residence'),
    advice: '在备案省份居住的证明，例如居住证、房产证、租赁合同或社保。',
  },
  'minor-proof': {
    name: say('未成年人证明', 'papers for a minor'),
    advice: '监护人身份证和户口簿，或工作、学习证明。',
  },
  'domain-certificate': { name: say('域名证书', 'domain certificate'), advice: '向注册商获取域名证书后上传。' },
  'domain-identity-screenshot': {
    name: say('域名实名认证截图', "registrar's page of the verified owner"),
    advice: '注册商页面上显示已认证所有者的截图。',
  },
  'domain-holder-proof': {
    name: say('域名持有者证明', 'proof of the domain holder'),
    advice: '工信部证明表，说明域名持有者为股东或高级管理人员。',
  },
  'pre-approval-permit': { name: say('前置审批文件', 'prior approval'), advice: '行业许可或批准文件的彩色扫描件。' },
  'health-approval': {
    name: say('卫生部门批准文件', 'approval of the health authority'),
    advice: '卫生主管部门批准文件的彩色扫描件。',
  },
  'finance-undertaking': { name: say('承诺书', 'letter of undertaking'), advice: '承诺书，盖章并由法定代表人签字。' },
  'finance-business-description': { name: say('业务说明', 'description of the business'), advice: '业务说明材料。' },
  'finance-site-description': { name: say('网站说明', 'description of the website'), advice: '网站说明材料。' },
  'finance-licence-copy': { name: say('营业执照副本', 'copy of the business licence'), advice: '营业执照复印件。' },
  'religious-approval': {
    name: say('宗教事务部门意见', 'consent of the religious affairs bureau'),
    advice: '宗教事务部门同意开办该网站内容的文件。',
  },
  'party-building-proof': {
    name: say('党建证明', 'proof of party building'),
    advice: '党建证明，可致电 0991-6788-039 咨询。',
  },
  'change-letter': {
    name: say('名称变更证明', 'letter about the change of name'),
    advice: '工商部门出具的名称变更证明，可与核验单合在一张图片中。',
  },
  'commitment-letter': {
    name: say('省份承诺书', "province's commitment letter"),
    advice: '该省的承诺书，签名（单位盖章）。',
  },
  'establishment-form': {
    name: say('编制部门登记表', 'form of the establishment office'),
    advice: '机关和事业单位的编制部门登记表。',
  },
  'construction-plan': {
    name: say('网站建设方案书', 'website construction plan'),
    advice: '网站数量达到要求时，该省要求网站建设方案书。',
  },
};

/** The slot's own name: `pre-approval-permit` of `pre-approval-permit-news:W1`. */
const nameIn = (slot: string): SlotName | undefined => {
  const [named = ''] = slot.split(':');
  return SLOT_NAMES.toSorted((one, other) => other.length - one.length).find((name) => named.startsWith(name));
};

/** What a slot holds; an unknown one is named by itself. */
export function slotName(slot: string): Bilingual {
  const name = nameIn(slot);
  return name === undefined ? say(slot, slot) : TEXTS[name].name;
}

/** What to upload, in both languages. */
export function slotAdvice(slot: string, english: string): Bilingual {
  const name = nameIn(slot);
  return say(name === undefined ? english : TEXTS[name].advice, english);
}
