import { describe, expect, test } from '@jest/globals';
import { maskText } from './masked-text.ts';

describe('a text without what identifies people', () => {
  test.each([
    ['李雷 13800138000 来电', '*** *** 来电'],
    ['李雷１３８００１３８０００', '******'],
    ['手机 138-0013-8000、+86 138 0013 8000', '手机 ***、***'],
    ['证件 11010519491231002X 与 110105 19491231 002x', '证件 *** 与 ***'],
    ['旧证 110105491231002', '旧证 ***'],
    ['写信到 li.lei@example.cn；或LI.LEI@EXAMPLE.CN', '写信到 ***;***'],
    ['ＬｉＬｅｉ写的', '***写的'],
  ])('%j is shown as %j', (text, shown) => {
    expect(maskText(text, ['李雷', 'LiLei'])).toBe(shown);
  });

  test.each([
    '单号 SF1234567890123',
    '订单 BA20260209-7K2MQ4XR，粤ICP备2026000001号-1',
    '统一社会信用代码 91350100M000100Y43',
    '2026-02-09T10:30:00+08:00',
    'The name must describe the content.',
  ])('%j stays as it is', (text) => {
    expect(maskText(text, ['李雷'])).toBe(text.normalize('NFKC'));
  });

  test('a known value with signs of patterns is taken literally, and the longest first', () => {
    expect(maskText('住在石牌西路（五号）.*，石牌', ['石牌', '石牌西路(五号)', '.*'])).toBe('住在******,***');
  });
});
