import { describe, expect, test } from '@jest/globals';
import { findingSchema } from '../finding.ts';
import { reasonOf, REASONS, reasonsFor } from './reasons.ts';

const codes = (path: string, province?: Parameters<typeof reasonsFor>[1]) =>
  reasonsFor(path, province).map(({ code }) => code);

describe('R-SM-5: the reasons for sending an order back', () => {
  test('are those that fit the field, the general ones first and "other" last', () => {
    expect(codes('people.P1.mobile', 'BJ')).toEqual(['NOT_AS_ON_DOCUMENT', 'INCOMPLETE_ENTRY', 'PHONE_WRONG', 'OTHER']);
    expect(codes('documents.backdrop-photo:P1', 'BJ')).toContain('PHOTO_NOT_AS_ASKED');
    expect(codes('documents.site-head-id:P2', 'BJ')).not.toContain('PHOTO_NOT_AS_ASKED');
    expect(codes('documents.site-head-id:P2', 'BJ')).not.toContain('NOT_AS_ON_DOCUMENT');
  });

  test('of a province are offered for its orders alone', () => {
    expect(codes('documents.party-building-proof', 'XJ')).toContain('PARTY_BUILDING');
    expect(codes('documents.party-building-proof', 'GD')).not.toContain('PARTY_BUILDING');
    expect(codes('documents.finance-undertaking:W1', 'GD')).toContain('FINANCE_UNDERTAKING');
    expect(codes('websites.W1.name', 'CQ')).toContain('ENGLISH_NAME');
    expect(codes('websites.W1.name')).not.toContain('ENGLISH_NAME');
  });

  test('have words for the customer in both languages that an item takes', () => {
    for (const { code, words, advice } of REASONS) {
      expect([code, words.zh, words.en].every((text) => text.length > 1)).toBe(true);
      if (code === 'OTHER') continue;
      for (const text of [advice.zh, advice.en]) {
        expect(findingSchema().safeParse({ path: 'entity.name', code, advice: text }).success).toBe(true);
      }
    }
    expect(new Set(REASONS.map(({ code }) => code)).size).toBe(REASONS.length);
  });

  test('can be looked up by their code', () => {
    expect(reasonOf('SCAN_UNCLEAR')?.words.en).toBe('Not legible');
    expect(reasonOf('MISSING')).toBeUndefined();
  });
});
