/**
 * Every error of the API is a problem document (RFC 9457, `application/problem+json`): a status, a code for programs, a
 * title and detail that say what to do, and `errors[]` naming each field or item. Values people sent never appear in it.
 */
import { z } from 'zod';
import type { Finding } from '../../domain/finding.ts';
import { present } from '../../domain/present.ts';
import { refusals, type RefusalCode } from '../../domain/refusal.ts';

export const PROBLEM_TYPE = 'application/problem+json';

const problemErrorSchema = z
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
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' });
export type ProblemDetails = z.infer<typeof problemSchema>;

/** What the API itself refuses, beyond what a filing refuses ({@link refusals}). */
export const problemKinds = {
  BAD_REQUEST: [400, 'The request could not be read.'],
  BAD_JSON: [400, 'The body is not JSON. Check quotes and brackets.'],
  UNAUTHENTICATED: [401, 'Sign in first: send a valid bearer token.'],
  BAD_SIGNATURE: [401, 'The signature of this message is missing, wrong, too old or was used before.'],
  NOT_YOURS_TO_DO: [403, 'Your role may not do this.'],
  NOT_FOUND: [404, 'There is no such thing here.'],
  ORDER_NOT_FOUND: [404, 'There is no such order.'],
  METHOD_NOT_ALLOWED_HERE: [405, 'This address does not know the method.'],
  KEY_IN_USE: [409, 'The first request with this Idempotency-Key is still under way. Ask again in a moment.'],
  KEY_REUSED: [409, 'This key was used for another request. Use a new one.'],
  NOT_EDITABLE: [409, 'The order cannot be edited in the state it is in.'],
  RULES_NOT_CONFIRMED: [409, "Read and confirm the bureau's rules before an order is opened (R-NEED-15)."],
  ACCOUNT_UNKNOWN: [
    409,
    'The provider does not know this account yet. Register it, have it verified and try again (R-ACC-3).',
  ],
  ACCOUNT_NOT_VERIFIED: [409, 'This account is not verified yet. Have its identity verified and try again (R-ACC-3).'],
  CONFLICT: [409, 'This contradicts what is there already.'],
  ERASED: [410, "The order's personal data was erased."],
  VERSION_CHANGED: [412, 'Somebody else has saved meanwhile. Read it again and repeat your change.'],
  TOO_LARGE: [413, 'The request is too large.'],
  UNSUPPORTED_TYPE: [415, 'This address does not take that kind of content.'],
  INVALID: [422, 'Some values are missing or not of the right form; see errors.'],
  FILE_REFUSED: [422, 'The file cannot be accepted.'],
  FACE_CHECK_REFUSED: [422, 'No face check can be opened for this person; see errors.'],
  NOT_COVERED: [422, 'The calendar does not cover these days yet.'],
  TOO_MANY: [429, 'Too many requests. Wait a moment.'],
  INTERNAL: [500, 'Something went wrong on our side. Quote the request id when you ask for help.'],
  UNAVAILABLE: [
    503,
    'Beian cannot do this right now. Try again in a moment; under the same key nothing is done twice.',
  ],
  PARTY_UNAVAILABLE: [503, 'An outside party does not answer right now. Try again in a moment.'],
} as const satisfies Record<string, readonly [number, string]>;
export type ProblemKind = keyof typeof problemKinds;

export interface ProblemOptions {
  title?: string | undefined;
  detail?: string | undefined;
  errors?: readonly ProblemError[] | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  order?: string | undefined;
  cause?: unknown;
}

/** Thrown anywhere below a route; the error handler turns it into the answer. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly details: Omit<ProblemOptions, 'cause'>;

  constructor(status: number, code: string, title: string, { cause, ...details }: ProblemOptions = {}) {
    super(details.title ?? title, { cause });
    this.status = status;
    this.code = code;
    this.details = details;
  }

  toJSON(requestId?: string): ProblemDetails {
    const { detail, errors, order } = this.details;
    return {
      type: `urn:beian:problem:${this.code.toLowerCase().replaceAll('_', '-')}`,
      title: this.message,
      status: this.status,
      code: this.code,
      ...present({ detail, requestId }),
      ...(errors === undefined ? {} : { errors: [...errors] }),
      ...present({ order }),
    };
  }
}

export const problem = (kind: ProblemKind, options: ProblemOptions = {}): Problem =>
  new Problem(problemKinds[kind][0], kind, problemKinds[kind][1], options);

/** Refusals that are not about the state of the order. */
const STATUS_OF_REFUSAL: Partial<Record<RefusalCode, number>> = {
  ROLE_NOT_ALLOWED: 403,
  UNKNOWN_ACTION: 404,
  UNKNOWN_PERSON: 404,
  MALFORMED: 422,
};

/** A filing's refusal as the API tells it: why, and what to do. */
export const refused = (reason: RefusalCode, options: ProblemOptions = {}): Problem =>
  new Problem(STATUS_OF_REFUSAL[reason] ?? 409, reason, refusals[reason], options);

export const errorOf = ({ path, code, advice }: Finding): ProblemError => ({ path, code, message: advice });

/** Reads what somebody sent; throws a problem that names every field that is missing, unknown or of another form. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown, where = ''): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw problem('INVALID', { errors: result.error.issues.flatMap((issue) => errorsOf(issue, where)) });
}

function errorsOf(issue: z.core.$ZodIssue, where: string): ProblemError[] {
  const path = [...(where === '' ? [] : [where]), ...issue.path.map(String)];
  const code = issue.code.toUpperCase();
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key].join('.'),
      code: 'UNKNOWN_FIELD',
      message: 'There is no such field.',
    }));
  }
  const missing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  return [{ path: path.join('.'), code: missing ? 'MISSING' : code, message: issue.message }];
}
