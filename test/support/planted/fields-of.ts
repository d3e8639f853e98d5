/** The fields of a JSON schema, each by its path: `people.*.name`, `items[].advice`. */

export interface Field {
  path: string;
  /** Anything may be written there, within its length. */
  isFree: boolean;
}

interface Shape {
  type?: unknown;
  enum?: unknown;
  const?: unknown;
  format?: unknown;
  pattern?: unknown;
  $ref?: string;
  $defs?: Record<string, Shape>;
  properties?: Record<string, Shape>;
  additionalProperties?: Shape | boolean;
  items?: Shape;
  anyOf?: Shape[];
  oneOf?: Shape[];
}

export function fieldsOf(schema: object): Field[] {
  const root = schema as Shape;
  const found = walk(root, root.$defs ?? {}, '');
  const paths = new Map<string, boolean>();
  for (const { path, isFree } of found) paths.set(path, isFree || paths.get(path) === true);
  return [...paths].map(([path, isFree]) => ({ path, isFree }));
}

function walk(shape: Shape, defined: Record<string, Shape>, path: string): Field[] {
  if (shape.$ref !== undefined) return walk(defined[shape.$ref.split('/').at(-1) ?? ''] ?? {}, defined, path);
  const choices = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])];
  if (choices.length > 0) return choices.flatMap((choice) => walk(choice, defined, path));
  const below = (name: string) => (path === '' ? name : `${path}.${name}`);
  const deeper = [
    ...(shape.items === undefined ? [] : walk(shape.items, defined, `${path}[]`)),
    ...Object.entries(shape.properties ?? {}).flatMap(([name, each]) => walk(each, defined, below(name))),
    ...(typeof shape.additionalProperties === 'object' ? walk(shape.additionalProperties, defined, below('*')) : []),
  ];
  if (shape.type === 'object' || shape.type === 'array') return deeper;
  const isFree =
    shape.type === 'string' &&
    [shape.enum, shape.const, shape.format, shape.pattern].every((limit) => limit === undefined);
  return [{ path, isFree }];
}
