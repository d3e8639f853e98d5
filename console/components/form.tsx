/** A form that does something. It carries the proof of its session, and shows again what was typed when it is refused. */
import type { ComponentChildren, JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { InDetails, RefusedHere, RefusedOnPage } from './refused-form.ts';

export interface FormProps {
  /** The proof that it comes from a page of the console. */
  readonly csrf: string;
  readonly action: string;
  readonly children?: ComponentChildren;
  readonly id?: string | undefined;
  /** It sends files beside its fields. */
  readonly files?: boolean;
  /** Fields that nobody sees and that tell it from other forms that are sent to the same address. */
  readonly hidden?: Readonly<Record<string, string>>;
  /** Where its other buttons send it. */
  readonly otherActions?: readonly string[];
  /** Who shows again what was typed: the form of an order does it itself, because it knows what was saved meanwhile. */
  readonly keptBy?: 'CONTROLS' | 'PAGE';
  readonly attributes?: Readonly<Record<string, string | boolean | undefined>>;
}

export function Form({
  csrf,
  action,
  children,
  id,
  files = false,
  hidden = {},
  otherActions = [],
  keptBy = 'CONTROLS',
  attributes,
}: FormProps): JSX.Element {
  const refused = useContext(RefusedOnPage);
  const isMeant = refused?.isMeant([action, ...otherActions], hidden) === true;
  const details = useContext(InDetails);
  if (isMeant && details !== undefined) refused?.noteDetails(details);
  return (
    <form method="post" action={action} id={id} {...(files ? { enctype: 'multipart/form-data' } : {})} {...attributes}>
      <input type="hidden" name="csrf" value={csrf} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <RefusedHere.Provider value={isMeant && keptBy === 'CONTROLS' ? refused : undefined}>
        {children}
      </RefusedHere.Provider>
    </form>
  );
}
