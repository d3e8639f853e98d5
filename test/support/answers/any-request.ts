/** Requests made up from the OpenAPI document: mostly of the form that it asks for, sometimes of another one. */
import fc, { type Arbitrary } from 'fast-check';
import type { JsonSchema, OpenApiDocument, Operation, Parameter } from './openapi-document.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

export interface AnyRequest {
  operationId: string;
  method: (typeof METHODS)[number];
  /** With its query. */
  url: string;
  headers: Readonly<Record<string, string>>;
  /** JSON, or the fields of a form with a file. */
  body: unknown;
  isForm: boolean;
}

/** For each operation what its requests can be. `known`: path parameters that lead to something. */
export function anyRequests(
  document: OpenApiDocument,
  known: Readonly<Record<string, string>>,
): Map<string, Arbitrary<AnyRequest>> {
  const anyOf = valuesOf(document);
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Arbitrary<AnyRequest>] => [
      operation.operationId,
      requestTo(path, METHODS.find((one) => one === method) ?? 'get', operation),
    ]),
  );
  return new Map(all);

  function requestTo(template: string, method: AnyRequest['method'], operation: Operation): Arbitrary<AnyRequest> {
    const { operationId, parameters = [], requestBody } = operation;
    const place = (wanted: Parameter['in']) => parameters.filter((parameter) => parameter.in === wanted);
    const inPath = fc.record(
      Object.fromEntries(place('path').map(({ name, schema }) => [name, pathValue(name, schema)])),
    );
    const [media, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
    const body = content === undefined ? fc.constant(undefined) : orElse(anyOf(content.schema));
    return fc
      .record({ inPath, query: optional(place('query')), header: optional(place('header')), body })
      .map((made) => ({
        operationId,
        method,
        url: addressOf(template, made.inPath, made.query),
        headers: made.header,
        body: made.body,
        isForm: media === 'multipart/form-data',
      }));
  }

  function pathValue(name: string, schema: JsonSchema): Arbitrary<string> {
    const any = fc.oneof(
      { weight: 3, arbitrary: anyOf(schema) },
      { weight: 1, arbitrary: fc.string({ minLength: 1 }) },
    );
    const text = any.map(textFrom).filter((value) => !/^\.{0,2}$/.test(value));
    const value = known[name];
    return value === undefined
      ? text
      : fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: text });
  }

  function optional(parameters: readonly Parameter[]): Arbitrary<Record<string, string>> {
    const fields = parameters.map(({ name, schema, in: place }): [string, Arbitrary<string>] => [
      name,
      orElse(anyOf(schema)).map((value) => (place === 'header' ? headerText(value) : textFrom(value))),
    ]);
    return fc.record(Object.fromEntries(fields), { requiredKeys: [] }).map(withoutGaps);
  }
}

const withoutGaps = (fields: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

const textFrom = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What a header can carry at all. */
const headerText = (value: unknown): string => textFrom(value).replaceAll(/[^ -~]/g, '') || 'x';

const addressOf = (template: string, path: Record<string, string>, query: Record<string, string>): string => {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(wellFormed(path[name] ?? '')),
  );
  const asked = new URLSearchParams(query).toString();
  return asked === '' ? filled : `${filled}?${asked}`;
};

const wellFormed = (text: string): string => text.replaceAll(/\p{Cs}/gu, 'x');

/** Now and then something else than what is asked for. */
const orElse = (arbitrary: Arbitrary<unknown>): Arbitrary<unknown> =>
  fc.oneof({ weight: 4, arbitrary }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });

/** Values of a JSON schema; rules that cannot be followed are left out, which makes the value a bad one. */
function valuesOf(document: OpenApiDocument): (schema: JsonSchema) => Arbitrary<unknown> {
  return of;

  function of(schema: JsonSchema, depth = 0): Arbitrary<unknown> {
    const { $ref, enum: options, const: only, anyOf, oneOf, allOf, type } = schema;
    if (typeof $ref === 'string') return of(document.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {}, depth);
    if (only !== undefined) return fc.constant(only);
    if (Array.isArray(options)) return fc.constantFrom(...options);
    for (const choices of [anyOf, oneOf, allOf]) {
      if (Array.isArray(choices)) return fc.oneof(...choices.map((one: JsonSchema) => of(one, depth)));
    }
    if (Array.isArray(type)) return fc.oneof(...type.map((one: unknown) => of({ ...schema, type: one }, depth)));
    switch (type) {
      case 'object':
        return objectOf(schema, depth);
      case 'array':
        return fc.array(of(schemaIn(schema['items']), depth + 1), { maxLength: 3 });
      case 'string':
        return textOf(schema);
      case 'integer':
      case 'number':
        return fc.integer({ min: number(schema['minimum'], -5), max: number(schema['maximum'], 1_000_000) });
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      default:
        return fc.jsonValue({ maxDepth: 1 });
    }
  }

  function objectOf(
    { properties = {}, required = [], additionalProperties, propertyNames }: JsonSchema,
    depth: number,
  ) {
    const fields = Object.entries(properties as object).map(([name, inner]): [string, Arbitrary<unknown>] => [
      name,
      of(schemaIn(inner), depth + 1),
    ]);
    const isListed = (name: string) => Array.isArray(required) && required.includes(name);
    const known = fc.record(Object.fromEntries(fields), {
      requiredKeys: fields.map(([name]) => name).filter(isListed),
    });
    if (typeof additionalProperties !== 'object' || depth > 6) return known;
    const names = textOf(schemaIn(propertyNames));
    return fc.dictionary(names, of(schemaIn(additionalProperties), depth + 1), { maxKeys: 2 });
  }
}

function textOf({ format, pattern, minLength, maxLength, example }: JsonSchema): Arbitrary<string> {
  const plain = fc.string({
    minLength: number(minLength, 0),
    maxLength: Math.min(number(maxLength, 20), 300),
    unit: 'grapheme',
  });
  const examples = typeof example === 'string' ? [fc.constant(example)] : [];
  return fc.oneof(...examples, formatted(format) ?? matching(pattern) ?? plain);
}

function formatted(format: unknown): Arbitrary<string> | undefined {
  switch (format) {
    case 'date':
      return fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
    case 'date-time':
      return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
    case 'email':
      return fc.emailAddress();
    case 'uuid':
      return fc.uuid();
    case 'uri':
      return fc.webUrl();
    default:
      return undefined;
  }
}

function matching(pattern: unknown): Arbitrary<string> | undefined {
  if (typeof pattern !== 'string') return undefined;
  try {
    return fc.stringMatching(new RegExp(pattern), { maxLength: 300 });
  } catch {
    return undefined; // a pattern that the library cannot follow
  }
}

const schemaIn = (value: unknown): JsonSchema => (typeof value === 'object' && value !== null ? { ...value } : {});
const number = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Math.abs(value) < 2 ** 31 ? value : otherwise;
