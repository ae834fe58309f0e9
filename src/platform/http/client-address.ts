import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An address in its one usual form, IPv4 out of IPv6 mappings; null if it is none. */
export function normalizeAddress(text: string | undefined): string | null {
  // Stricter than ipaddr.js, which also takes 10.1 and 0x7f000001; a zone (fe80::1%eth0) says nothing to anybody else.
  const bare = text?.replace(/%.*$/, '') ?? '';
  if (isIP(bare) === 0) return null;
  const address = ipaddr.process(bare);
  return address.kind() === 'ipv6' ? (address as ipaddr.IPv6).toRFC5952String() : address.toString();
}

/** For Fastify's `trustProxy`: believe X-Forwarded-For of these networks only (A29). */
export function trustedBy(networks: readonly string[]): (address: string) => boolean {
  const ranges = networks.map((network) =>
    network.includes('/')
      ? ipaddr.parseCIDR(network)
      : ([ipaddr.parse(network), network.includes(':') ? 128 : 32] as [ipaddr.IPv4 | ipaddr.IPv6, number]),
  );
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits));
  };
}
