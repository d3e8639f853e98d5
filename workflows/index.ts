/** The workflows a worker hosts. */
export { filing } from './filing.ts';
export { obligations } from './obligations.ts';
export { faceCheckRound } from './face-check-round.ts';
export { redelivery } from './redelivery.ts';
export { housekeeping } from './housekeeping.ts';
