/**
 * Every error of the API is a problem document (RFC 9457, `application/problem+json`): a status, a code for programs, a
 * title and detail that say what to do, and `errors[]` naming each field or item. Values people sent never appear in it.
 */
import { z } from 'zod';
import type { Finding } from '../../domain/finding.ts';
import { CHOICES, type Choice } from '../../domain/order-types/beside-an-order.ts';
import { present } from '../../domain/present.ts';
import { refusals, type RefusalCode } from '../../domain/refusal.ts';
import { findingsIn } from '../../usecases/misread.ts';
import { useCaseRefusals } from '../../usecases/refusal.ts';

export const PROBLEM_TYPE = 'application/problem+json';

export const problemErrorSchema = z
  .object({
    path: z.string().meta({ description: 'Where: a field of the request or of the order, such as `entity.name`.' }),
    code: z.string().meta({ description: 'Why, for programs.' }),
    message: z.string().meta({ description: 'What to do about it, for people.' }),
  })
  .meta({ id: 'ProblemError' });
export type ProblemError = z.infer<typeof problemErrorSchema>;

export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'Names the kind of problem.', example: 'urn:beian:problem:wrong-stage' }),
    title: z.string().meta({ example: refusals.WRONG_STAGE }),
    status: z.int().meta({ example: 409 }),
    code: z.string().meta({ description: 'The kind of problem for programs.', example: 'WRONG_STAGE' }),
    detail: z.string().optional(),
    requestId: z.string().optional().meta({ description: 'Quote it when you ask for help.' }),
    errors: z.array(problemErrorSchema).optional(),
    order: z.string().optional().meta({ description: 'The order that stands in the way, where one does.' }),
    choices: z
      .array(z.enum(CHOICES))
      .optional()
      .meta({ description: 'What you may do about that order: finish it, or open the new one with `insteadOf`.' }),
    handOff: z
      .object({ code: z.string(), expiresAt: z.iso.datetime({ offset: true }) })
      .optional()
      .meta({ description: 'Show the code as a QR code: it leads the phone to this order, as `handOffOrder` does.' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });
export type ProblemDetails = z.infer<typeof problemSchema>;

/** The codes with which the API itself refuses, besides those of a filing ({@link refusals}). */
export const problemKinds = {
  BAD_REQUEST: [400, 'The request could not be read.'],
  BAD_JSON: [400, 'The body is not JSON. Check quotes and brackets.'],
  UNAUTHENTICATED: [401, 'Sign in first: send a valid bearer token.'],
  BAD_SIGNATURE: [401, 'The signature of this message is missing, wrong, too old or was used before.'],
  NOT_YOURS_TO_DO: [403, useCaseRefusals.NOT_YOURS_TO_DO],
  READ_REASON_NEEDED: [403, useCaseRefusals.READ_REASON_NEEDED],
  NOT_FOUND: [404, useCaseRefusals.NOT_FOUND],
  ORDER_NOT_FOUND: [404, useCaseRefusals.ORDER_NOT_FOUND],
  RECORD_NOT_HERE: [404, useCaseRefusals.RECORD_NOT_HERE],
  METHOD_NOT_ALLOWED_HERE: [405, 'This address does not know the method.'],
  TOO_SLOW: [408, 'The request came too slowly. Send it again, over a better connection or with a smaller file.'],
  KEY_IN_USE: [409, 'The first request with this Idempotency-Key is still under way. Ask again in a moment.'],
  KEY_REUSED: [409, useCaseRefusals.KEY_REUSED],
  NOT_EDITABLE: [409, useCaseRefusals.NOT_EDITABLE],
  RULES_NOT_CONFIRMED: [409, "Read and confirm the bureau's rules before an order is opened (R-NEED-15)."],
  ACCOUNT_UNKNOWN: [409, useCaseRefusals.ACCOUNT_UNKNOWN],
  ACCOUNT_NOT_VERIFIED: [409, useCaseRefusals.ACCOUNT_NOT_VERIFIED],
  CONFLICT: [409, useCaseRefusals.CONFLICT],
  TOO_MANY_VERSIONS: [409, useCaseRefusals.TOO_MANY_VERSIONS],
  STORAGE_FULL: [409, useCaseRefusals.STORAGE_FULL],
  ERASED: [410, useCaseRefusals.ERASED],
  USE_PHONE: [409, useCaseRefusals.USE_PHONE],
  VERSION_CHANGED: [412, useCaseRefusals.VERSION_CHANGED],
  TOO_LARGE: [413, 'The request is too large.'],
  UNSUPPORTED_TYPE: [415, 'This address does not take that kind of content.'],
  INVALID: [422, useCaseRefusals.INVALID],
  FILE_REFUSED: [422, useCaseRefusals.FILE_REFUSED],
  FACE_CHECK_REFUSED: [422, useCaseRefusals.FACE_CHECK_REFUSED],
  NOT_COVERED: [422, useCaseRefusals.NOT_COVERED],
  TOO_MANY: [429, useCaseRefusals.TOO_MANY],
  INTERNAL: [500, 'Something went wrong on our side. Quote the request id when you ask for help.'],
  UNAVAILABLE: [503, useCaseRefusals.UNAVAILABLE],
  PARTY_UNAVAILABLE: [503, 'An outside party does not answer right now. Try again in a moment.'],
} as const satisfies Record<string, readonly [number, string]>;
export type ProblemKind = keyof typeof problemKinds;

