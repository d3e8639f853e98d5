/** XML as the bureau's server reads and writes it: an element is a text, or lists of elements by name. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';

export type Element = string | { readonly [name: string]: readonly Element[] };

const elementSchema: z.ZodType<Element> = z.lazy(() =>
  z.union([z.string(), z.record(z.string(), z.array(elementSchema))]),
);
const ATTRIBUTE = '@';
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: ATTRIBUTE,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
  htmlEntities: true,
});

/** Thrown for what is no XML, or XML with a document type. */
export class NotXml extends Error {}

export interface Root {
  name: string;
  element: Element;
  attributes: Readonly<Record<string, string>>;
}

/** The root of a document. Throws {@link NotXml}. */
export function readTree(document: string): Root {
  if (/<!DOCTYPE/i.test(document) || XMLValidator.validate(document) !== true) throw new NotXml('not a document');
  const roots = Object.entries(z.record(z.string(), z.array(z.unknown())).parse(parser.parse(document)));
  const [root] = roots;
  if (root === undefined || roots.length > 1 || root[1].length > 1) throw new NotXml('not one root');
  const attributes: Record<string, string> = {};
  const element = elementSchema.safeParse(withoutAttributes(root[1][0], attributes));
  if (!element.success) throw new NotXml('mixed content');
  return { name: root[0], element: element.data, attributes };
}

/** Notes the attributes of the outermost element, and drops those of all. A text beside attributes becomes a plain text. */
function withoutAttributes(value: unknown, outermost?: Record<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutAttributes(one));
  if (typeof value !== 'object' || value === null) return value;
  const children: Record<string, unknown> = {};
  let inside: unknown;
  for (const [name, child] of Object.entries(value)) {
    if (name.startsWith(ATTRIBUTE)) {
      if (outermost !== undefined) outermost[name.slice(1)] = String(child);
    } else if (name === '#text') inside = child;
    else children[name] = withoutAttributes(child);
  }
  return inside !== undefined && Object.keys(children).length === 0 ? inside : children;
}

/** All elements of a name below an element. */
export const all = (element: Element | undefined, name: string): readonly Element[] =>
  element === undefined || typeof element === 'string' ? [] : (element[name] ?? []);

/** The first element at a path. */
export const at = (element: Element | undefined, ...path: readonly string[]): Element | undefined =>
  path.reduce<Element | undefined>((here, name) => all(here, name)[0], element);

/** The text at a path; undefined where there is none. */
export function text(element: Element | undefined, ...path: readonly string[]): string | undefined {
  const found = at(element, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export const texts = (element: Element | undefined, name: string): string[] =>
  all(element, name).filter((one) => typeof one === 'string');

/** What is to be written: absent children are left out. */
export type Content = Element | { readonly [name: string]: Content | readonly Content[] | undefined };

export const write = (content: Content): string =>
  typeof content === 'string'
    ? escape(content)
    : Object.entries(content)
        .flatMap(([name, child]) =>
          child === undefined ? [] : listOf(child).map((one) => `<${name}>${write(one)}</${name}>`),
        )
        .join('');

const listOf = (child: Content | readonly Content[]): readonly Content[] => (isList(child) ? child : [child]);
const isList = (child: Content | readonly Content[]): child is readonly Content[] => Array.isArray(child);

/** The text as it stands between tags; control characters, which XML does not know, are dropped. */
const escape = (plain: string): string =>
  plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
