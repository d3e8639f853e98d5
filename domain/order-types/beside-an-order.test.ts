import { expect, test } from '@jest/globals';
import { STAGES, type Stage } from '../lifecycle/stage.ts';
import { advice, choicesBeside, waysToEnd } from './beside-an-order.ts';
import type { OrderType } from './order-type.ts';

const held = (stage: Stage, type?: OrderType, handOverUnderWay = false) => ({
  id: 'BA20260302-AAAAAAAA',
  stage,
  type,
  handOverUnderWay,
});

test('A-087 R-ORD-7 an order with the bureau can only be waited for', () => {
  for (const stage of ['SMS_PENDING', 'BUREAU_REVIEW', 'BUREAU_APPROVED'] as const) {
    expect(choicesBeside(held(stage, 'FIRST'), 'BY_TYPE_CHECK')).toEqual(['FINISH']);
    expect(advice(held(stage), ['FINISH'])).toMatch(/with the bureau.*when the bureau has decided/);
  }
  const underWay = held('READY_FOR_BUREAU', 'FIRST', true);
  expect(choicesBeside(underWay, 'BY_TYPE_CHECK')).toEqual(['FINISH']);
  expect(advice(underWay, ['FINISH'])).toMatch(/with the bureau/);
});

test('A-087 R-ORD-6 an order of the same type is merged, replaced or finished, as the customer chooses', () => {
  expect(choicesBeside(held('CONFIRMATION', 'FIRST'), 'BY_TYPE_CHECK')).toEqual(['FINISH', 'REPLACE', 'MERGE']);
  expect(choicesBeside(held('DRAFT'), 'BY_TYPE_CHECK')).toContain('MERGE');
  expect(choicesBeside(held('PRELIM_REJECTED', 'CHANGE_SITE'), 'CHANGE_SITE')).toContain('MERGE');
});

test('A-087 R-ORD-5 orders of different types are not merged: the customer decides which comes first', () => {
  for (const [open, opening] of [
    ['CHANGE_ENTITY', 'CHANGE_SITE'],
    ['CHANGE_ENTITY', 'BY_TYPE_CHECK'],
    ['FIRST', 'DEREG_SITE'],
  ] as const) {
    const choices = choicesBeside(held('CONFIRMATION', open), opening);
    expect(choices).toEqual(['FINISH', 'REPLACE']);
    expect(advice(held('CONFIRMATION', open), choices)).toMatch(/different types.*Decide which comes first/);
  }
});

test('R-SM-2 an order in the review is withdrawn first, and one that is being looked at elsewhere is not given up', () => {
  expect(waysToEnd(held('PRELIM_REVIEW'))).toEqual(['withdraw', 'abandon']);
  expect(waysToEnd(held('CONFIRMATION'))).toEqual(['abandon']);
  expect(waysToEnd(held('MAIL_REVIEW'))).toEqual([]);
  expect(advice(held('MAIL_REVIEW'), ['FINISH'])).toMatch(/operator can cancel/);
});

test('every state of an order has an advice, and no state is both with the bureau and given up', () => {
  for (const stage of STAGES) {
    const choices = choicesBeside(held(stage, 'FIRST'), 'BY_TYPE_CHECK');
    expect(advice(held(stage), choices)).toContain('BA20260302-AAAAAAAA');
    if (/^SMS_PENDING|^BUREAU_(REVIEW|APPROVED)/.test(stage)) expect(choices).toEqual(['FINISH']);
  }
});
