/**
 * An identifier as one segment of a URL's path. `.` and `..` cannot be written in a path: percent-encoded or not, they name the
 * folder or the one above it, and the request would reach another address.
 */
export const pathSegment = (text: string): string | undefined =>
  text === '' || text === '.' || text === '..' ? undefined : encodeURIComponent(text);
