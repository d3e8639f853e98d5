/** Proving that the people in charge are who they say (§5.3). */
import { patched } from '@temporalio/workflow';
import type { CheckAnswer } from '../../../activities/contract.ts';
import type { ActionData } from '../../../domain/lifecycle/action.ts';
import { refuse, stay, type Applied } from '../outcome.ts';
import type { Filing, Taken } from '../stage.ts';
import { mayJudge } from './claims.ts';

/**
 * What a face check changes. Each person has their own result; a fail leaves the others' passes untouched; after too many
 * fails there is advice, and a reviewer may allow a photo (R-AUTH-8). A check that is impossible for a person counts as all
 * tries at once. Passes and fails are kept in the store: `answer` counts the fails of the person who is now in the form.
 */
export function noteLiveness(
  { progress, settings }: Filing,
  { personId, result, cause }: ActionData<'livenessResult'>,
  answer: CheckAnswer | undefined,
) {
  const counted = answer?.livenessFails?.[personId] ?? (progress.livenessFails[personId] ?? 0) + 1;
  const failed = cause === undefined ? counted : Math.max(counted, settings.maxLivenessFails);
  const fails = result === 'FAIL' ? failed : 0;
  const variant = cause ?? (fails >= settings.maxLivenessFails ? 'ADVICE' : 'FAILED');
  const noted: Omit<Applied<never>, 'outcome' | 'to'> = {
    change: { livenessFails: { ...progress.livenessFails, [personId]: fails } },
    notices: result === 'FAIL' ? [{ code: 'I-2', facts: { variant } }] : [],
  };
  return noted;
}

/**
 * A reviewer allows one person the photo, once the face check has failed often enough (R-AUTH-8). Fails and permission
 * belong to this person and do not pass to somebody who takes their place in the form.
 */
export async function allowPhoto(filing: Filing, { actor, data }: Taken<ActionData<'allowPhoto'>>) {
  const { progress, settings } = filing;
  const { personId } = data;
  const refused = mayJudge(filing, actor);
  if (refused) return refused;
  const { livenessFails = {}, photoAllowedFor = [] } = (await peopleNow(filing)) ?? progress;
  if (photoAllowedFor.includes(personId)) return refuse('ALREADY_DONE');
  if ((livenessFails[personId] ?? 0) < settings.maxLivenessFails) {
    return refuse('METHOD_NOT_ALLOWED', {
      detail: `the face check must have failed ${settings.maxLivenessFails} times`,
    });
  }
  const others = progress.photoAllowedFor.filter((id) => id !== personId);
  return stay({
    change: { photoAllowedFor: [...others, personId] },
    effects: ['permitPhoto'],
    notices: [{ code: 'I-2', facts: { variant: 'PHOTO_ALLOWED' } }],
  });
}

/** Fails and permissions of the people now in the form. Filings from before people were told apart replay without asking. */
export const peopleNow = (filing: Filing): Promise<CheckAnswer> | undefined =>
  patched('people-told-apart') ? filing.check('DRAFT') : undefined;
