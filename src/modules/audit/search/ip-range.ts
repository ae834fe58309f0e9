import ipaddr from 'ipaddr.js';

/** First and last address of an address or a CIDR network; null if the text is neither. */
export function ipRange(text: string): readonly [first: string, last: string] | null {
  if (ipaddr.isValid(text)) {
    const address = ipaddr.process(text).toString();
    return [address, address];
  }
  if (!ipaddr.isValidCIDR(text)) return null;
  const kind = ipaddr.parseCIDR(text)[0].kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return [kind.networkAddressFromCIDR(text).toString(), kind.broadcastAddressFromCIDR(text).toString()];
}
