import { expect, test } from '@jest/globals';
import { z } from 'zod';
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
]);

interface Shape {
  type?: string;
  pattern?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  $ref?: string;
  properties?: Record<string, Shape>;
  items?: Shape;
  anyOf?: Shape[];
  oneOf?: Shape[];
}

/** Every place at which anything can be written, as `items[].advice`. */
function freeTexts(shape: Shape, defined: Record<string, Shape>, path = ''): string[] {
  if (shape.$ref !== undefined) return freeTexts(defined[shape.$ref.replace('#/$defs/', '')] ?? {}, defined, path);
  const choices = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])];
  const deeper = [
    ...choices.flatMap((choice) => freeTexts(choice, defined, path)),
    ...(shape.items === undefined ? [] : freeTexts(shape.items, defined, `${path}[]`)),
    ...Object.entries(shape.properties ?? {}).flatMap(([name, each]) =>
      freeTexts(each, defined, path === '' ? name : `${path}.${name}`),
    ),
  ];
  const isFree =
    shape.type === 'string' && [shape.pattern, shape.format, shape.enum, shape.const].every((it) => it === undefined);
  return isFree ? [...deeper, path] : deeper;
}

test('every text that can be typed with an action is kept out of its signal', () => {
  const typed = ACTIONS.flatMap((action) => {
    const { $defs = {}, ...shape } = z.toJSONSchema(actionData[action](), { io: 'input' }) as Shape & {
      $defs?: Record<string, Shape>;
    };
    const found = freeTexts(shape, $defs).filter((path) => !READ_BY_PROCESSES.has(`${action}.${path}`));
    return [...new Set(found)].map((path) => `${action}.${path}`);
  });
  const kept = Object.entries(TYPED_TEXTS).flatMap(([action, paths]) => paths.map((path) => `${action}.${path}`));
  expect(typed.toSorted()).toEqual(kept.toSorted());
});
