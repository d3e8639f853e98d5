import { expect, test } from '@jest/globals';
import { offersScan } from './scan-offer.ts';

test('A-038 a scan is offered once the bureau approved, and never of what an order removes', () => {
  expect(offersScan('BUREAU_REVIEW', 'FIRST')).toBe(false);
  expect(offersScan('BUREAU_APPROVED', 'FIRST')).toBe(true);
  expect(offersScan('COMPLETED', 'TRANSFER_NEW')).toBe(true);
  expect(offersScan('ABANDONED', 'FIRST')).toBe(false);
  expect(offersScan('COMPLETED', 'CANCEL_ACCESS')).toBe(false);
  expect(offersScan('COMPLETED', 'DEREG_SITE')).toBe(false);
});
