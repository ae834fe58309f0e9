import { writeFileSync } from 'node:fs';
import ipaddr from 'ipaddr.js';

/** A network in CIDR form and the ISO code of its country. */
export type Network = readonly [cidr: string, country: string];

const RECORD_BYTES = 4;
const SEPARATOR = Buffer.alloc(16);

/**
 * Writes a database of countries as MaxMind's format 2.0 has it: a binary tree over the bits of IPv6 addresses, IPv4 below `::/96`,
 * with records of 32 bits; then the data, then the metadata.
 */
export function writeGeoip(path: string, networks: readonly Network[]): void {
  const tree: [number | string | null, number | string | null][] = [[null, null]];
  for (const [cidr, country] of networks) insert(tree, bitsOf(cidr), country);
  const countries = [...new Set(networks.map(([, country]) => country))];
  const data = countries.map((country) => map({ country: map({ iso_code: text(country) }) }));
  const offsets = data.map((_, index) => data.slice(0, index).reduce((sum, { length }) => sum + length, 0));
  const nodes = Buffer.alloc(tree.length * 2 * RECORD_BYTES);
  const valueOf = (record: number | string | null): number => {
    if (typeof record === 'number') return record;
    return record === null ? tree.length : tree.length + 16 + (offsets[countries.indexOf(record)] as number);
  };
  tree.flat().forEach((record, index) => nodes.writeUInt32BE(valueOf(record), index * RECORD_BYTES));
  writeFileSync(path, Buffer.concat([nodes, SEPARATOR, ...data, metadata(tree.length)]));
}

function insert(
  tree: [number | string | null, number | string | null][],
  bits: string,
  country: string,
): void {
  let node = 0;
  for (const [index, bit] of [...bits].entries()) {
    const side = Number(bit) as 0 | 1;
    const here = tree[node] as [number | string | null, number | string | null];
    if (index === bits.length - 1) here[side] = country;
    else if (typeof here[side] === 'number') node = here[side];
    else node = here[side] = tree.push([null, null]) - 1;
  }
}

function bitsOf(cidr: string): string {
  const [address, length] = ipaddr.parseCIDR(cidr);
  const bits = address
    .toByteArray()
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  return (address.kind() === 'ipv4' ? '0'.repeat(96) : '') + bits.slice(0, length);
}

const metadata = (nodes: number): Buffer =>
  Buffer.concat([
    Buffer.from('\xAB\xCD\xEFMaxMind.com', 'latin1'),
    map({
      binary_format_major_version: number(5, 2),
      binary_format_minor_version: number(5, 0),
      build_epoch: Buffer.concat([Buffer.from([4, 9 - 7]), uint32(1_795_200_000)]),
      database_type: text('Test-Country'),
      description: map({ en: text('for tests') }),
      ip_version: number(5, 6),
      languages: Buffer.concat([Buffer.from([1, 11 - 7]), text('en')]),
      node_count: number(6, nodes),
      record_size: number(5, 32),
    }),
  ]);

/** Types of the format: 2 is text, 5 and 6 are unsigned integers of 16 and 32 bits, 7 is a map, 9 and 11 (extended) 64 bits and lists. */
const text = (value: string): Buffer =>
  Buffer.concat([Buffer.from([(2 << 5) | value.length]), Buffer.from(value)]);
const number = (type: 5 | 6, value: number): Buffer =>
  type === 5
    ? Buffer.from([(5 << 5) | 2, value >> 8, value & 255])
    : Buffer.concat([Buffer.from([(6 << 5) | 4]), uint32(value)]);
const map = (members: Record<string, Buffer>): Buffer =>
  Buffer.concat([
    Buffer.from([(7 << 5) | Object.keys(members).length]),
    ...Object.entries(members).flatMap(([key, value]) => [text(key), value]),
  ]);

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
