import { describe, expect, test } from '@jest/globals';
import { isReachable } from './reachable-address.ts';

describe('a probe connects to', () => {
  test.each(['203.0.114.7', '8.8.8.8', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('the public address %s', (address) =>
    expect(isReachable(address)).toBe(true),
  );
});

describe('a probe does not connect to', () => {
  test.each([
    ['this machine', '127.0.0.1'],
    ['this machine under another address', '127.8.9.1'],
    ['no address in particular', '0.0.0.0'],
    ['the inside, 10/8', '10.1.2.3'],
    ['the inside, 172.16/12', '172.31.255.1'],
    ['the inside, 192.168/16', '192.168.1.1'],
    ['the inside of a carrier', '100.64.0.1'],
    ['the metadata of a cloud', '169.254.169.254'],
    ['the metadata of Alibaba Cloud', '100.100.100.200'],
    ['everybody', '255.255.255.255'],
    ['a group', '224.0.0.1'],
    ['an address that is kept back', '240.0.0.1'],
    ['this machine, IPv6', '::1'],
    ['no address in particular, IPv6', '::'],
    ['this machine, mapped into IPv6', '::ffff:127.0.0.1'],
    ['this machine, mapped and written in hexadecimal', '::ffff:7f00:1'],
    ['the metadata of a cloud, mapped into IPv6', '::ffff:169.254.169.254'],
    ['the inside, mapped into IPv6', '::ffff:10.0.0.1'],
    ['this machine, by NAT64', '64:ff9b::7f00:1'],
    ['this machine, by 6to4', '2002:7f00:1::'],
    ['this machine, by Teredo', '2001:0:7f00:1::'],
    ['the inside, IPv6', 'fd00::1'],
    ['the metadata of AWS, IPv6', 'fd00:ec2::254'],
    ['the link, IPv6', 'fe80::1'],
    ['the link with a zone', 'fe80::1%eth0'],
    ['what is no address', 'localhost'],
    ['a number', '2130706433'],
    ['an octal address', '0177.0.0.1'],
  ])('%s: %s', (_what, address) => expect(isReachable(address)).toBe(false));

  test('the inside, where only another range is allowed', () => {
    expect(isReachable('127.0.0.1', ['127.0.0.0/8'])).toBe(true);
    expect(isReachable('::ffff:127.0.0.1', ['127.0.0.0/8'])).toBe(true);
    expect(isReachable('10.0.0.1', ['127.0.0.0/8'])).toBe(false);
    expect(isReachable('::1', ['127.0.0.0/8'])).toBe(false);
  });
});
