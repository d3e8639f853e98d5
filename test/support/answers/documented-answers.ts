/**
 * Whether an answer is as the OpenAPI document says: its status, content type, headers and body. What is said about a fault
 * holds no values, because an answer may hold data of people.
 */
import formats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { DocumentedResponse, OpenApiDocument, Operation } from './openapi-document.ts';

export interface SentAnswer {
  method: string;
  /** As it stood in the request line. */
  url: string;
  status: number;
  /** By names in small letters. */
  headers: Readonly<Record<string, unknown>>;
  /** Undefined when it was not kept: a stream, or a file. */
  body: string | undefined;
}

/** What is wrong with an answer, named by its operation; undefined when nothing is. */
export type Judge = (answer: SentAnswer) => string | undefined;

/** Headers that tell a client what to do next, and are therefore documented wherever they come. */
const TELLING = ['location', 'etag', 'retry-after', 'idempotent-replay', 'www-authenticate', 'content-disposition'];

interface KnownPath {
  template: string;
  pattern: RegExp;
  methods: Readonly<Record<string, Operation>>;
}

/** Schemas are compiled when an answer needs them first. */
export function judgeOf(document: OpenApiDocument): Judge {
  const ajv = new Ajv2020({ strict: false, validateSchema: false });
  formats.default(ajv);
  ajv.addFormat('binary', true);
  ajv.addSchema(document, 'openapi');
  const compiled = new Map<string, ValidateFunction>();
  const schemaAt = (...steps: string[]): ValidateFunction => {
    const pointer = steps.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `openapi#/${pointer}` });
    compiled.set(pointer, known);
    return known;
  };
  const paths = Object.entries(document.paths)
    .map(([template, methods]): KnownPath => ({ template, pattern: patternOf(template), methods }))
    .toSorted((a, b) => placeholders(a.template) - placeholders(b.template));

  return ({ method, url, status, headers, body }) => {
    const path = url.split('?')[0] ?? '';
    const known = paths.find(({ pattern }) => pattern.test(path));
    if (known === undefined) return undefined;
    const name = method === 'HEAD' ? 'get' : method.toLowerCase();
    const operation = known.methods[name];
    const at = `${method} ${known.template} ${status}`;
    if (operation === undefined)
      return status === 405 || status === 204 ? undefined : `${at}: the path has no such method`;
    const documented = operation.responses[String(status)];
    if (documented === undefined) return `${at}: this status is not documented`;
    const fault =
      headersFault(documented, headers) ??
      (method === 'HEAD' ? undefined : contentFault(documented, mediaTypeOf(headers), body, check));
    return fault === undefined ? undefined : `${at}: ${fault}`;

    function check(type: string, value: unknown): string | undefined {
      const template = known?.template ?? '';
      const validate = schemaAt('paths', template, name, 'responses', String(status), 'content', type, 'schema');
      if (validate(value)) return undefined;
      const [error] = validate.errors ?? [];
      return `the body at ${error?.instancePath === '' ? '/' : error?.instancePath} ${error?.message} (${JSON.stringify(error?.params)})`;
    }
  };
}

function headersFault({ headers = {} }: DocumentedResponse, sent: SentAnswer['headers']): string | undefined {
  const missing = Object.entries(headers).find(
    ([name, { required }]) => required === true && !(name.toLowerCase() in sent),
  );
  if (missing !== undefined) return `the header ${missing[0]} is missing`;
  const documented = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const untold = TELLING.find((name) => name in sent && !documented.has(name));
  return untold === undefined ? undefined : `the header ${untold} is not documented`;
}

function contentFault(
  { content = {} }: DocumentedResponse,
  sent: string | undefined,
  body: string | undefined,
  check: (type: string, value: unknown) => string | undefined,
): string | undefined {
  const types = Object.keys(content);
  if (types.length === 0)
    return sent === undefined && (body ?? '') === '' ? undefined : 'a body came, and none is documented';
  if (sent === undefined || !types.includes(sent))
    return `the content type is ${sent ?? 'missing'}, not ${types.join(' or ')}`;
  if (!isJson(sent) || body === undefined) return undefined;
  try {
    return check(sent, JSON.parse(body));
  } catch {
    return 'the body is not JSON';
  }
}

export const isJson = (mediaType: string): boolean => /[/+]json$/.test(mediaType);

/** Without parameters such as the character set. */
export const mediaTypeOf = (headers: SentAnswer['headers']): string | undefined => {
  const type = headers['content-type'];
  return typeof type === 'string' ? type.split(';')[0]?.trim().toLowerCase() : undefined;
};

const patternOf = (template: string): RegExp =>
  new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`, 'i');

const placeholders = (template: string): number => template.split('{').length;
