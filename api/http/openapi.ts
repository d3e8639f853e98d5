/** The OpenAPI 3.1 document, made from the same definitions as the routes. */
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { actionData } from '../../domain/lifecycle/action.ts';
import { BEIAN_HEADER } from '../../adapters/signatures/beian-signature.ts';
import { IDEMPOTENCY_HEADER, idempotencyKeySchema } from './idempotency.ts';
import { documentedReason, READ_REASON_HEADER } from './read-reason.ts';
import { PROBLEM_TYPE, problemSchema } from './problems.ts';
import { isWrite, type DocumentedAnswer, type Route } from './route.ts';
import { ifKnown, present } from '../../domain/present.ts';

type Responses = NonNullable<ZodOpenApiOperationObject['responses']>;

export function openApiDocument(routes: readonly Route[], publicUrl: string): object {
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Beian',
      version: '1',
      description:
        'ICP website filings for an access provider. Every error is an RFC 9457 problem document. Due dates name their unit: hours, calendar days or business days of mainland China; all instants are those of Asia/Shanghai.',
    },
    servers: [{ url: publicUrl }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths: pathsOf(routes),
    components: {
      schemas: { ActionData: actionDataSchema() },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        standardWebhooks: { type: 'apiKey', in: 'header', name: 'webhook-signature' },
        signature: { type: 'apiKey', in: 'header', name: BEIAN_HEADER },
      },
    },
  });
}

/** What each action carries in `data`. */
const actionDataSchema = () =>
  z
    .object(Object.fromEntries(Object.entries(actionData).map(([action, schema]) => [action, schema().optional()])))
    .meta({ description: 'The `data` of each action, by its name.' });

function pathsOf(routes: readonly Route[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  return paths;
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const { id, tag, summary, description, params, query, permission, proof, cost } = route;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...present({ description, 'x-cost': cost }),
    ...(permission === undefined
      ? proof === 'signature'
        ? { security: [{ standardWebhooks: [] }, { signature: [] }] }
        : { security: [] }
      : { security: [{ bearer: [] }] }),
    requestParams: {
      ...(isEmpty(params) ? {} : { path: params }),
      ...(isEmpty(query) ? {} : { query }),
      ...headerOf(route),
    },
    ...requestBodyOf(route),
    responses: { ...problemsOf(route), ...answersOf(route) },
  };
}

function headerOf(route: Route): { header?: z.ZodObject } {
  const fields = {
    ...(isWrite(route) && route.permission !== undefined
      ? { [IDEMPOTENCY_HEADER]: idempotencyKeySchema.optional() }
      : {}),
    ...(route.showsPeople === true ? { [READ_REASON_HEADER]: documentedReason.optional() } : {}),
  };
  return Object.keys(fields).length === 0 ? {} : { header: z.object(fields) };
}

const isEmpty = (schema: z.ZodObject): boolean => Object.keys(schema.shape).length === 0;

function requestBodyOf({ documentedBody, bodyKind, example }: Route): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (documentedBody === undefined) return {};
  if (bodyKind === 'file') {
    const file = z.string().meta({ description: 'The image.', format: 'binary' });
    const fields = documentedBody instanceof z.ZodObject ? documentedBody.shape : {};
    return {
      requestBody: { required: true, content: { 'multipart/form-data': { schema: z.object({ file, ...fields }) } } },
    };
  }
  const media = { schema: documentedBody, ...present({ example }) };
  return { requestBody: { required: true, content: { 'application/json': media } } };
}

function answersOf({ answers }: Route): Responses {
  return Object.fromEntries(
    Object.entries(answers).map(([status, { description, schema, contentType, headers }]) => [
      status,
      {
        description,
        ...contentOf({ description, ...(schema && { schema }), ...(contentType && { contentType }) }),
        ...present({ headers: ifKnown(headers, headersOf) }),
      },
    ]),
  );
}

function contentOf({ schema, contentType }: DocumentedAnswer) {
  if (schema === undefined && contentType === undefined) return {};
  return {
    content: { [contentType ?? 'application/json']: { schema: schema ?? z.string().meta({ format: 'binary' }) } },
  };
}

const headersOf = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' as const } }]),
  );

const MEANING: Readonly<Record<number, string>> = {
  400: 'The request could not be read.',
  401: 'Not signed in, or the signature is not good.',
  403: 'Your role may not do this.',
  404: 'There is no such thing within your reach.',
  408: 'The body came too slowly.',
  409: 'The state of things does not allow it; `code` says why.',
  410: 'The data was erased.',
  412: 'Somebody else has saved meanwhile.',
  413: 'Too large.',
  415: 'Not of a kind this address takes.',
  422: 'Values are missing or not of the right form; see `errors`.',
  429: 'Too many requests.',
  503: 'Not available right now; send it again, with the same key.',
};

function problemsOf({ problems = [], permission, params, documentedBody, query, showsPeople }: Route): Responses {
  const statuses = [
    ...(permission === undefined ? [] : [401, 403]),
    ...(isEmpty(params) ? [] : [404]),
    ...(documentedBody === undefined ? [] : [400, 408, 413, 415, 422]),
    ...(isEmpty(query) && showsPeople !== true ? [] : [422]),
    429,
    503,
    ...problems,
  ];
  const content = { [PROBLEM_TYPE]: { schema: problemSchema } };
  return Object.fromEntries(
    [...new Set(statuses)]
      .toSorted((a, b) => a - b)
      .map((status) => [status, { description: MEANING[status] ?? 'Problem.', content }]),
  );
}
