/** Numbers of the public security filing (公安备案号), as printed: `粤公网安备44030002000001号`. */
import { documentNumber } from '../identity/document-number.ts';

/** Half width and without spaces, however it is typed. */
export const printedPsbNumber = documentNumber;
