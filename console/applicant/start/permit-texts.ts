/** What the page about the culture permit says. */
import type { Text, Texts } from '../../texts/texts.ts';

export const permitTexts = {
  title: { zh: '需要网络文化经营许可证吗？', en: 'Is a culture permit needed?' },
  lead: {
    zh: '游戏、音乐、演出、艺术品、动漫等网站，凡以此获利的，须取得网络文化经营许可证并变更备案。',
    en: 'Websites of games, music, performances, art or animation that earn by them need the Internet Culture Business Permit (ICBP) and a change of their filing.',
  },
  unanswered: { zh: '请更正以下内容', en: 'Correct these answers' },
  answerThis: { zh: '请选择或填写。', en: 'Choose or fill in.' },
  wholeYuan: { zh: '请填写整数金额（元），不含逗号。', en: 'Give a whole number of yuan, without commas.' },
  culture: { zh: '网站提供什么内容？', en: 'What does the website offer?' },
  income: { zh: '网站靠什么获利？', en: 'What does it earn by?' },
  holder: { zh: '由谁申请？', en: 'Who applies?' },
  foreignShareholder: { zh: '是否有外资股东？', en: 'Is there a foreign shareholder?' },
  registeredCapital: { zh: '注册资本（元，可不填）', en: 'Registered capital in yuan (optional)' },
  province: { zh: '所在省份（可不填）', en: 'Province (optional)' },
  opinionOn: {
    zh: '文化和旅游部收到初审意见的日期（可不填）',
    en: 'Day on which the ministry received the preliminary opinion (optional)',
  },
  issuedOn: { zh: '许可证签发日期（可不填）', en: 'Day on which the permit was issued (optional)' },
  NOT_NEEDED: { zh: '不需要许可证', en: 'No permit is needed' },
  NEEDED: { zh: '需要许可证', en: 'A permit is needed' },
  REFUSED: { zh: '目前不能申请', en: 'It cannot be applied for as things stand' },
  decisionBy: { zh: '最迟决定日期', en: 'Decided at the latest on' },
  endsOn: { zh: '许可证到期日', en: 'The permit ends on' },
  renewFrom: { zh: '可申请续期的首日', en: 'May be renewed from' },
} as const satisfies Texts;

export const PERMIT_CHOICES: Readonly<Record<string, Text>> = {
  'culture.NONE': { zh: '不涉及文化活动', en: 'No culture' },
  'culture.GAMES': { zh: '游戏', en: 'Games' },
  'culture.OTHER': {
    zh: '音乐、演出、艺术品、动漫、展览等',
    en: 'Music, performances, art, animation, exhibitions and the like',
  },
  'income.NONE': { zh: '不获利', en: 'It earns nothing' },
  'income.FEES': { zh: '向用户收费', en: 'Users pay' },
  'income.ADVERTISING': { zh: '广告', en: 'Advertising' },
  'income.SPONSORSHIP': { zh: '赞助', en: 'Sponsorship' },
  'income.E_COMMERCE': { zh: '电商', en: 'A shop' },
  'holder.ORGANISATION': { zh: '单位', en: 'An organisation' },
  'holder.INDIVIDUAL': { zh: '个人', en: 'An individual' },
  'foreignShareholder.false': { zh: '没有', en: 'No' },
  'foreignShareholder.true': { zh: '有', en: 'Yes' },
};
