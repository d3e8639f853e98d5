/**
 * Things that end at nearly the same time are written down together: whatever ends while the last were being written goes
 * with the next. Nothing waits for longer than one write takes.
 */
export function writtenTogether<T>(write: (all: readonly T[]) => Promise<void>): (one: T) => Promise<void> {
  let waiting: T[] = [];
  let next: Promise<void> | undefined;
  let last: Promise<void> = Promise.resolve();
  const writeNext = (): Promise<void> => {
    const all = waiting;
    waiting = [];
    next = undefined;
    last = write(all);
    return last;
  };
  return (one) => {
    waiting.push(one);
    next ??= last.then(writeNext, writeNext);
    return next;
  };
}
