/** What the API itself refuses of an uploaded file; what is in it is looked at elsewhere (R-MAT-1, A-003). */
import { problem } from './problems.ts';

/** The size in bytes that every upload must stay below; the policy's own limit is at most this. */
export const MAX_UPLOAD_BYTES = 4 * 1024 * 1024;

/** The uploaded file. Throws a problem when there is none, or when it is empty or too large. */
export function uploadedFile<File extends { size: number }>(file: File | undefined, maxBytesExclusive: number): File {
  if (file === undefined) throw refused('MISSING', 'Send the file in the form field "file".');
  if (file.size === 0) throw refused('EMPTY', 'The file is empty.');
  if (file.size >= maxBytesExclusive) throw tooLarge(maxBytesExclusive);
  return file;
}

export const tooLarge = (maxBytesExclusive: number) =>
  problem('TOO_LARGE', {
    title: 'The image is too large.',
    errors: [
      {
        path: 'file',
        code: 'FILE_TOO_LARGE',
        message: `The image must be smaller than ${maxBytesExclusive / 1024 / 1024} MB. Scan it with fewer dots or as jpg.`,
      },
    ],
  });

export const tooLargeToImport = (maxBytesExclusive: number) =>
  problem('TOO_LARGE', {
    title: 'The file is too large.',
    errors: [
      {
        path: 'file',
        code: 'FILE_TOO_LARGE',
        message: `A file to import must be smaller than ${maxBytesExclusive / 1024 / 1024} MB. Send the records in several files.`,
      },
    ],
  });

const refused = (code: string, message: string) =>
  problem('FILE_REFUSED', { errors: [{ path: 'file', code, message }] });
