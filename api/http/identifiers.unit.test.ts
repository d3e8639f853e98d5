import { expect, test } from '@jest/globals';
import {
  accountIdentifier,
  actionIdentifier,
  instanceIdentifier,
  orderNumber,
  staffIdentifier,
} from './identifiers.ts';

test.each(['.', '..', '', 'a b', 'a\u0000', '服务器'])('an identifier is never %j', (text) => {
  for (const schema of [orderNumber, accountIdentifier, staffIdentifier, instanceIdentifier, actionIdentifier])
    expect(schema.safeParse(text).success).toBe(false);
});

test.each(['...', '.a', 'a..b', 'ins-2026a', 'auth0|5f7c', 'a:b'])('an identifier may be %j', (text) => {
  expect(instanceIdentifier.safeParse(text).success).toBe(true);
});
