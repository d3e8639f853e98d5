import { expect, test } from '@jest/globals';
import { provedBy } from './what-proves.ts';

test('a scan of a person proves the fields of this person', () => {
  expect(provedBy('site-head-id:P2', ['W1'])).toEqual([
    'people.P2.name',
    'people.P2.documentType',
    'people.P2.documentNumber',
    'people.P2.documentValidUntil',
  ]);
});

test('a permit proves the sector of its website, and a form of the whole order every website', () => {
  expect(provedBy('pre-approval-permit-news:W2', ['W1', 'W2'])).toEqual([
    'websites.W2.preApprovals',
    'websites.W2.name',
  ]);
  expect(provedBy('checklist-form', ['W1', 'W2'])).toEqual([
    'entity.name',
    'websites.W1.name',
    'websites.W1.domain',
    'websites.W2.name',
    'websites.W2.domain',
  ]);
});

test('a slot that is not known proves nothing', () => {
  expect(provedBy('passport-of-the-moon', ['W1'])).toEqual([]);
});
