import { expect, test } from '@jest/globals';
import { actionData } from '../../../domain/lifecycle/action.ts';
import { STAGES } from '../../../domain/lifecycle/stage.ts';
import { allowedActions } from '../../../domain/lifecycle/table.ts';
import { SENT_AFTER_EDITS } from '../../../usecases/order/possible-actions.ts';
import { ACTION_FIELDS, ACTION_TEXTS } from './action-texts.ts';
import { actionFields } from './action-fields.ts';

const ofApplicants = new Set(STAGES.flatMap((stage) => allowedActions(stage, 'applicant')));

test('every action that a customer may take by the lifecycle table has its place in a page, and no other', () => {
  const taken = [...ofApplicants].filter((action) => !SENT_AFTER_EDITS.has(action));
  expect(Object.keys(ACTION_TEXTS).toSorted()).toEqual(taken.toSorted());
});

test('every field that such an action carries can be filled in and has words', () => {
  for (const action of [...ofApplicants].filter((one) => !SENT_AFTER_EDITS.has(one))) {
    for (const { name } of actionFields(action)) expect(Object.keys(ACTION_FIELDS)).toContain(name);
  }
});

test('what a customer cannot undo is asked before', () => {
  expect(ACTION_TEXTS.abandon?.final).toBe(true);
  expect(ACTION_TEXTS.withdraw?.final).toBeUndefined();
});

test('an action without data is taken with none', () => {
  expect(actionFields('withdraw')).toEqual([]);
  expect(actionData.withdraw().safeParse({}).success).toBe(true);
});
