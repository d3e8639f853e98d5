/** A scan that can be recognised: it holds a text, and is an image in clear wherever its first bytes are found. */
import { SCAN, withText } from '../../../stack/demo/scan.ts';

const WORDS = 'zhongzhi-words-in-an-image';

export const PLANTED_SCAN: Uint8Array = withText(SCAN, WORDS);

/** The text of the scan, and how PNG and JPEG files begin. */
export const IMAGE_MARKS = [
  { field: 'text of the scan', bytes: Buffer.from(WORDS) },
  { field: 'PNG', bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
  { field: 'JPEG', bytes: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10, 0x4a, 0x46, 0x49, 0x46]) },
];
