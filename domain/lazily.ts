/**
 * Things made when they are first asked for. Every workflow evaluates its modules for itself, and a filing hears a few of
 * the forty-odd actions: a schema it never uses should cost it nothing.
 */
export function lazily<Makers extends Readonly<Record<string, () => unknown>>>(
  makers: Makers,
): { readonly [Name in keyof Makers]: ReturnType<Makers[Name]> } {
  const made = new Map<string, unknown>();
  const things = {};
  for (const [name, make] of Object.entries(makers)) {
    Object.defineProperty(things, name, {
      enumerable: true,
      get: () => {
        if (!made.has(name)) made.set(name, make());
        return made.get(name);
      },
    });
  }
  return things as { readonly [Name in keyof Makers]: ReturnType<Makers[Name]> };
}
