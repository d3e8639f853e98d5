/**
 * One definition for each operation of the API: its name, who may use it, what it takes and what it answers. Express routes
 * and the OpenAPI document are both made from it, so they cannot contradict each other.
 */
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Permission } from '../../usecases/access/permissions.ts';
import type { Caller } from '../../usecases/access/caller.ts';
import { present } from '../../domain/present.ts';

/** The answer of an operation. `stream` writes the response itself, for event streams. */
export interface Answer {
  status: number;
  /** JSON, or the bytes of a file. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  stream?: (res: Response) => void | Promise<void>;
}

export const ok = (body: unknown, headers?: Answer['headers']): Answer => answer(200, body, headers);
export const created = (body: unknown, headers?: Answer['headers']): Answer => answer(201, body, headers);
export const noContent: Answer = { status: 204 };
export const answer = (status: number, body: unknown, headers?: Answer['headers']): Answer => ({
  status,
  body,
  ...present({ headers }),
});

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
/** The operation reads a `raw` body itself; `file` is one image in a form, `import` one file of any size that imports may have. */
export type BodyKind = 'json' | 'raw' | 'file' | 'import';

export interface DocumentedAnswer {
  description: string;
  schema?: z.ZodType;
  /** The media type, or each of several, when it is not JSON. */
  contentType?: string | readonly string[];
  /** Headers that always come with this answer, and what they say. */
  headers?: Readonly<Record<string, string>>;
}

type Nothing = z.ZodObject<Record<string, never>>;

interface Described {
  /** Name of the operation, unique in the API. */
  id: string;
  tag: string;
  summary: string;
  description?: string;
  method: Method;
  /** `READS`: takes a body but changes nothing. */
  effect?: 'READS';
  /** `/v1/orders/{orderId}`. */
  path: string;
  answers: Readonly<Record<number, DocumentedAnswer>>;
  /** Statuses with which this operation refuses by its own rules; `possible-problems.ts` adds those of the HTTP layer. */
  problems?: readonly number[];
  /**
   * How much of the caller's allowance of requests it takes; one, when left out. Operations weigh more that ask outside
   * parties, judge a whole order, decrypt many rows or move a file.
   */
  cost?: number;
  /** Shows data of people: staff may state why they look, in a header (`read-reason.ts`). */
  showsPeople?: true;
  /** The answer is a file of megabytes, which only a few callers get at the same time. */
  sends?: 'file';
  /** How a caller without a bearer token proves who they are. */
  proof?: 'signature';
}

interface Inputs<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> {
  params?: P;
  query?: Q;
  body?: B;
  bodyKind?: BodyKind;
  /** The schema that the documentation shows for a raw body; the body is parsed only when its signature is valid. */
  documentedBody?: z.ZodType;
  /** Shown in the documentation. */
  example?: z.input<B>;
}

export interface Asked<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType> {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  req: Request;
}

/** What is known of a request before its body is received. */
export interface AskedFirst {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  req: Request;
  caller: Caller | undefined;
}

/** Refuses a request before its body is received. For an image: how many bytes it must stay below. */
type Admission = { maxBytesExclusive: number } | undefined;

interface Definition<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>
  extends Described, Inputs<P, Q, B> {
  permission: Permission;
  admit?: (asked: Omit<Asked<P, Q, B>, 'body'> & { caller: Caller }) => Promise<Admission>;
  handle: (asked: Asked<P, Q, B> & { caller: Caller }) => Promise<Answer>;
}

interface PublicDefinition<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>
  extends Described, Inputs<P, Q, B> {
  admit?: (asked: Omit<Asked<P, Q, B>, 'body'>) => Promise<Admission>;
  handle: (asked: Asked<P, Q, B>) => Promise<Answer>;
}

/** Whether an operation may change something. */
export const isWrite = ({ method, effect }: Pick<Route, 'method' | 'effect'>): boolean =>
  method !== 'get' && effect !== 'READS';

/** Whether a repeat under the same `Idempotency-Key` gets the first answer. */
export const isIdempotent = (operation: Pick<Route, 'method' | 'effect' | 'permission'>): boolean =>
  isWrite(operation) && operation.permission !== undefined;

/** Whether a body that comes with the request is received, also where the operation takes nothing from it. */
export const receivesBody = ({ method }: Pick<Route, 'method'>): boolean => method !== 'get' && method !== 'delete';

type AnyAsked = Asked<z.ZodObject, z.ZodObject, z.ZodType>;

/** A definition whose types have been checked; the application and the OpenAPI document are made from a list of these. */
export interface Route extends Described {
  params: z.ZodObject;
  query: z.ZodObject;
  body: z.ZodType | undefined;
  documentedBody: z.ZodType | undefined;
  bodyKind: BodyKind;
  example: unknown;
  /** Undefined when the operation needs no token. */
  permission: Permission | undefined;
  admit: (asked: AskedFirst) => Promise<Admission>;
  handle: (asked: AnyAsked & { caller: Caller | undefined }) => Promise<Answer>;
}

/** An operation for people who are signed in. */
export function route<
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  B extends z.ZodType = z.ZodUndefined,
>(definition: Definition<P, Q, B>): Route {
  return {
    ...described(definition),
    permission: definition.permission,
    admit: ({ caller, ...asked }) => {
      if (caller === undefined) throw new Error(`${definition.id} was asked without a caller`);
      return definition.admit?.({ ...(asked as Asked<P, Q, B>), caller }) ?? Promise.resolve(undefined);
    },
    handle: async ({ caller, ...asked }) => {
      if (caller === undefined) throw new Error(`${definition.id} was asked without a caller`);
      return definition.handle({ ...(asked as Asked<P, Q, B>), caller });
    },
  };
}

/** An operation that needs no token: webhooks are signed instead, and health is for machines. */
export function publicRoute<
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  B extends z.ZodType = z.ZodUndefined,
>(definition: PublicDefinition<P, Q, B>): Route {
  return {
    ...described(definition),
    permission: undefined,
    admit: ({ caller: _caller, ...asked }) => definition.admit?.(asked as Asked<P, Q, B>) ?? Promise.resolve(undefined),
    handle: ({ caller: _caller, ...asked }) => definition.handle(asked as Asked<P, Q, B>),
  };
}

function described<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  definition: Described & Inputs<P, Q, B>,
) {
  const {
    id,
    tag,
    summary,
    description,
    method,
    effect,
    path,
    answers,
    problems,
    cost,
    showsPeople,
    proof,
    params,
    query,
    body,
    bodyKind,
    documentedBody,
    example,
  } = definition;
  return {
    id,
    tag,
    summary,
    ...present({ description }),
    method,
    ...present({ effect }),
    path,
    answers,
    ...present({ problems, cost, showsPeople, proof }),
    params: params ?? z.strictObject({}),
    query: query ?? z.strictObject({}),
    body,
    documentedBody: documentedBody ?? body,
    bodyKind: bodyKind ?? ('json' as const),
    example,
  };
}
