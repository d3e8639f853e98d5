/**
 * Work that anybody may cause without signing in, such as counting all orders for the monitoring: everybody who asks while
 * it is under way gets its answer, so it never runs twice at a time.
 */
export function oneAtATime<Answer>(work: () => Promise<Answer>): () => Promise<Answer> {
  let underWay: Promise<Answer> | undefined;
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
