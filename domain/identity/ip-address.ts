/** IP addresses in their one spelling. Not for workflow code: only those who ask for servers need the library. */
import ipaddr from 'ipaddr.js';

const FOUR_NUMBERS = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * `061.135.169.121` → `61.135.169.121` (zeros before a number are padding and no octal), `2001:DB8:0:0::1` → `2001:db8::1` (RFC 5952),
 * `::ffff:1.2.3.4` → `1.2.3.4`. What is no address stays as it is.
 */
export function ipAddress(typed: string): string {
  const text = typed.normalize('NFKC').trim();
  const plain = FOUR_NUMBERS.test(text) ? text.split('.').map(Number).join('.') : text;
  if (ipaddr.IPv4.isValidFourPartDecimal(plain)) return plain;
  if (!ipaddr.IPv6.isValid(text)) return typed;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String();
}
