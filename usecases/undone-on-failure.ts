/**
 * Does work that needs something written or stored before it. When the work fails, `undo` removes what was written, so that
 * the next try finds nothing in its way. `isCertain` says for which failures it is certain that the work changed nothing; by
 * default for all. After any other failure, what was written stays.
 *
 * Throws the failure of the work. A failure of `undo` is ignored: the caller provides for what is left then.
 *
 * @example
 * return undoneOnFailure(work, () => forgetRequest(database, request));
 */
export async function undoneOnFailure<T>(
  work: () => Promise<T>,
  undo: () => Promise<unknown>,
  isCertain: (error: unknown) => boolean = () => true,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isCertain(error)) await undo().catch(() => {});
    throw error;
  }
}
