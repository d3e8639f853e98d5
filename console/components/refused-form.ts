/**
 * A form that was refused, while its page is drawn again. Its controls show what was typed and what is wrong with it, and the summary
 * at the top of the page links to them, whatever the page itself knows of it.
 */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ControlProps } from './form-group.tsx';

type Values = Readonly<Record<string, string | readonly string[]>>;

interface Refused {
  /** Where the form was sent. */
  readonly path: string;
  readonly typed: Values;
  /** What is wrong, in words, at a path such as `reason` or `data.items.0.code`. */
  readonly faults: readonly { readonly path: string; readonly text: string }[];
}

export class RefusedForm {
  readonly #refused: Refused;
  readonly #ids = new Map<string, string>();
  readonly #open = new Set<string>();
  #html = '';
  #isDrawn = false;

  constructor(refused: Refused) {
    this.#refused = refused;
  }

  /** Whether the page that was drawn has the form. */
  get isDrawn(): boolean {
    return this.#isDrawn;
  }

  get typed(): Values {
    return this.#refused.typed;
  }

  /**
   * Whether a form on the page is this one.
   * @param actions where it may be sent, by its own button and by others
   * @param hidden what tells it from other forms that are sent there
   */
  isMeant(actions: readonly string[], hidden: Values): boolean {
    const isMeant =
      actions.some((action) => pathOf(action) === pathOf(this.#refused.path)) &&
      Object.entries(hidden).every(([name, value]) => this.typed[name] === value);
    this.#isDrawn ||= isMeant;
    return isMeant;
  }

  /** Details that hold the form are open, by their summary. */
  noteDetails(summary: string): void {
    this.#open.add(summary);
  }

  isOpen(summary: string): boolean {
    return this.#open.has(summary);
  }

  errorAt(name: string): string | undefined {
    const found = this.#refused.faults.filter(({ path }) => namesFor(path).includes(name));
    return found.length === 0 ? undefined : found.map(({ text }) => text).join(' ');
  }

  noteControl(name: string, id: string): void {
    if (!this.#ids.has(name)) this.#ids.set(name, id);
  }

  /** The page as it was drawn first, which tells what there is to link to. */
  noteDrawn(html: string): void {
    this.#html = html;
  }

  /** The id of the control at which a fault is put right; undefined where the page has none. */
  controlFor(path: string): string | undefined {
    const names = namesFor(path);
    const ids = [...names.flatMap((name) => this.#ids.get(name) ?? []), ...names];
    return ids.find((id) => this.#html.includes(` id="${id}"`));
  }
}

const pathOf = (address: string): string => decodeURI(new URL(address, 'http://console').pathname);

/** `data.items.0.code` is said at `items.0.code`, else at `items.0` or `items`. */
function namesFor(path: string): string[] {
  const steps = path.replace(/^data\./, '').split('.');
  return steps.map((_, index) => steps.slice(0, steps.length - index).join('.'));
}

/** The refused form of the page that is drawn, where there is one. */
export const RefusedOnPage = createContext<RefusedForm | undefined>(undefined);
/** The details around a form, by their summary. */
export const InDetails = createContext<string | undefined>(undefined);
/** The refused form inside the form that it is. */
export const RefusedHere = createContext<RefusedForm | undefined>(undefined);

/** What a control shows: what its page gives, or in a refused form what was typed there and what is wrong with it. */
export function useShown<Control extends ControlProps & { value?: string | undefined; type?: string | undefined }>(
  control: Control,
): Control {
  const refused = useContext(RefusedHere);
  if (refused === undefined) return control;
  const typed = [refused.typed[nameOf(control)] ?? []].flat();
  const shown = typed.find((value) => value !== '') ?? typed[0];
  const isSecret = control.type === 'password';
  return { ...withError(control, refused), ...(shown === undefined || isSecret ? {} : { value: shown }) };
}

/** The same of a control with several values. */
export function useShownValues<Control extends ControlProps & { values?: readonly string[] | undefined }>(
  control: Control,
): Control {
  const refused = useContext(RefusedHere);
  if (refused === undefined) return control;
  return { ...withError(control, refused), values: [refused.typed[nameOf(control)] ?? []].flat() };
}

function withError<Control extends ControlProps>(control: Control, refused: RefusedForm): Control {
  const name = nameOf(control);
  refused.noteControl(name, control.id);
  const error = control.error ?? refused.errorAt(name);
  return error === undefined ? control : { ...control, error };
}

const nameOf = ({ id, name }: ControlProps): string => name ?? id;
