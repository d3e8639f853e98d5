import type { SwitchOff } from '../switch-off.ts';
import { AFTERWARDS } from './afterwards.ts';
import { BEFORE_AN_ORDER } from './before-an-order.ts';
import { BUREAU } from './bureau.ts';
import { FORM } from './form.ts';
import { INSPECTION } from './inspection.ts';
import { MATERIALS } from './materials.ts';
import { RECORD_AND_ACCESS } from './record-and-access.ts';
import { REVIEW } from './review.ts';
import { SYSTEM } from './system.ts';
import { TYPE_AND_ORDER } from './type-and-order.ts';

/** Every behaviour that can be switched off, with the test that must then fail. */
export const SWITCH_OFFS: readonly SwitchOff[] = [
  ...AFTERWARDS,
  ...BEFORE_AN_ORDER,
  ...BUREAU,
  ...FORM,
  ...INSPECTION,
  ...MATERIALS,
  ...RECORD_AND_ACCESS,
  ...REVIEW,
  ...SYSTEM,
  ...TYPE_AND_ORDER,
];
