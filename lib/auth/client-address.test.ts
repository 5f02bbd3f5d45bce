import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => void vi.unstubAllEnvs());

async function addressOf(proxies: number, forwarded: string | null, remote = '192.0.2.9'): Promise<string> {
  vi.stubEnv('TRUSTED_PROXIES', String(proxies));
  vi.resetModules();
  const { clientAddress } = await import('./client-address');
  const headers = new Headers({ 'x-palimpsest-remote-address': remote });
  if (forwarded !== null) headers.set('x-forwarded-for', forwarded);
  return clientAddress(headers);
}

test.each([
  [0, null, '192.0.2.9'],
  [0, '198.51.100.1', '192.0.2.9'],
  [1, '198.51.100.1', '198.51.100.1'],
  [1, '203.0.113.66, 198.51.100.1', '198.51.100.1'],
  [2, '203.0.113.66, 198.51.100.1', '203.0.113.66'],
  [2, '10.0.0.1, 203.0.113.66, 198.51.100.1', '203.0.113.66'],
  [1, null, '192.0.2.9'],
  [1, 'not an address', '192.0.2.9'],
  [1, '198.51.100.1, ', '198.51.100.1'],
])('behind %i proxies, %j stands for %s', async (proxies, forwarded, address) => {
  expect(await addressOf(proxies, forwarded)).toBe(address);
});

test('one network of IPv6 counts as one address', async () => {
  const same = [
    '2001:db8:1:2::1',
    '2001:DB8:1:2:ffff::',
    '2001:0db8:0001:0002:3:4:5:6',
    '2001:db8:1:2:3:4:5:6%eth0',
  ];
  for (const remote of same) expect(await addressOf(0, null, remote)).toBe('2001:db8:1:2');
  expect(await addressOf(0, null, '2001:db8:1:3::1')).toBe('2001:db8:1:3');
  expect(await addressOf(0, null, '::1')).toBe('0:0:0:0');
});
