/**
 * Does work that may take long, and meanwhile says again and again that it goes on. Something that was not said is said the next
 * time, so a failure to say it is ignored.
 *
 * @example
 * return saidMeanwhile(HOLD_EVERY_MS, () => holdRequest(database, held, instant(now())), work);
 */
export async function saidMeanwhile<T>(everyMs: number, say: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => void say().catch(() => {}), everyMs).unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
