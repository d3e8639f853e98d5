/** The type of an object whose absent values are left out. */
export type Present<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> };

/**
 * The object without the values that are undefined. A key that is absent and one that says `undefined` differ to strict types, to
 * JSON and to whoever asks `in`; this is the one way in which Beian leaves a key out.
 */
export function present<Values extends object>(values: Values): Present<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<Values>;
}
