/**
 * `PRELIM_REJECTED` and `BUREAU_REJECTED`: the applicant corrects in place and submits again; a bureau rejection goes
 * through the provider's review too (R-SM-6). Reminded on day 7, 15 and 30; after 45 days the order expires.
 */
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import { stay } from '../outcome.ts';
import { allowPhoto, noteLiveness, peopleNow } from '../reactions/authenticity.ts';
import { bureauSpokeElsewhere, bureauSpokeOtherwise } from '../reactions/bureau-decision.ts';
import { always, deadlineOverride } from '../reactions/due-dates.ts';
import { abandon, cancellable, expire } from '../reactions/ending.ts';
import { instanceNoted } from '../reactions/instance-loss.ts';
import { reminder } from '../reactions/reminders.ts';
import { submit } from '../reactions/submission.ts';
import { stage, type Filing, type Taken } from '../stage.ts';

const livenessResult = async (filing: Filing, { data }: Taken<ActionData<'livenessResult'>>) =>
  stay(noteLiveness(filing, data, data.result === 'FAIL' ? await peopleNow(filing) : undefined));

const correcting = {
  on: {
    submitForReview: (filing: Filing) => submit(filing, 'RESUBMISSION'),
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