export interface ProblemOptions {
  title?: string | undefined;
  detail?: string | undefined;
  errors?: readonly ProblemError[] | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  order?: string | undefined;
  choices?: readonly Choice[] | undefined;
  handOff?: { code: string; expiresAt: string } | undefined;
  cause?: unknown;
}

/** What comes with a problem of this code unless it says otherwise. */
const USUAL_HEADERS: Partial<Record<string, Readonly<Record<string, string>>>> = {
  UNAUTHENTICATED: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  TOO_MANY: { 'Retry-After': '60' },
} satisfies Partial<Record<ProblemKind, Readonly<Record<string, string>>>>;

/** An error thrown anywhere below a route; the error handler turns it into the answer. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly details: Omit<ProblemOptions, 'cause'>;

  constructor(status: number, code: string, title: string, { cause, ...details }: ProblemOptions = {}) {
    super(details.title ?? title, { cause });
    this.status = status;
    this.code = code;
    this.details = { ...details, headers: { ...USUAL_HEADERS[code], ...details.headers } };
  }

  toJSON(requestId?: string): ProblemDetails {
    const { detail, errors, order, choices, handOff } = this.details;
    return {
      type: `urn:beian:problem:${this.code.toLowerCase().replaceAll('_', '-')}`,
      title: this.message,
      status: this.status,
      code: this.code,
      ...present({ detail, requestId }),
      ...(errors === undefined ? {} : { errors: [...errors] }),
      ...present({ order, handOff }),
      ...(choices === undefined ? {} : { choices: [...choices] }),
    };
  }
}

export const problem = (kind: ProblemKind, options: ProblemOptions = {}): Problem =>
  new Problem(problemKinds[kind][0], kind, problemKinds[kind][1], options);

/** Refusals that are not about the state of the order; all others are conflicts with it. */
const STATUS_OF_REFUSAL: Partial<Record<string, number>> = {
  ROLE_NOT_ALLOWED: 403,
  UNKNOWN_ACTION: 404,
  UNKNOWN_PERSON: 404,
  MALFORMED: 422,
  NOT_WRITABLE: 422,
} satisfies Partial<Record<RefusalCode, number>>;

/** The status that goes with a code, no matter which part of the system refused. */
export const statusOf = (code: string): number =>
  isProblemKind(code) ? problemKinds[code][0] : (STATUS_OF_REFUSAL[code] ?? 409);

const isProblemKind = (code: string): code is ProblemKind => Object.hasOwn(problemKinds, code);

export const errorOf = ({ path, code, advice }: Finding): ProblemError => ({ path, code, message: advice });

/** Parses a request's data; throws a problem that names every field that is missing, unknown or malformed. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown, where = ''): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw problem('INVALID', { errors: findingsIn(result.error, where).map(errorOf) });
}
