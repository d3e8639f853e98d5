/** Bytes as text. Throws a TypeError when they are not UTF-8; without, each wrong byte would become U+FFFD and nobody would know. */
export const utf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
