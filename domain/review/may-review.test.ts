import { expect, test } from '@jest/globals';
import { mayNotActIn, type Reviewed } from './may-review.ts';

const order: Reviewed = { accountId: 'acc-1', fourEyes: true, approvedBy: 'rev-1' };
const reviewer = (id: string, accountId?: string) => ({ id, accountId });

test('R-SM-15: nobody reviews an order of their own account, and what another has claimed stays theirs', () => {
  expect(mayNotActIn('PRELIM_REVIEW', order, reviewer('rev-2'))).toBeUndefined();
  expect(mayNotActIn('PRELIM_REVIEW', order, reviewer('rev-2', 'acc-1'))).toBe('OWN_ACCOUNT');
  expect(mayNotActIn('PRELIM_REVIEW', order, reviewer('acc-1'))).toBe('OWN_ACCOUNT');
  expect(mayNotActIn('PRELIM_REVIEW', { ...order, heldBy: 'rev-3' }, reviewer('rev-2'))).toBe('CLAIMED_BY_ANOTHER');
  expect(mayNotActIn('PRELIM_REVIEW', { ...order, heldBy: 'rev-2' }, reviewer('rev-2'))).toBeUndefined();
});

test('R-SM-12: the one who approved neither judges the photo nor hands over, unless policy lets one person do both', () => {
  for (const stage of ['PHOTO_REVIEW', 'READY_FOR_BUREAU'] as const) {
    expect(mayNotActIn(stage, order, reviewer('rev-1'))).toBe('SAME_PERSON');
    expect(mayNotActIn(stage, order, reviewer('rev-2'))).toBeUndefined();
    expect(mayNotActIn(stage, { ...order, fourEyes: false }, reviewer('rev-1'))).toBeUndefined();
  }
  for (const stage of ['PRELIM_REVIEW', 'MAIL_REVIEW'] as const) {
    expect(mayNotActIn(stage, order, reviewer('rev-1'))).toBeUndefined();
  }
});
