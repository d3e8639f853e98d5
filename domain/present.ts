/** The type of an object whose absent values are left out. */
export type Present<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> };

/**
 * The object without the values that are undefined. An absent key and a key with the value `undefined` differ for strict types, for
 * JSON and for `in`. Beian leaves keys out with this function only.
 */
export function present<Values extends object>(values: Values): Present<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<Values>;
}

/** What `made` makes of a value, or undefined when there is no value. */
export const ifKnown = <Value, Made>(value: Value | undefined, made: (value: Value) => Made): Made | undefined =>
  value === undefined ? undefined : made(value);
