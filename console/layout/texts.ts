import type { Texts } from '../texts/texts.ts';

export const texts = {
  name: { zh: 'ICP 备案', en: 'ICP filing' },
  skip: { zh: '跳到主要内容', en: 'Skip to main content' },
  otherLanguage: { zh: 'English', en: '中文' },
  signOut: { zh: '退出登录', en: 'Sign out' },
  signedInAs: { zh: '{role}：{id}', en: '{role}: {id}' },
  applicant: { zh: '申请人', en: 'Applicant' },
  reviewer: { zh: '审核员', en: 'Reviewer' },
  mailroom: { zh: '收发员', en: 'Mailroom' },
  operator: { zh: '运营人员', en: 'Operator' },
  auditor: { zh: '审计员', en: 'Auditor' },
  system: { zh: '系统', en: 'System' },
  navigation: { zh: '导航', en: 'Navigation' },
  notice: { zh: '提示', en: 'Notice' },
  stale: {
    zh: '连接已中断，此页面可能不是最新状态。正在重新连接…',
    en: 'The connection is lost, so this page may be out of date. Connecting again …',
  },
  changed: { zh: '此页面的内容已有更新。', en: 'Something on this page has changed.' },
  reload: { zh: '刷新页面', en: 'Reload the page' },
  errorTitle: { zh: '无法完成', en: 'This could not be done' },
  goBack: { zh: '返回', en: 'Go back' },
  toStart: { zh: '回到首页', en: 'To the start page' },
} as const satisfies Texts;
