import 'server-only';

import { isIP } from 'node:net';

import { env } from '@/lib/env';

/** Whoever has one address of IPv6 has all that share its first half. */
function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail = ''] = address.toLowerCase().split('%', 1)[0]!.split('::');
  const before = head.split(':').filter((group) => group !== '');
  const after = tail.split(':').filter((group) => group !== '');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}

/**
 * The network address of who called. Each of the `TRUSTED_PROXIES` in front of the server appended the address that it saw to
 * X-Forwarded-For; what stands further left the caller wrote, and it is not believed.
 */
export function clientAddress(headers: Headers): string {
  const remote = headers.get('x-palimpsest-remote-address') ?? '';
  const forwarded = (headers.get('x-forwarded-for') ?? '').split(',').map((each) => each.trim());
  const hops = [...forwarded.filter((each) => each !== ''), remote];
  const seen = hops[Math.max(0, hops.length - 1 - env().TRUSTED_PROXIES)] ?? '';
  return networkOf(isIP(seen) === 0 ? remote : seen);
}
