import { expect, test } from '@jest/globals';
import { shanghai } from '../../time/instant.ts';
import { renderNotice } from './index.ts';

test('the owner of a server reads which domain is meant, until when, and a reference in place of the number of an order', () => {
  const facts = { domain: 'shop.example.cn', reference: 'UW-7', due: shanghai('2026-03-07 23:59:59') };
  const { subject, text } = renderNotice({ notice: { code: 'N-19', facts }, orderId: 'DESK' });
  expect(subject).toContain('【备案 UW-7】您的服务器上有未备案网站');
  for (const words of [
    '编号：UW-7',
    'Reference: UW-7',
    '域名：shop.example.cn。',
    'Domain: shop.example.cn.',
    '2026年3月7日',
  ])
    expect(text).toContain(words);
  expect(`${subject}${text}`).not.toMatch(/DESK|备案订单/);
});
