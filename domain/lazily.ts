/**
 * Makes a value when it is first asked for, and keeps it. The modules that a worker's workflows share are frozen after
 * loading (`workflows/preloaded.ts`). A zod schema changes itself when it is first used, so it must be made after that.
 */
export function lazily<T>(make: () => T): () => T {
  let made: { thing: T } | undefined;
  return () => (made ??= { thing: make() }).thing;
}

/** The same for each entry of a table. */
export function lazilyEach<Makers extends Readonly<Record<string, () => unknown>>>(makers: Makers): Makers {
  return Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, lazily(make)])) as Makers;
}
