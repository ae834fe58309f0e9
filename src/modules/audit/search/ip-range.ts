import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { normalizeAddress } from '../../../platform/http/client-address';

/** First and last address of an address or a CIDR network; null if the text is neither. */
export function ipRange(text: string): readonly [first: string, last: string] | null {
  const address = normalizeAddress(text);
  if (address !== null) return [address, address];
  const [network = '', bits] = text.split('/');
  if (bits === undefined || isIP(network) === 0 || !ipaddr.isValidCIDR(text)) return null;
  const kind = isIP(network) === 4 ? ipaddr.IPv4 : ipaddr.IPv6;
  return [kind.networkAddressFromCIDR(text).toString(), kind.broadcastAddressFromCIDR(text).toString()];
}
