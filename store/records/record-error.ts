/** An order does not hold what a record of it needs. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
}
