/**
 * XML of MIIT's interface, read without surprises: no document type, so no entities of a document's own; every value stays text,
 * because ids of MIIT are longer than a number is exact; attributes and namespaces are left out.
 */
import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';

/** A text is no XML, or XML of a kind that the interface never sends. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

/** An element: its text, or its children by name, each name with all its elements in order. */
export type XmlElement = string | { readonly [name: string]: readonly XmlElement[] };

const elementSchema: z.ZodType<XmlElement> = z.lazy(() =>
  z.union([z.string(), z.record(z.string(), z.array(elementSchema))]),
);
const documentSchema = z.record(z.string(), z.array(elementSchema));

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  parseTagValue: false,
  isArray: () => true,
  htmlEntities: true, // characters by number
});

/** A document type could bring entities of its own. Throws {@link XmlError} when there is one. */
export function refuseDocumentType(text: string): void {
  if (/<!DOCTYPE/i.test(text)) throw new XmlError('a document type is not accepted');
}

/** The root element of a document. Throws {@link XmlError}. */
export function readXml(text: string): { name: string; element: XmlElement } {
  refuseDocumentType(text);
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new XmlError(`line ${valid.err.line}: ${valid.err.code}`);
  const roots = Object.entries(parsed(text));
  const [root] = roots;
  const element = root?.[1][0];
  if (root === undefined || element === undefined || roots.length > 1)
    throw new XmlError('not exactly one root element');
  return { name: root[0], element };
}

function parsed(text: string): z.infer<typeof documentSchema> {
  try {
    return documentSchema.parse(parser.parse(text));
  } catch (cause) {
    throw new XmlError('the document has a form that the interface never sends', { cause });
  }
}

/** The elements of a name below an element; none below a text. */
export const childrenOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  element === undefined || typeof element === 'string' ? [] : (element[name] ?? []);

/** The text of the first element of a name; undefined when it is missing or empty. */
export function textOf(element: XmlElement | undefined, name: string): string | undefined {
  const [child] = childrenOf(element, name);
  return typeof child === 'string' && child !== '' ? child : undefined;
}

/** Text as it stands between the tags of an element. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** What is to be written: text, children in the order of their names, or several elements of one name. Absent children are left out. */
export type XmlContent = string | { readonly [name: string]: XmlContent | readonly XmlContent[] | undefined };

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', suppressEmptyNode: false });

/** A document in the form of the interface. Its declaration says GBK; `toGbk` makes the bytes. */
export function writeXml(root: string, version: string, content: { readonly [name: string]: XmlContent }): string {
  return `<?xml version="1.0" encoding="GBK"?>${builder.build({ [root]: { '@version': version, ...content } })}`;
}
