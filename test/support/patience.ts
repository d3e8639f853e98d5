/**
 * How long a test waits for what must come, in milliseconds.
 *
 * It ends what hangs and measures nothing: on a machine that is busy with other work, two dozen filings at once take minutes. It is
 * less than the limit of a test, so that the test says what did not come.
 */
export const PATIENCE_MS = 240_000;
