/** Where a page of a list ended, as it is given out and taken back. */

export class CursorError extends Error {
  override readonly name = 'CursorError';
}
