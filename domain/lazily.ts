/**
 * Something made when it is first asked for, and then kept. What the workflows of a worker share is frozen once it is
 * loaded (`workflows/preloaded.ts`), while a zod schema completes itself when it is first used: made later, it may.
 */
export function lazily<T>(make: () => T): () => T {
  let made: { thing: T } | undefined;
  return () => (made ??= { thing: make() }).thing;
}

/** The same for each entry of a table. */
export function lazilyEach<Makers extends Readonly<Record<string, () => unknown>>>(makers: Makers): Makers {
  return Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, lazily(make)])) as Makers;
}
