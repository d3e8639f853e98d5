import type { Texts } from '../../texts/texts.ts';

/** What the messages' pages say. */
export const texts = {
  title: { zh: '消息', en: 'Messages' },
  none: { zh: '没有消息。', en: 'There are no messages.' },
  unread: { zh: '{count} 条未读', en: '{count} unread' },
  isNew: { zh: '未读', en: 'new' },
  markRead: { zh: '标为已读', en: 'Mark as read' },
  order: { zh: '订单 {order}', en: 'order {order}' },
  older: { zh: '更早的消息', en: 'Older messages' },
  pages: { zh: '翻页', en: 'Pages' },
  sms: { zh: '短信', en: 'SMS' },
  email: { zh: '邮件', en: 'mail' },
  inApp: { zh: '站内消息', en: 'in-app' },
  pending: { zh: '等待发送', en: 'waiting' },
  sent: { zh: '已发送', en: 'sent' },
  failed: { zh: '未送达', en: 'not delivered' },
  delivered: { zh: '已送达', en: 'delivered' },
} as const satisfies Texts;
