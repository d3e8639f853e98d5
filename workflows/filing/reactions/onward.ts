import type { CheckAnswer } from '../../../activities/contract.ts';

/** Where an approved order goes: photo if asked for, else mail if demanded, else ready for the bureau (§5.1 PRELIM_APPROVED). */
export function onward(
  answer: CheckAnswer,
  mailRequested: boolean,
): 'PHOTO_PENDING' | 'MAIL_PENDING' | 'READY_FOR_BUREAU' {
  if (answer.photoPersons.length > 0) return 'PHOTO_PENDING';
  return afterPhoto(answer, mailRequested);
}

/** The same, once the photo is through. */
export function afterPhoto(answer: CheckAnswer, mailRequested: boolean): 'MAIL_PENDING' | 'READY_FOR_BUREAU' {
  return answer.mailNeeded || mailRequested ? 'MAIL_PENDING' : 'READY_FOR_BUREAU';
}
