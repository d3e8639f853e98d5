/**
 * What a WSDL says of MIIT's methods: the namespace and the names of the parameters, in their order. Bureaus run different
 * servers, which spell names differently, so names are never written down here (V3.0 §1.2).
 */
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { refuseDocumentType, XmlError } from './xml.ts';

export interface MethodShape {
  namespace: string;
  /** Names of the parameters as the server spells them, in its order. */
  parameters: readonly string[];
  /** Whether parameters carry the namespace (`elementFormDefault="qualified"`). */
  qualified: boolean;
}

const list = <Items extends z.ZodType>(items: Items) => z.array(items).default([]);
const name = z.string().optional();

const sequence = z.object({ element: list(z.object({ '@name': name, '@ref': name }).loose()) }).loose();
const complexType = z.object({ '@name': name, sequence: list(sequence), all: list(sequence) }).loose();
const schema = z
  .object({
    '@targetNamespace': name,
    '@elementFormDefault': name,
    element: list(z.object({ '@name': name, '@type': name, complexType: list(complexType) }).loose()),
    complexType: list(complexType),
    import: list(z.object({ '@schemaLocation': name }).loose()),
    include: list(z.object({ '@schemaLocation': name }).loose()),
  })
  .loose();
const definitions = z
  .object({
    '@targetNamespace': name,
    import: list(z.object({ '@location': name }).loose()),
    types: list(z.object({ schema: list(schema) }).loose()),
    message: list(
      z.object({ '@name': name, part: list(z.object({ '@name': name, '@element': name }).loose()) }).loose(),
    ),
    portType: list(
      z
        .object({
          operation: list(z.object({ '@name': name, input: list(z.object({ '@message': name }).loose()) }).loose()),
        })
        .loose(),
    ),
  })
  .loose();
const documentSchema = z.union([
  z.object({ definitions: z.tuple([definitions]) }),
  z.object({ schema: z.tuple([schema]) }),
]);

export type WsdlDocument = z.infer<typeof documentSchema>;
type Schema = z.infer<typeof schema>;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
});

/** Reads a WSDL or a schema that one names. Throws {@link XmlError} for anything else, for example a page of a proxy. */
export function readWsdl(text: string): WsdlDocument {
  refuseDocumentType(text);
  try {
    return documentSchema.parse(parser.parse(text));
  } catch (cause) {
    throw new XmlError('this is neither a WSDL nor a schema', { cause });
  }
}

/** Where a document says that further parts of it lie. */
export function furtherParts(document: WsdlDocument): string[] {
  const imported = 'definitions' in document ? document.definitions[0].import.map((one) => one['@location']) : [];
  const schemas = schemasOf(document).flatMap((one) =>
    [...one.import, ...one.include].map((each) => each['@schemaLocation']),
  );
  return [...imported, ...schemas].filter((location) => location !== undefined);
}

const schemasOf = (document: WsdlDocument): Schema[] =>
  'schema' in document
    ? [document.schema[0]]
    : document.definitions.flatMap(({ types }) => types.flatMap((one) => one.schema));

/** The shape of a method in documents that belong together; undefined when they do not have it. */
export function shapeOf(documents: readonly WsdlDocument[], method: string): MethodShape | undefined {
  const all = documents.flatMap((document) => ('definitions' in document ? document.definitions : []));
  const operation = all
    .flatMap(({ portType }) => portType.flatMap((port) => port.operation))
    .find((one) => one['@name'] === method);
  if (operation === undefined) return undefined;
  const message = all
    .flatMap((one) => one.message)
    .find((one) => one['@name'] === local(operation.input[0]?.['@message']));
  const parts = message?.part ?? [];
  const element = parts[0]?.['@element'];
  if (element !== undefined) return wrapped(documents.flatMap(schemasOf), local(element) ?? method);
  // Style rpc: each parameter is a part of the message.
  const namespace = all.find((one) => one['@targetNamespace'] !== undefined)?.['@targetNamespace'] ?? '';
  return { namespace, parameters: parts.flatMap((part) => part['@name'] ?? []), qualified: false };
}

/** Style document/literal wrapped: the parameters are the children of one element. */
function wrapped(schemas: readonly Schema[], element: string): MethodShape | undefined {
  for (const one of schemas) {
    const declared = one.element.find((each) => each['@name'] === element);
    if (declared === undefined) continue;
    const typeName = local(declared['@type']);
    const type =
      declared.complexType[0] ?? schemas.flatMap((each) => each.complexType).find((each) => each['@name'] === typeName);
    const children = [...(type?.sequence ?? []), ...(type?.all ?? [])].flatMap((each) => each.element);
    return {
      namespace: one['@targetNamespace'] ?? '',
      parameters: children.flatMap((child) => child['@name'] ?? local(child['@ref']) ?? []),
      qualified: one['@elementFormDefault'] === 'qualified',
    };
  }
  return undefined;
}

/** A name without its prefix. */
const local = (qualified: string | undefined): string | undefined => qualified?.slice(qualified.indexOf(':') + 1);
