import { expect, test } from '@jest/globals';
import { landLine } from './land-line.ts';

test.each([
  ['0571-88880000', '0571-88880000'],
  ['(0571) 8888 0000', '0571-88880000'],
  ['+86 571 8888 0000', '0571-88880000'],
  ['０１０－８８８８００００', '010-88880000'],
  ['0991-2345678', '0991-2345678'],
  ['0755-26012345-801', '0755-26012345-801'],
  ['0755-26012345转801', '0755-26012345-801'],
])('R-HO-2 the land line %s is %s', (typed, spelled) => expect(landLine(typed)).toBe(spelled));

test.each(['13800138000', '400-820-8820', '88880000', '0571', '', '0571-88880000, 0571-88880001'])(
  'R-HO-2 %j is no land line with area code',
  (typed) => expect(landLine(typed)).toBeUndefined(),
);
