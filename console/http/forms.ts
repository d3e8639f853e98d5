/** Reads what a form sends: plain fields, or fields with files. No strange text passes. */
import type { Request, RequestHandler } from 'express';
import { urlencoded } from 'express';
import multer from 'multer';
import { strangeIn } from '../../domain/text/strange-text.ts';
import { refusal } from '../../usecases/refusal.ts';
import type { ConsoleLimits } from '../limits.ts';
import type { Typed } from './problems.ts';
import type { UploadedFile } from './route.ts';

const MOST_FIELDS = 3_000;
const MOST_FILES = 10;

export interface FormReaders {
  readonly plain: RequestHandler;
  readonly withFiles: RequestHandler;
  /** Either kind, without the files. */
  readonly textsOnly: RequestHandler;
}

export function formReaders({ formBytes, fileBytes }: Pick<ConsoleLimits, 'formBytes' | 'fileBytes'>): FormReaders {
  const plain = urlencoded({ extended: false, limit: formBytes, parameterLimit: MOST_FIELDS });
  const limits = { fileSize: fileBytes, files: MOST_FILES, fields: MOST_FIELDS, fieldSize: formBytes };
  const passedOver = multer({ limits, fileFilter: (_req, _file, take) => take(null, false) }).any();
  return {
    plain,
    withFiles: multer({ storage: multer.memoryStorage(), limits }).any(),
    // Each reads its own kind and leaves the other alone.
    textsOnly: (req, res, next) => {
      plain(req, res, (error?: unknown) => (error === undefined ? passedOver(req, res, next) : next(error)));
    },
  };
}

/** The fields, with line ends as they are stored. */
export function typedIn(req: Request): Typed {
  const body: unknown = req.body;
  const typed: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(typeof body === 'object' && body !== null ? body : {})) {
    if (typeof value === 'string') typed[name] = oneLineEnd(value);
    else if (Array.isArray(value)) typed[name] = value.filter((one) => typeof one === 'string').map(oneLineEnd);
  }
  return typed;
}

const oneLineEnd = (text: string): string => text.replaceAll('\r\n', '\n');

/** Refuses texts that could not be stored or seen; an empty field is no fault. */
export function refuseStrange(typed: Typed): void {
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => String(value).trim() !== ''));
  const findings = strangeIn(given);
  if (findings.length > 0) throw refusal('INVALID', { findings });
}

/** The files that were chosen; a field in which none was chosen sends an empty one. */
export function filesIn(req: Request): UploadedFile[] {
  if (!Array.isArray(req.files)) return [];
  return req.files
    .filter(({ size }) => size > 0)
    .map(({ fieldname, originalname, mimetype, buffer }) => ({
      field: fieldname,
      name: originalname,
      mediaType: mimetype,
      content: buffer,
    }));
}
