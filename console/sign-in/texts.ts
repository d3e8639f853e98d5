import type { Texts } from '../texts/texts.ts';

export const texts = {
  title: { zh: '登录', en: 'Sign in' },
  choose: { zh: '选择一个人物', en: 'Choose a person' },
  explained: {
    zh: '这是沙箱：可以以任何角色进入。所有人物均为虚构。',
    en: 'This is the sandbox: come in as anybody. All people are invented.',
  },
  another: { zh: '另一个人', en: 'Somebody else' },
  id: { zh: '标识（字母、数字、-）', en: 'Identifier (letters, digits, -)' },
  role: { zh: '角色', en: 'Role' },
  account: { zh: '客户账户（申请人必填）', en: 'Customer account (applicants need one)' },
  enter: { zh: '进入', en: 'Come in' },
  begunElsewhere: {
    zh: '登录已超时，或是在另一个浏览器中开始的。请重新登录。',
    en: 'The sign-in took too long, or began in another browser. Sign in again.',
  },
  notAccepted: {
    zh: '身份提供方的答复无法接受：登录已过期，或您在这里没有角色。请重新登录；如仍不行，请联系管理员。',
    en: "The identity provider's answer cannot be taken: it is too old, or you have no role here. Sign in again; ask your administrator if it does not help.",
  },
  secondFactor: {
    zh: '工作人员登录需要第二种验证方式。请重新登录并完成验证。',
    en: 'Staff sign in with a second factor. Sign in again and use it.',
  },
  signedOut: { zh: '您已退出登录。', en: 'You have signed out here.' },
  signOutThere: { zh: '同时退出身份提供方', en: 'Sign out at the identity provider too' },
  signInAgain: { zh: '重新登录', en: 'Sign in again' },
  wrong: {
    zh: '请填写标识和角色；申请人还需要账户。只能使用字母、数字、. _ 和 -。',
    en: 'Give an identifier and a role; applicants need an account too. Use letters, digits, . _ and -.',
  },
} as const satisfies Texts;
