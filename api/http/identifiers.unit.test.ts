import { expect, test } from '@jest/globals';
import {
  accountIdentifier,
  actionIdentifier,
  instanceIdentifier,
  orderNumber,
  staffIdentifier,
} from './identifiers.ts';

const OURS = [orderNumber, instanceIdentifier, actionIdentifier];
const OF_THE_IDENTITY_PROVIDER = [accountIdentifier, staffIdentifier];

test.each(['.', '..', '', 'a\u0000', 'a\u202E', ' ', 'a\nb'])('an identifier is never %j', (text) => {
  for (const schema of [...OURS, ...OF_THE_IDENTITY_PROVIDER]) expect(schema.safeParse(text).success).toBe(false);
});

test.each(['a b', '服务器'])('only the identity provider has identifiers such as %j', (text) => {
  for (const schema of OURS) expect(schema.safeParse(text).success).toBe(false);
  for (const schema of OF_THE_IDENTITY_PROVIDER) expect(schema.safeParse(text).success).toBe(true);
});

test.each(['...', '.a', 'a..b', 'ins-2026a', 'auth0|5f7c', 'a:b'])('an identifier may be %j', (text) => {
  expect(instanceIdentifier.safeParse(text).success).toBe(true);
});
