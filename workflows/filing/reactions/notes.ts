import { stay } from '../outcome.ts';

/** What staff note for one another changes nothing; the note itself is kept with the step, as every remark is. */
export const annotate = () => stay();
