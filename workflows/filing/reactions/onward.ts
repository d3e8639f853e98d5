import type { CheckAnswer } from '../../../activities/contract.ts';
import { nextOn, pathOf, type AskedOnTheWay } from '../../../domain/order-types/path.ts';
import type { Filing } from '../stage.ts';

/**
 * The state after the approval: photo if it is asked for, else mail if originals are demanded, else ready for the bureau
 * (§5.1 PRELIM_APPROVED).
 */
export const onward = ({ progress }: Filing, answer: CheckAnswer) =>
  nextOn(pathOf(progress), 'REVIEW', askedOf(answer, progress.mailRequested));

/** The same, once the photo is approved. */
export const afterPhoto = ({ progress }: Filing, answer: CheckAnswer) =>
  nextOn(pathOf(progress), 'PHOTO', askedOf(answer, progress.mailRequested));

const askedOf = ({ photoPersons, mailNeeded }: CheckAnswer, mailRequested: boolean): AskedOnTheWay => ({
  photo: photoPersons.length > 0,
  mail: mailNeeded || mailRequested,
});
