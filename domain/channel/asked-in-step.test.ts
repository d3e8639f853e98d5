import { expect, test } from '@jest/globals';
import { stepOfFaceCheck, stepOfSlot } from './asked-in-step.ts';

// R-AUTH-1, A-045, A-046.
test.each([
  ['APP', 'ENTERPRISE', 'entity-certificate', 'TYPE'],
  ['APP', 'INDIVIDUAL', 'entity-certificate', 'INFORMATION'],
  ['APP', 'ENTERPRISE', 'entity-head-id', 'INFORMATION'],
  ['APP', 'INDIVIDUAL', 'site-head-id', 'INFORMATION'],
  ['APP', 'ENTERPRISE', 'checklist-form', 'UPLOAD'],
  ['APP', 'ENTERPRISE', 'domain-certificate', 'UPLOAD'],
  ['PC', 'ENTERPRISE', 'entity-certificate', 'UPLOAD'],
  ['MINI', 'INDIVIDUAL', 'site-head-id', 'UPLOAD'],
  [undefined, 'ENTERPRISE', 'entity-certificate', 'UPLOAD'],
] as const)('%s asks a %s for %s in step %s', (channel, kind, slot, step) => {
  expect(stepOfSlot(slot, { channel, kind })).toBe(step);
});

test.each([
  ['APP', 'INDIVIDUAL', 'TYPE'],
  ['APP', 'LAW_FIRM', 'INFORMATION'],
  ['PC', 'INDIVIDUAL', 'UPLOAD'],
  ['MINI', 'INDIVIDUAL', 'UPLOAD'],
] as const)('%s asks a %s for the face check in step %s', (channel, kind, step) => {
  expect(stepOfFaceCheck({ channel, kind })).toBe(step);
});
