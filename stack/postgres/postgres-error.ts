/** Postgres cannot be started here. The message says what to do. */
export class PostgresError extends Error {
  override readonly name = 'PostgresError';
}
