/** What stands around the fields of the form. */
import type { Texts } from '../../texts/texts.ts';

export const texts = {
  example: { zh: '例如：{example}', en: 'For example: {example}' },
  optional: { zh: '{label}（选填）', en: '{label} (optional)' },
  choose: { zh: '请选择', en: 'Choose' },
  none: { zh: '无', en: 'none' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  confirm: { zh: '我确认', en: 'I confirm' },
  longTerm: { zh: '长期', en: 'no end (长期)' },
  day: { zh: '日期', en: 'day' },
  empty: { zh: '未填写', en: 'not filled in' },
  newPerson: { zh: '新增一位负责人', en: 'somebody new' },
  sector: { zh: '行业', en: 'sector' },
  approvalNumber: { zh: '批准文号', en: 'number of the approval' },
  savedMeanwhile: {
    zh: '此项在别处已保存为：{value}',
    en: 'Saved elsewhere meanwhile as: {value}',
  },
  problemsTitle: { zh: '请核对以下内容', en: 'Check the following' },
  inField: { zh: '{label}：', en: '{label}: ' },
  meanwhileTitle: { zh: '此表单已在别处保存', en: 'This form was saved elsewhere' },
  meanwhile: {
    zh: '您打开此页后，有人（也可能是您在另一个窗口）保存了此表单。下面是您填写的内容，旁边是已保存的内容；再次保存即以此页为准。',
    en: 'Somebody saved it after you opened this page, perhaps you in another window. Below is what you typed, and beside it what was saved. Saving again keeps what stands here.',
  },
  fixedTitle: { zh: '以下内容本订单不能修改', en: 'This order cannot change the following' },
  savedAsTyped: {
    zh: '填写的内容会保存在草稿中，可以随时离开后继续。',
    en: 'What you fill in is saved in the draft. You may leave and go on at any time.',
  },
  unsaved: {
    zh: '刚才填写的内容还没有保存，请不要离开此页；保存按钮会再试一次。',
    en: 'What you typed last is not saved yet. Stay on this page; the button saves it again.',
  },
  reviewerSays: { zh: '审核意见：{advice}', en: 'The reviewer says: {advice}' },
  saveAndGoOn: { zh: '保存并继续', en: 'Save and go on' },
} as const satisfies Texts;
