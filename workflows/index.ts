/** The workflows a worker hosts. */
export { filing } from './filing.ts';
export { obligations } from './obligations.ts';
export { redelivery } from './redelivery.ts';
export { housekeeping } from './housekeeping.ts';
