import type { Texts } from '../texts/texts.ts';

export const texts = {
  notFound: {
    zh: '没有这个页面，或者它不属于您。请检查地址。',
    en: 'There is no such page, or it is not yours. Check the address.',
  },
  notYours: { zh: '您的角色不能查看此页面。', en: 'Your role may not see this page.' },
  unavailable: {
    zh: '系统暂时无法完成。重复提交不会执行两次。',
    en: 'The system cannot do this right now. Nothing is done twice, however often you send it.',
  },
  partyUnavailable: {
    zh: '外部系统暂时没有回应。',
    en: 'An outside party does not answer right now.',
  },
  notCovered: { zh: '这些日期还没有规则或日历。', en: 'There are no rules or no calendar for these days yet.' },
  tooLarge: {
    zh: '发送的内容太大，未保存。请选择较小的文件后再试。',
    en: 'What was sent is too large, and was not stored. Choose a smaller file and try again.',
  },
  badRequest: { zh: '无法读取该请求。请返回后重试。', en: 'The request could not be read. Go back and try again.' },
  formOutdated: {
    zh: '此表单已过期（可能您已在别处重新登录）。请返回上一页，刷新后再提交；浏览器会保留您填写的内容。',
    en: 'This form is out of date, perhaps because you signed in again elsewhere. Go back, reload and send it again; your browser keeps what you typed.',
  },
  signedOut: { zh: '登录已结束', en: 'You have been signed out' },
  sendAgainHow: {
    zh: '您填写的内容仍在此页面上，尚未提交。请在新窗口中以同一身份重新登录，然后回到此页面再次提交。上传的文件需要重新选择。',
    en: 'What you typed is still on this page and has not been sent. Sign in again as the same person in a new window, then come back here and send it again. Files have to be chosen again.',
  },
  signInBeside: { zh: '在新窗口中登录', en: 'Sign in in a new window' },
  sendAgain: { zh: '再次提交', en: 'Send it again' },
  tooMany: { zh: '请求过于频繁。', en: 'Too many requests.' },
  againInSeconds: { zh: '{count} 秒后可以再试。', en: 'Try again in {count} seconds.' },
  againInMinutes: { zh: '{count} 分钟后可以再试。', en: 'Try again in {count} minutes.' },
  againInHours: { zh: '{count} 小时后可以再试。', en: 'Try again in {count} hours.' },
  notSent: { zh: '尚未提交', en: 'Not sent yet' },
  keptHow: {
    zh: '您填写的内容仍在此页面上，没有丢失。请不要关闭此页面，到时再次提交。上传的文件需要重新选择。',
    en: 'What you typed is still on this page and is not lost. Keep the page open and send it again then. Files have to be chosen again.',
  },
  typedHere: { zh: '您填写的内容（未保存）', en: 'What you typed (not saved)' },
  typedHereHow: {
    zh: '此表单现在不在此页面上。需要时请从这里复制。',
    en: 'The form is not on this page now. Copy from here what you still need.',
  },
  internal: {
    zh: '系统出错，已记录。如需帮助，请告知此编号：{id}',
    en: 'Something went wrong on our side and has been noted. Quote this number when you ask for help: {id}',
  },
} as const satisfies Texts;
