import { expect, test } from '@jest/globals';
import { ACTIONS } from './action.ts';
import { DRAFTING_STAGES, STAGES } from './stage.ts';
import { lifecycleTable } from './table.ts';

const rows = STAGES.map((stage) => lifecycleTable[stage]);

test('every action can be taken by somebody in some state', () => {
  const possible = new Set(rows.flatMap(({ actions }) => Object.keys(actions)));
  expect(ACTIONS.filter((action) => !possible.has(action))).toEqual([]);
});

test('every state but the first can be reached from another one', () => {
  const targets = new Set(
    rows.flatMap(({ actions, timers }) => [
      ...Object.values(actions).flatMap(({ to }) => to),
      ...Object.values(timers).flat(),
    ]),
  );
  const [first] = DRAFTING_STAGES;
  expect(STAGES.filter((stage) => stage !== first && !targets.has(stage))).toEqual([]);
});
