import type { Texts } from '../texts/texts.ts';

/** The places of the customer's desk. */
export const texts = {
  orders: { zh: '我的订单', en: 'My orders' },
  start: { zh: '需要备案吗', en: 'Do I have to file' },
  records: { zh: '我的备案', en: 'My records' },
  messages: { zh: '消息', en: 'Messages' },
  help: { zh: '帮助', en: 'Help' },
} as const satisfies Texts;
