export interface Together {
  /** How many writes are expected; when the last has come, none waits any longer. */
  all: number;
  /** How long the first write waits for the others at most, in milliseconds. */
  lingerMs: number;
}

/** Writes down together what ends at nearly the same time. */
export function writtenTogether<T>(
  write: (these: readonly T[]) => Promise<void>,
  { all, lingerMs }: Together,
): (one: T) => Promise<void> {
  let left = all;
  let batch: ReturnType<typeof openBatch> | undefined;

  function openBatch() {
    const these: T[] = [];
    let close = (): void => {};
    const closed = new Promise<void>((resolve) => {
      close = resolve;
    });
    const late = setTimeout(close, lingerMs);
    const written = closed.then(() => {
      clearTimeout(late);
      batch = undefined;
      return write(these);
    });
    return { these, close, written };
  }

  return (one) => {
    batch ??= openBatch();
    batch.these.push(one);
    left -= 1;
    if (left === 0) batch.close();
    return batch.written;
  };
}
