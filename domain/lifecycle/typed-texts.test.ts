import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { fieldsOf } from '../../test/support/planted/fields-of.ts';
import { INSPECTION_ACTIONS, inspectionData } from '../inspection/inspection-actions.ts';
import { ACTIONS, actionData } from './action.ts';
import { TYPED_TEXTS } from './typed-texts.ts';

/** What a process reads itself or public registers know: numbers of filings, receipts and parcels, and names of people of the staff. */
const READ_BY_PROCESSES = new Set([
  'forwardAccepted.reference',
  'recordSynced.entityNumber',
  'recordSynced.websites[].domain',
  'recordSynced.websites[].number',
  'reviewerAbsent.reviewerId',
  'deadlineOverride.due',
  'orderLinked.orderId',
  'orderMoved.orderId',
]);

test('every text that can be typed with an action is kept out of its signal', () => {
  const typedWith = (action: string, schema: z.ZodType) =>
    fieldsOf(z.toJSONSchema(schema, { io: 'input' }))
      .filter(({ isFree }) => isFree)
      .map(({ path }) => `${action}.${path}`);
  const typed = [
    ...new Set([
      ...ACTIONS.flatMap((action) => typedWith(action, actionData[action]())),
      ...INSPECTION_ACTIONS.flatMap((action) => typedWith(action, inspectionData[action]())),
    ]),
  ];
  const kept = Object.entries(TYPED_TEXTS).flatMap(([action, paths]) => paths.map((path) => `${action}.${path}`));
  expect(typed.filter((path) => !READ_BY_PROCESSES.has(path)).toSorted()).toEqual(kept.toSorted());
});
