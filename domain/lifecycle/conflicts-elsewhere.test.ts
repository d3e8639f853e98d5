import { expect, test } from '@jest/globals';
import { withConflictAdvice } from './conflicts-elsewhere.ts';

test('R-ORD-2 a host conflict says that the other order ends first, and keeps what the bureau wrote', () => {
  const path = 'entity.certificateNumber';
  const [item] = withConflictAdvice([{ path, code: 'HOST_CONFLICT', advice: '主体冲突' }]);
  expect(item).toMatchObject({ path, code: 'HOST_CONFLICT' });
  expect(item?.advice).toMatch(/其他接入商.*撤销/);
  expect(item?.advice).toMatch(/through another provider\. Withdraw it there or wait until it is decided/);
  expect(item?.advice.endsWith('主体冲突')).toBe(true);
});

test('R-ORD-2 a domain conflict names the ways out: the other order ends, or another domain', () => {
  const [item] = withConflictAdvice([{ path: 'websites.W2.domain', code: 'DOMAIN_CONFLICT', advice: '域名冲突' }]);
  expect(item?.advice).toMatch(/更换域名/);
  expect(item?.advice).toMatch(/withdrawn or wait until it is decided, or name another domain/);
});

test('other items stay as the bureau wrote them, and long words of the bureau are cut', () => {
  const other = { path: 'websites.W1.name', code: 'NAME_MISMATCH', advice: 'Take the name of the company.' };
  expect(withConflictAdvice([other])).toEqual([other]);
  const [item] = withConflictAdvice([{ ...other, code: 'HOST_CONFLICT', advice: '长'.repeat(500) }]);
  expect(item?.advice).toHaveLength(500);
});
