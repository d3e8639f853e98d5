/** Work that is done now and then, and soon again when it failed. */
export interface Times {
  everyMs: number;
  firstAfterMs: number;
  /** After work that failed. */
  againAfterMs: number;
}

/** Returns what ends it: nothing is begun any more; what is under way goes on. */
export function againAndAgain(
  { everyMs, firstAfterMs, againAfterMs }: Times,
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
): () => void {
  let isOver = false;
  let next: NodeJS.Timeout | undefined;
  const soon = (ms: number): void => {
    clearTimeout(next);
    next = setTimeout(turn, Math.min(everyMs, ms));
  };
  const turn = (): void => {
    work().catch((error: unknown) => {
      onError(error);
      if (!isOver) soon(againAfterMs);
    });
  };
  soon(firstAfterMs);
  const regular = setInterval(turn, everyMs);
  return () => {
    isOver = true;
    clearTimeout(next);
    clearInterval(regular);
  };
}
