/** What is accepted as a scan: jpg, jpeg, png or gif below 4 MB, recognised by its bytes (R-MAT-1, A-003). */
import { fileTypeFromBuffer } from 'file-type';
import { problem } from './problems.ts';

/**
 * The size in bytes that every upload must stay below, since it is kept in memory; the policy's own limit is at most this.
 */
export const MAX_UPLOAD_BYTES = 4 * 1024 * 1024;

export interface UploadRule {
  mediaTypes: readonly string[];
  maxBytesExclusive: number;
}

/** The file's media type by its bytes, whatever its name says. Throws a problem that says why the file is not accepted. */
export async function checkImage(
  file: { buffer: Buffer; originalname: string; mimetype: string } | undefined,
  { mediaTypes, maxBytesExclusive }: UploadRule,
): Promise<string> {
  if (file === undefined) throw refusal('MISSING', 'Send the image in the form field "file".');
  if (file.buffer.length === 0) throw refusal('EMPTY', 'The file is empty.');
  if (file.buffer.length >= maxBytesExclusive) throw tooLarge(maxBytesExclusive);
  const kinds = mediaTypes.map((type) => type.replace('image/', '')).join(', ');
  const real = (await fileTypeFromBuffer(file.buffer))?.mime;
  if (real !== undefined && mediaTypes.includes(real)) return real;
  const claimsImage = mediaTypes.includes(file.mimetype) || /\.(?:jpe?g|png|gif)$/i.test(file.originalname);
  if (!claimsImage) throw refusal('FILE_TYPE', `Upload an image (${kinds}).`);
  const what = real ?? 'something else';
  throw refusal(
    'FILE_DISGUISED',
    `The name says image, but the content is ${what}. Save it as an image (${kinds}) and upload that.`,
  );
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

const refusal = (code: string, message: string) =>
  problem('FILE_REFUSED', { errors: [{ path: 'file', code, message }] });
