/** What was wrong with what somebody typed or asked for, in words for a page. */
import type { ZodType } from 'zod';
import { AskPersonError, PermanentError, RetryableError } from '../../adapters/delivery-faults.ts';
import { NoPolicyError } from '../../domain/policy/policy.ts';
import { adviceFor } from '../../domain/messages/texts/advice-zh.ts';
import type { Finding } from '../../domain/finding.ts';
import { DateOutOfRange } from '../../domain/time/date-range.ts';
import { CursorError } from '../../store/postgres/cursor.ts';
import { findingsIn } from '../../usecases/misread.ts';
import { isUnavailable } from '../../usecases/processes/unreachable.ts';
import { Refusal, refusal } from '../../usecases/refusal.ts';
import { sayIn, type Text } from '../texts/texts.ts';
import { texts } from './texts.ts';

/** The fields of a form as they were sent: one value, or several of the same name. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** What was typed into a field, or its first value; empty when nothing was. */
export function typedText(typed: Typed, name: string): string {
  const value = typed[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

export interface Problems {
  readonly status: number;
  /** What is wrong, or what to do, in one sentence. */
  readonly summary: Text;
  /** What is wrong at which field. */
  readonly at: readonly Finding[];
  /** After how many seconds another try may help. */
  readonly retryAfter?: number | undefined;
  /** The order that stands in the way, where one does. */
  readonly order?: string | undefined;
  readonly code: string;
}

/** Reads the fields of a form; refuses with what is wrong at each. */
export function readFields<Fields>(schema: ZodType<Fields>, typed: Typed): Fields {
  const read = schema.safeParse(typed);
  if (read.success) return read.data;
  throw refusal('INVALID', { findings: findingsIn(read.error) });
}

const STATUS: Readonly<Partial<Record<string, number>>> = {
  NOT_YOURS_TO_DO: 403,
  ROLE_NOT_ALLOWED: 403,
  READ_REASON_NEEDED: 403,
  NOT_FOUND: 404,
  ORDER_NOT_FOUND: 404,
  RECORD_NOT_HERE: 404,
  ERASED: 410,
  INVALID: 422,
  MALFORMED: 422,
  NOT_WRITABLE: 422,
  FILE_REFUSED: 422,
  FACE_CHECK_REFUSED: 422,
  NOT_COVERED: 422,
  TOO_MANY: 429,
  UNAVAILABLE: 503,
};

/** The problems in an error that a page or deed threw; undefined for an error that is ours to mend. */
export function problemsIn(error: unknown): Problems | undefined {
  const problems = foundIn(error);
  return problems && whenAgain(problems);
}

/** Who hears that something cannot be done now hears when to try again. */
export function whenAgain(problems: Problems): Problems {
  const { status, summary } = problems;
  const retryAfter = problems.retryAfter ?? (status === 429 ? A_MINUTE : status === 503 ? A_MOMENT : undefined);
  if (retryAfter === undefined) return problems;
  const [count, unit] = spanOf(retryAfter);
  const when = sayAgain[unit];
  return {
    ...problems,
    retryAfter,
    summary: { zh: summary.zh + sayIn('zh')(when, { count }), en: `${summary.en} ${sayIn('en')(when, { count })}` },
  };
}

/** In seconds. */
const A_MOMENT = 5;
const A_MINUTE = 60;
const AN_HOUR = 60 * A_MINUTE;
const sayAgain = { seconds: texts.againInSeconds, minutes: texts.againInMinutes, hours: texts.againInHours };

function spanOf(seconds: number): [count: number, unit: keyof typeof sayAgain] {
  if (seconds <= 2 * A_MINUTE) return [seconds, 'seconds'];
  return seconds <= 2 * AN_HOUR ? [Math.ceil(seconds / A_MINUTE), 'minutes'] : [Math.ceil(seconds / AN_HOUR), 'hours'];
}

function foundIn(error: unknown): Problems | undefined {
  if (error instanceof Refusal) {
    const { code, message, details } = error;
    return {
      code,
      status: STATUS[code] ?? 409,
      summary: adviceFor(code, details.detail ?? message),
      at: details.findings ?? [],
      retryAfter: details.retryAfter,
      order: details.order,
    };
  }
  if (error instanceof CursorError) return { code: 'NOT_FOUND', status: 404, summary: texts.notFound, at: [] };
  if (isUnavailable(error)) return { code: 'UNAVAILABLE', status: 503, summary: texts.unavailable, at: [] };
  if (error instanceof RetryableError || error instanceof AskPersonError || error instanceof PermanentError) {
    return { code: 'PARTY_UNAVAILABLE', status: 503, summary: texts.partyUnavailable, at: [], retryAfter: 10 };
  }
  if (error instanceof NoPolicyError || error instanceof DateOutOfRange) {
    return { code: 'NOT_COVERED', status: 422, summary: texts.notCovered, at: [] };
  }
  return ofRequest(error);
}

/** The errors that Express and its body readers throw about a request. */
function ofRequest(error: unknown): Problems | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('LIMIT_')) {
    return { code: 'TOO_LARGE', status: 413, summary: texts.tooLarge, at: [] };
  }
  if (!('status' in error) || typeof error.status !== 'number' || error.status >= 500) return undefined;
  if (error.status === 413) return { code: 'TOO_LARGE', status: 413, summary: texts.tooLarge, at: [] };
  return { code: 'BAD_REQUEST', status: 400, summary: texts.badRequest, at: [] };
}
