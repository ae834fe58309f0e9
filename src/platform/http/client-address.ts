import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An address in its one usual form, IPv4 out of IPv6 mappings; null if it is none. */
export function normalizeAddress(text: string | undefined): string | null {
  // Stricter than ipaddr.js, which also takes 10.1 and 0x7f000001; a zone (fe80::1%eth0) says nothing to anybody else.
  const bare = text?.replace(/%.*$/, '') ?? '';
  const family = isIP(bare);
  if (family !== 6) return family === 4 ? bare : null;
  const address = ipaddr.process(bare);
  return address.kind() === 'ipv6' ? (address as ipaddr.IPv6).toRFC5952String() : address.toString();
}

/** What is counted as one guesser: of IPv4 the /24, of IPv6 the /64, for whoever has one address there has them all. */
export function networkOf(ip: string | null): string {
  if (ip === null || !ipaddr.isValid(ip)) return 'unknown';
  return ipaddr.process(ip).kind() === 'ipv6'
    ? `${ipaddr.IPv6.networkAddressFromCIDR(`${ip}/64`).toRFC5952String()}/64`
    : `${ipaddr.IPv4.networkAddressFromCIDR(`${ip}/24`).toString()}/24`;
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
