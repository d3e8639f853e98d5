export interface Together {
  /** How many there are; when the last of them has come, nothing waits any longer. */
  all: number;
  /** Longest wait of the first for the others, in milliseconds. */
  lingerMs: number;
}

/** Things that end at nearly the same time are written down together. */
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
