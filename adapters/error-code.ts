/**
 * The `code` of a thrown value, as Node.js and every vendor's SDK set it; undefined when there is none. Asks for the
 * property rather than the class, since errors may come from another realm (a worker, a test's sandbox).
 */
export function errorCode(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' && thrown.code !== '' ? thrown.code : undefined;
}

/** As `errorCode`, without the codes of sockets (`ECONNREFUSED`), which mean that the vendor did not answer at all. */
export function vendorCode(thrown: unknown): string | undefined {
  const code = errorCode(thrown);
  return code === undefined || /^E[A-Z]+$/.test(code) ? undefined : code;
}
