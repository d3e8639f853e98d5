import type { Texts } from '../../texts/texts.ts';

/** What is said of the order in the way of a new one. */
export const texts = {
  placeTaken: { zh: '进行中的订单：{order}', en: 'Order in progress: {order}' },
  merge: { zh: '把新网站并入新订单，一起办理', en: 'File its websites together with the new ones' },
  replace: { zh: '放弃那个订单，改办新订单', en: 'Give that order up for a new one' },
  insteadTitle: { zh: '您可以', en: 'What you can do' },
} as const satisfies Texts;
