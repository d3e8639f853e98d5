/**
 * Which addresses a probe may connect to. Names belong to customers and may resolve to anything: to this machine, to the provider's
 * inside, to a cloud's metadata. Only addresses of the public Internet are taken; every form of an address counts as what it means.
 */
import ipaddr from 'ipaddr.js';

/** Ranges such as `127.0.0.0/8` that are taken all the same, for a sandbox. */
export type AllowedRanges = readonly string[];

/** Whether a probe may connect to this address. */
export function isReachable(address: string, allowed: AllowedRanges = []): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = meant(ipaddr.parse(address));
  return parsed.range() === 'unicast' || allowed.some((range) => isWithin(parsed, range));
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** The IPv4 address that an IPv6 address stands for: mapped, or by a translation of 6to4 or NAT64. */
function meant(address: Address): Address {
  if (address instanceof ipaddr.IPv4) return address;
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

function isWithin(address: Address, range: string): boolean {
  const [network, bits] = ipaddr.parseCIDR(range);
  return network.kind() === address.kind() && address.match(network, bits);
}
