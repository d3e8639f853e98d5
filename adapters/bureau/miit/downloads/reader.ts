/** Reads elements of a download by name, and knows which it was not asked for: a later version of the interface may have more. */
import { childrenOf, type XmlElement } from '../xml.ts';

/** A record lacks something, or holds something of another form. The message names the element, never the value. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
}

export class Reader {
  readonly name: string;
  readonly #element: XmlElement;
  readonly #asked = new Set<string>();
  readonly #inside = new Map<string, Reader[]>();
  #ignored = false;

  constructor(name: string, element: XmlElement) {
    this.name = name;
    this.#element = element;
  }

  /** The text of a child that must be there. */
  text(name: string): string {
    const text = this.optionalText(name);
    if (text === undefined) throw new RecordError(`${this.name} lacks ${name}`);
    return text;
  }

  /** The text of a child; undefined when it is missing or empty. */
  optionalText(name: string): string | undefined {
    const [child, second] = this.#children(name);
    if (second !== undefined) throw new RecordError(`${this.name} has ${name} twice`);
    if (child === undefined || child === '') return undefined;
    if (typeof child !== 'string') throw new RecordError(`${name} in ${this.name} is no text`);
    return child;
  }

  /** Texts of all children of a name. */
  texts(name: string): string[] {
    return this.#children(name).map((child) => {
      if (typeof child !== 'string') throw new RecordError(`${name} in ${this.name} is no text`);
      return child;
    });
  }

  /** A number that names something. It stays text, because it may be larger than a number of JavaScript is exact. */
  id(name: string): string {
    return this.#number(name, this.text(name));
  }

  optionalId(name: string): string | undefined {
    const text = this.optionalText(name);
    return text === undefined ? undefined : this.#number(name, text);
  }

  /** A code of a table. */
  code(name: string): number {
    return this.#exact(name, this.text(name));
  }

  optionalCode(name: string): number | undefined {
    const text = this.optionalText(name);
    return text === undefined ? undefined : this.#exact(name, text);
  }

  codes(name: string): number[] {
    return this.texts(name).map((text) => this.#exact(name, text));
  }

  /** An IPv4 address, which the interface writes as a number. */
  address(name: string): string {
    const number = this.code(name);
    if (number > 0xff_ff_ff_ff) throw new RecordError(`${name} in ${this.name} is no address`);
    return [24, 16, 8, 0].map((bits) => (number >>> bits) & 0xff).join('.');
  }

  optionalAddress(name: string): string | undefined {
    return this.optionalText(name) === undefined ? undefined : this.address(name);
  }

  /** A child that must be there. */
  child(name: string): Reader {
    const child = this.optionalChild(name);
    if (child === undefined) throw new RecordError(`${this.name} lacks ${name}`);
    return child;
  }

  optionalChild(name: string): Reader | undefined {
    const [child, second] = this.children(name);
    if (second !== undefined) throw new RecordError(`${this.name} has ${name} twice`);
    return child;
  }

  /** All children of a name. */
  children(name: string): Reader[] {
    const known = this.#inside.get(name);
    if (known !== undefined) return known;
    const children = this.#children(name).map((child) => new Reader(name, child));
    this.#inside.set(name, children);
    return children;
  }

  /** At least one child of a name. */
  some(name: string): Reader[] {
    const children = this.children(name);
    if (children.length === 0) throw new RecordError(`${this.name} lacks ${name}`);
    return children;
  }

  /** Names of the children. */
  names(): string[] {
    return typeof this.#element === 'string' ? [] : Object.keys(this.#element);
  }

  /** Nobody here needs the rest of it. */
  ignore(): void {
    this.#ignored = true;
  }

  /** Paths of what was never asked for. */
  unread(): string[] {
    if (this.#ignored) return [];
    const here = this.names().filter((name) => !this.#asked.has(name));
    const below = [...this.#inside.values()].flat().flatMap((child) => child.unread());
    return [...new Set([...here, ...below])].map((path) => `${this.name}/${path}`);
  }

  #children(name: string): readonly XmlElement[] {
    this.#asked.add(name);
    return childrenOf(this.#element, name);
  }

  #number(name: string, text: string): string {
    if (!/^\d{1,19}$/.test(text)) throw new RecordError(`${name} in ${this.name} is no number`);
    return text;
  }

  #exact(name: string, text: string): number {
    const number = Number(this.#number(name, text));
    if (!Number.isSafeInteger(number)) throw new RecordError(`${name} in ${this.name} is too large`);
    return number;
  }
}
