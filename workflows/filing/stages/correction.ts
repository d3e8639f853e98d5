/**
 * `PRELIM_REJECTED` and `BUREAU_REJECTED`: the applicant corrects in place and submits again; a bureau rejection goes
 * through the provider's review too (R-SM-6). Reminded on day 7, 15 and 30; after 45 days the order expires.
 */
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import type { Course } from '../course.ts';
import { stay } from '../outcome.ts';
import { allowPhoto, noteLiveness, peopleNow } from '../reactions/authenticity.ts';
import { bureauSpokeElsewhere, bureauSpokeOtherwise } from '../reactions/bureau-decision.ts';
import { always, deadlineOverride } from '../reactions/due-dates.ts';
import { abandon, cancellable, expire } from '../reactions/ending.ts';
import { instanceNoted } from '../reactions/instance-loss.ts';
import { reminder } from '../reactions/reminders.ts';
import { submit } from '../reactions/submission.ts';
import { stage, type Taken } from '../stage.ts';

const livenessResult = async (course: Course, { data }: Taken<ActionData<'livenessResult'>>) =>
  stay(noteLiveness(course, data, data.result === 'FAIL' ? await peopleNow(course) : undefined));

const correcting = {
  on: {
    submitForReview: (course: Course) => submit(course, 'RESUBMISSION'),
    livenessResult,
    allowPhoto,
    ...instanceNoted,
    abandon,
    ...cancellable,
    deadlineOverride,
    ...always,
  },
  at: { step: expire, reminder },
} as const;

export const preliminaryRejected = stage('PRELIM_REJECTED', {
  ...correcting,
  on: { ...correcting.on, ...bureauSpokeElsewhere },
});
export const bureauRejected = stage('BUREAU_REJECTED', {
  ...correcting,
  on: { ...correcting.on, ...bureauSpokeOtherwise },
});
