/** The OpenAPI 3.1 document, made from the same definitions as the routes. */
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { actionData } from '../../domain/lifecycle/action.ts';
import { BEIAN_HEADER } from '../../adapters/signatures/beian-signature.ts';
import { access } from '../../usecases/access/permissions.ts';
import { CHANNEL_HEADER, channelSchema } from './channel.ts';
import { IDEMPOTENCY_HEADER, idempotencyKeySchema, REPLAY_HEADER } from './idempotency.ts';
import { documentedReason, READ_REASON_HEADER } from './read-reason.ts';
import { PROBLEM_TYPE, problemSchema } from './problems.ts';
import { isEmpty, MEANING, possibleProblems } from './possible-problems.ts';
import { isIdempotent, type DocumentedAnswer, type Route } from './route.ts';
import { present } from '../../domain/present.ts';

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
    ...(isIdempotent(route) ? { [IDEMPOTENCY_HEADER]: idempotencyKeySchema.optional() } : {}),
    ...(knowsChannels(route) ? { [CHANNEL_HEADER]: channelSchema.optional() } : {}),
    ...(route.showsPeople === true ? { [READ_REASON_HEADER]: documentedReason.optional() } : {}),
  };
  return Object.keys(fields).length === 0 ? {} : { header: z.object(fields) };
}

/** What customers do, and what they see of an order, may depend on where they work. */
const knowsChannels = ({ permission, path }: Route): boolean =>
  permission !== undefined && access[permission].applicant !== 'NO' && /^\/v1\/(orders|records)\//.test(path);

function requestBodyOf({ documentedBody, bodyKind, example }: Route): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (documentedBody === undefined) return {};
  if (bodyKind === 'file' || bodyKind === 'import') {
    const description = bodyKind === 'file' ? 'The image.' : 'The file to import.';
    const file = z.string().meta({ description, format: 'binary' });
    const fields = documentedBody instanceof z.ZodObject ? documentedBody.shape : {};
    return {
      requestBody: { required: true, content: { 'multipart/form-data': { schema: z.object({ file, ...fields }) } } },
    };
  }
  const media = { schema: documentedBody, ...present({ example }) };
  return { requestBody: { required: true, content: { 'application/json': media } } };
}

function answersOf(route: Route): Responses {
  const answers = Object.entries(route.answers).map(([status, answer]): [string, ZodOpenApiResponseObject] => {
    const { description, headers = {} } = answer;
    return [
      status,
      {
        description,
        ...contentOf(answer),
        ...headersOf({ ...always(headers), ...(isIdempotent(route) ? REPLAYED : {}) }),
      },
    ];
  });
  const isCompared = Object.values(route.answers).some(({ headers = {} }) => 'ETag' in headers);
  return Object.fromEntries([...answers, ...(isCompared && route.method === 'get' ? [NOT_CHANGED] : [])]);
}

const NOT_CHANGED: [string, ZodOpenApiResponseObject] = [
  '304',
  { description: 'What `If-None-Match` names is still so.', ...headersOf(always({ ETag: 'As it was.' })) },
];

function contentOf({
  schema,
  contentType = 'application/json',
}: DocumentedAnswer): Pick<ZodOpenApiResponseObject, 'content'> {
  if (schema === undefined && contentType === 'application/json') return {};
  const types = typeof contentType === 'string' ? [contentType] : contentType;
  const media = { schema: schema ?? z.string().meta({ format: 'binary' }) };
  return { content: Object.fromEntries(types.map((type) => [type, media])) };
}

function problemsOf(route: Route): Responses {
  const content = { [PROBLEM_TYPE]: { schema: problemSchema } };
  return Object.fromEntries(
    possibleProblems(route).map((status) => [
      status,
      { description: MEANING[status] ?? 'Problem.', ...headersOf(problemHeaders(route, status)), content },
    ]),
  );
}

interface Header {
  description: string;
  required: boolean;
}
type Headers = Readonly<Record<string, Header>>;

function problemHeaders(route: Route, status: number): Headers {
  switch (status) {
    case 401:
      return route.permission === undefined ? {} : always({ 'WWW-Authenticate': 'How to sign in.' });
    case 412:
      return { ETag: { description: 'The present version.', required: false } };
    case 429:
      return always({ 'Retry-After': 'After how many seconds another try may help.' });
    case 503:
      return RETRIED;
    case 409:
      return isIdempotent(route) ? { ...RETRIED, ...REPLAYED } : RETRIED;
    case 403:
    case 404:
    case 422:
      return isIdempotent(route) ? REPLAYED : {};
    default:
      return {};
  }
}

const RETRIED: Headers = {
  'Retry-After': { description: 'After how many seconds another try may help, where that is known.', required: false },
};
const REPLAYED: Headers = {
  [REPLAY_HEADER]: { description: '`true` on the repeated answer to an earlier request.', required: false },
};

function always(headers: Readonly<Record<string, string>>): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, required: true }]),
  );
}

function headersOf(headers: Headers): Pick<ZodOpenApiResponseObject, 'headers'> {
  if (Object.keys(headers).length === 0) return {};
  const schema = { type: 'string' as const };
  return { headers: Object.fromEntries(Object.entries(headers).map(([name, told]) => [name, { ...told, schema }])) };
}
