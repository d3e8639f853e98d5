import type { Texts } from '../texts/texts.ts';

/** What a scanned code leads to. */
export const texts = {
  title: { zh: '在这部手机上继续', en: 'Go on with this phone' },
  lead: {
    zh: '您将继续填写订单 {order}。可以在这里拍照上传、做人脸核验；电脑上会看到同样的内容。',
    en: 'You go on with order {order}: take photos and face checks here, and the computer shows the same.',
  },
  limited: {
    zh: '扫码登录只能打开这一个订单，两小时后自动退出。',
    en: 'The code opens this one order and no other, and signs you out after two hours.',
  },
  goOn: { zh: '继续', en: 'Go on' },
  usedTitle: { zh: '二维码已失效', en: 'This code is used up' },
  used: {
    zh: '二维码十分钟内有效，只能使用一次。请在电脑上刷新页面，扫描新的二维码。',
    en: 'A code is good for ten minutes and for one phone. Reload the page on the computer and scan the new code.',
  },
} as const satisfies Texts;
