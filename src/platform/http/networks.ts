import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { trustedBy } from './client-address';

/** A network in its one usual form, an address alone as a network of one: `10.1.2.3/8` is `10.0.0.0/8`. Null if it is none. */
export function normalizeNetwork(text: string): string | null {
  const [address = '', bits, ...rest] = text.trim().split('/');
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  if (family === 0 || rest.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return null;
  const prefix = bits === undefined ? most : Number(bits);
  if (prefix > most || ipaddr.process(address).kind() !== `ipv${family}`) return null;
  const cidr = `${address}/${prefix}`;
  return family === 4
    ? `${ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()}/${prefix}`
    : `${ipaddr.IPv6.networkAddressFromCIDR(cidr).toRFC5952String()}/${prefix}`;
}

/** The network that an address counts as part of: its /24, or /48 in IPv6. */
export const networkOf = (address: string): string =>
  normalizeNetwork(`${address}/${isIP(address) === 4 ? 24 : 48}`) ?? normalizeNetwork(address) ?? address;

/** Whether an address is in one of the networks; in any when there are none to be in. */
export const isWithin = (networks: readonly string[], address: string | null): boolean =>
  networks.length === 0 || (address !== null && trustedBy(networks)(address));
