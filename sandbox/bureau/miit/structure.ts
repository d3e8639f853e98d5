/** The form of a document, written down as tables of elements, and the check of a document against it. */
import { all, type Element } from './tree.ts';

export interface Child {
  name: string;
  least: number;
  most: number;
  /** What a text has to be; or the children of a group. */
  is: RegExp | ((text: string) => boolean) | Form;
}
/** The children of a group; with `oneOf` exactly one of them stands there. */
export interface Form {
  children: readonly Child[];
  oneOf?: true;
}

export const group = (...children: readonly Child[]): Form => ({ children });
export const oneOf = (...children: readonly Child[]): Form => ({ children, oneOf: true });

export const one = (name: string, is: Child['is']): Child => ({ name, least: 1, most: 1, is });
export const maybe = (name: string, is: Child['is']): Child => ({ name, least: 0, most: 1, is });
export const many = (name: string, is: Child['is'], most = Infinity): Child => ({ name, least: 1, most, is });
export const any = (name: string, is: Child['is']): Child => ({ name, least: 0, most: Infinity, is });

/** Characters, as the schema counts them: those outside the first plane count once. */
export const characters =
  (least: number, most = Infinity) =>
  (text: string): boolean => {
    const length = Array.from(text).length;
    return length >= least && length <= most;
  };

/** A whole number within bounds. */
export const number =
  (least: bigint, most: bigint) =>
  (text: string): boolean =>
    /^\d{1,19}$/.test(text) && BigInt(text) >= least && BigInt(text) <= most;

export const code = (most: number) => number(1n, BigInt(most));

/** Path of the first element that does not have the form; undefined where all have it. */
export function firstFault(element: Element | undefined, form: Form, path = ''): string | undefined {
  if (element === undefined || (typeof element === 'string' && element.trim() !== '')) return path;
  const names = typeof element === 'string' ? [] : Object.keys(element);
  const unknown = names.find((name) => !form.children.some((child) => child.name === name));
  if (unknown !== undefined) return `${path}/${unknown}`;
  if (form.oneOf === true && names.length !== 1) return path;
  for (const child of form.children) {
    const fault = faultOf(all(element, child.name), child, form.oneOf === true, `${path}/${child.name}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function faultOf(found: readonly Element[], { least, most, is }: Child, choice: boolean, path: string) {
  if (found.length < (choice ? 0 : least) || found.length > most) return path;
  for (const each of found) {
    const fault = isForm(is) ? firstFault(each, is, path) : isRight(each, is) ? undefined : path;
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const isForm = (is: Child['is']): is is Form => typeof is === 'object' && 'children' in is;

const isRight = (element: Element, is: Exclude<Child['is'], Form>): boolean =>
  typeof element === 'string' && (is instanceof RegExp ? is.test(element) : is(element));
