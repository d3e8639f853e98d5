import type { Texts } from '../../texts/texts.ts';

/** What the pages say on which an action is taken. */
export const actionPageTexts = {
  back: { zh: '返回订单', en: 'Back to the order' },
  refused: { zh: '没有完成', en: 'It was not done' },
  warning: { zh: '注意', en: 'Warning' },
  optional: { zh: '{label}（选填）', en: '{label} (optional)' },
  confirmation: { zh: '确认', en: 'Confirmation' },
  notNow: { zh: '订单在当前状态下不能这样操作。', en: 'This is not possible in the present state of the order.' },
  notYet: {
    zh: '还有步骤未完成，请返回订单查看。',
    en: 'Something is still missing. Go back to the order to see what.',
  },
  pending: {
    zh: '已收到，正在处理。请稍后刷新查看结果。',
    en: 'It was received and is being done. Load the page again in a moment.',
  },
  provider: { zh: '接入商和服务器', en: 'Provider and servers' },
  change: { zh: '修改', en: 'Change' },
} as const satisfies Texts;
