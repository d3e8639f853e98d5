import { expect, test } from '@jest/globals';
import type { AccountId } from '../../domain/identifiers.ts';
import { ownerOf } from './idempotency.ts';

const owner = (accountId: string | undefined, id: string) =>
  ownerOf({ accountId: accountId as AccountId | undefined, id });

test('two callers never own the same key, wherever their identifiers hold a colon', () => {
  const callers: [string | undefined, string][] = [
    ['a', 'b:c'],
    ['a:b', 'c'],
    ['a%3Ab', 'c'],
    ['a:', ':c'],
    ['a::', 'c'],
    [undefined, 'a:c'],
    [undefined, 'a%3Ac'],
  ];
  expect(new Set(callers.map(([account, id]) => owner(account, id))).size).toBe(callers.length);
});

test('a caller without a colon owns the keys that earlier versions stored for them', () => {
  expect(owner('account-1', 'li.lei@example.cn')).toBe('account:account-1:li.lei@example.cn');
  expect(owner(undefined, 'reviewer-1')).toBe('staff:reviewer-1');
});
