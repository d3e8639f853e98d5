import { expect, test } from '@jest/globals';
import { ACTIONS } from './action.ts';
import { DRAFTING_STAGES, STAGES, type Stage } from './stage.ts';
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

/** The column "Leaves to" of §5.1, typed in from the specification; D stands for the drafting states. */
const LEAVES_TO: Readonly<Record<Stage, string>> = {
  DRAFT: 'D ABANDONED EXPIRED',
  TYPE_DETERMINED: 'D ABANDONED EXPIRED',
  INSTANCE_VERIFIED: 'D ABANDONED EXPIRED',
  INFO_FILLED: 'D ABANDONED EXPIRED',
  MATERIALS_PENDING: 'D ABANDONED EXPIRED',
  AUTHENTICITY_PENDING: 'D ABANDONED EXPIRED',
  CONFIRMATION: 'D PRELIM_REVIEW READY_FOR_BUREAU ABANDONED EXPIRED',
  PRELIM_REVIEW: 'PRELIM_APPROVED PRELIM_REJECTED D EXPIRED ABANDONED',
  PRELIM_APPROVED: 'PHOTO_PENDING MAIL_PENDING READY_FOR_BUREAU',
  PRELIM_REJECTED: 'PRELIM_REVIEW ABANDONED EXPIRED',
  PHOTO_PENDING: 'BACKDROP_SHIPPING PHOTO_REVIEW PRELIM_REJECTED ABANDONED EXPIRED',
  BACKDROP_SHIPPING: 'PHOTO_PENDING PHOTO_REVIEW PRELIM_REJECTED ABANDONED EXPIRED',
  PHOTO_REVIEW: 'MAIL_PENDING READY_FOR_BUREAU PHOTO_REJECTED PRELIM_REJECTED ABANDONED',
  PHOTO_REJECTED: 'PHOTO_REVIEW BACKDROP_SHIPPING PRELIM_REJECTED ABANDONED EXPIRED',
  MAIL_PENDING: 'MAIL_REVIEW PRELIM_REJECTED ABANDONED EXPIRED',
  MAIL_REVIEW: 'READY_FOR_BUREAU MAIL_PENDING PRELIM_REJECTED ABANDONED',
  READY_FOR_BUREAU: 'SMS_PENDING BUREAU_REVIEW PRELIM_REJECTED ABANDONED',
  SMS_PENDING: 'BUREAU_REVIEW SMS_RETURNED BUREAU_APPROVED BUREAU_REJECTED RETURNED_FOR_TYPE',
  SMS_RETURNED: 'RESUBMIT_WAIT PRELIM_REJECTED SMS_PENDING ABANDONED EXPIRED',
  RESUBMIT_WAIT: 'SMS_PENDING PRELIM_REJECTED ABANDONED',
  BUREAU_REVIEW: 'BUREAU_APPROVED BUREAU_REJECTED RETURNED_FOR_TYPE',
  BUREAU_REJECTED: 'PRELIM_REVIEW ABANDONED EXPIRED',
  BUREAU_APPROVED: 'COMPLETED',
  COMPLETED: '',
  ABANDONED: '',
  EXPIRED: 'PRELIM_REVIEW D ABANDONED',
  RETURNED_FOR_TYPE: 'ABANDONED',
};

/** R-BUR-5: an operator applies the decision of the bureau on an order that came back. */
const DECIDED = 'BUREAU_APPROVED BUREAU_REJECTED RETURNED_FOR_TYPE';
/** `CANCEL_ACCESS` has no review (§5.2), so what was corrected is handed over again. */
const UNREVIEWED = 'READY_FOR_BUREAU';
const ALSO: Readonly<Partial<Record<Stage, string>>> = {
  PRELIM_REJECTED: `${DECIDED} ${UNREVIEWED}`,
  SMS_RETURNED: DECIDED,
  RESUBMIT_WAIT: DECIDED,
  BUREAU_REJECTED: `BUREAU_APPROVED RETURNED_FOR_TYPE ${UNREVIEWED}`,
  // R-BUR-4: where the bureau decides on each website, the approved ones are on record and the others come back.
  BUREAU_APPROVED: 'BUREAU_REJECTED',
};
const D =
  'DRAFT TYPE_DETERMINED INSTANCE_VERIFIED INFO_FILLED MATERIALS_PENDING AUTHENTICITY_PENDING CONFIRMATION'.split(' ');

test.each(STAGES)('A-162 %s leads where the specification says, no more and no fewer', (stage) => {
  const listed = `${LEAVES_TO[stage]} ${ALSO[stage] ?? ''}`.split(' ').filter((name) => name !== '');
  const expected = new Set(listed.flatMap((name) => (name === 'D' ? D : [name])));
  const { actions, timers } = lifecycleTable[stage];
  const leads = new Set<string>([...Object.values(actions).flatMap(({ to }) => to), ...Object.values(timers).flat()]);
  leads.delete('STAY');
  expect([...leads].toSorted()).toEqual([...expected].toSorted());
});
